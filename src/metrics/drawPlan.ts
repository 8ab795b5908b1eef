/**
 * How many draws of which source a metric gets.
 *
 * A metric that was asked for a number gets it. By default it gets its own (registry.ts), as far as the work that it may make goes: draws x
 * conditions x units, summed over sources in the order of their importance; metrics that draw points of their own say how many
 * conditions these are worth (`rows`). Work is counted and never timed, so the same data get the
 * same draws on every machine. Fewer draws than a p of 0.05 needs are not made at all.
 */
import type { Representation } from "../protocols.js";
import { type Chance, DRAWS } from "./entry.js";
import type { DrawingOptions, DrawSource, MetricRequest } from "./measuring.js";
import type { NullKind } from "./nulls.js";

/** Draws of one metric from one source. */
export interface PlannedDraws {
  readonly source: DrawSource;
  readonly draws: number;
  /** The usual number, where the work allowed is less. */
  readonly usual: number;
}

/** Draws x conditions x units that a metric may make, by its usual number of draws: about a minute of one core each. */
const WORK = [
  { draws: DRAWS.fast, work: 2e9 },
  { draws: DRAWS.moderate, work: 2.1e7 },
  { draws: DRAWS.slow, work: 3e6 },
];

/** Of 19 draws the least p is 0.05. */
const FEWEST = 19;

/** The main null first, then intervals, so that an early end leaves what matters most. */
export const sourcesOf = ({ nulls }: Pick<DrawingOptions, "nulls">): DrawSource[] => [
  ...nulls.slice(0, 1),
  "subsets",
  ...nulls.slice(1),
];

/** Whether a source says something of a metric. */
export const moves = ({ entry }: MetricRequest, source: DrawSource): boolean =>
  source === "subsets" || entry.against.includes(takenAway(source));

const takenAway = (kind: NullKind): Chance => (kind === "rotated" ? "rotation" : "factors");

/** The draws of a metric on a representation of this size, from every source that says something of it. */
export function plannedDraws(
  request: MetricRequest,
  size: Pick<Representation, "conditions" | "units">,
  options: DrawingOptions,
): PlannedDraws[] {
  const each = workOfOne(request, size);
  let left = options.effort * workOf(request);
  return sourcesInOrder(request, options).map((source) => {
    const asked = source === "subsets" ? options.intervalDraws : options.nullDraws;
    const usual = asked ?? usualDraws(request, source);
    const affordable = Math.min(usual, Math.floor(left / each));
    const draws = asked ?? (affordable < Math.min(FEWEST, usual) ? 0 : affordable);
    left -= draws * each;
    return { source, draws, usual };
  });
}

/** The first null that moves the score is its main one. */
function sourcesInOrder(request: MetricRequest, { nulls }: DrawingOptions): DrawSource[] {
  return sourcesOf({ nulls: nulls.filter((kind) => moves(request, kind)) });
}

/** Draws of a metric that is asked to estimate by nearest neighbours, which takes seconds. */
const usualOf = ({ entry, options: { estimator = "histogram" } }: MetricRequest): number =>
  estimator === "histogram" ? entry.draws : Math.min(entry.draws, DRAWS.slow);

/** An interval is known well enough from fewer draws than a p, each of which is two halves. */
function usualDraws(request: MetricRequest, source: DrawSource): number {
  const usual = usualOf(request);
  if (source !== "subsets") return usual;
  return Math.ceil((usual < DRAWS.fast ? Math.min(usual, DRAWS.slow) : usual) / 2);
}

const workOf = (request: MetricRequest): number => {
  const usual = usualOf(request);
  return WORK.find(({ draws }) => usual >= draws)?.work ?? WORK[WORK.length - 1].work;
};

/** Conditions x units of one draw. */
const workOfOne = (
  { entry, options }: MetricRequest,
  { conditions, units }: Pick<Representation, "conditions" | "units">,
): number => (entry.rows?.(options) ?? conditions) * units;

/** Draws x conditions x units that a metric makes. */
export const workPlanned = (
  request: MetricRequest,
  planned: readonly PlannedDraws[],
  size: Pick<Representation, "conditions" | "units">,
): number => planned.reduce((sum, { draws }) => sum + draws, 0) * workOfOne(request, size);
