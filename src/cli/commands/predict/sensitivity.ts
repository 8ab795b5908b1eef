/** How far a prediction depends on the sample it was made from, summarised. */
import { UsageError } from "../../../math/errors.js";
import { fold, type Key } from "../../../math/random.js";
import { centralInterval, median } from "../../../math/statistics.js";
import {
  bootstrapReplicate,
  type CodingProblem,
  hullSensitivity,
  type Outcome,
  type PredictOptions,
  subsampleTrend,
  type VertexOutcome,
} from "../../../theory/index.js";
import type { Factors } from "./gather.js";

/** Median and the interval that holds 95 % of the replicates. */
export interface Spread {
  readonly median: number;
  readonly interval: readonly [number, number];
}

export interface Sensitivity {
  readonly bootstrap: {
    readonly replicates: number;
    readonly energy: Spread;
    readonly saving: Spread;
    /** How often each verdict was given. */
    readonly verdicts: Readonly<Record<string, number>>;
  };
  /** Without one corner of the hull, the most consequential first. */
  readonly corners: readonly VertexOutcome[];
  /** From random parts of the rows. */
  readonly subsamples: readonly ({ readonly size: number } & Outcome)[];
  readonly settings: { readonly tolerance: number; readonly seconds: number; readonly mostCorners: number };
}

/** Corners that are left out in turn, at most. */
const MOST_CORNERS = 50;
/** Each of the many solves need not be as exact, or take as long, as the prediction itself. */
const LOOSEST = 1e-5;
const LONGEST = 2;

/** Throws UsageError where the factors were not given by samples, or by too few. */
export function assessSensitivity(
  problem: CodingProblem,
  { all }: Factors,
  options: PredictOptions & { readonly replicates: number; readonly source: Key; step(done: number): void },
): Sensitivity {
  if (all === undefined) throw new UsageError("--sensitivity needs samples; corners and a covariance are no sample.");
  const tolerance = Math.max(options.tolerance ?? 1e-6, LOOSEST);
  const seconds = Math.min(options.seconds ?? 10, LONGEST);
  const { within } = options;
  const solving = {
    tolerance,
    seconds,
    ...(within === undefined ? {} : { within }),
    ...(all.weights ? { weights: all.weights } : {}),
  };
  const replicates = Array.from({ length: options.replicates }, (_, replicate) => {
    options.step(replicate / options.replicates);
    const source = fold(fold(options.source, "bootstrap"), replicate);
    return bootstrapReplicate(problem, all.rows, source, solving);
  });
  const corners = hullSensitivity(problem, all.rows, MOST_CORNERS, solving);
  const sizes = [8, 4, 2].map((part) => Math.floor(all.rows.rows / part)).filter((size) => size > 2 * all.rows.columns);
  const trend = subsampleTrend(problem, all.rows, fold(options.source, "subsamples"), sizes, solving);
  return {
    bootstrap: summarise(replicates),
    corners: [...corners].sort((a, b) => b.saving - a.saving),
    subsamples: trend.map(({ size, outcome }) => ({ size, ...outcome })),
    settings: { tolerance, seconds, mostCorners: MOST_CORNERS },
  };
}

function summarise(outcomes: readonly Outcome[]): Sensitivity["bootstrap"] {
  const verdicts: Record<string, number> = {};
  for (const { verdict } of outcomes) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  return {
    replicates: outcomes.length,
    energy: spreadOf(outcomes.map(({ energy }) => energy)),
    saving: spreadOf(outcomes.map(({ saving }) => saving)),
    verdicts,
  };
}

const spreadOf = (values: readonly number[]): Spread => ({ median: median(values), interval: centralInterval(values) });
