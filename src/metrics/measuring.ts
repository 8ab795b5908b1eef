/**
 * Many metrics of one representation, each with its chance levels and its interval.
 *
 * First every metric is evaluated once (`firstScores`), which also says what the draws will cost (`drawCosts`). Then come the
 * draws (drawing.ts).
 */
import { InputError, NumericalError } from "../math/errors.js";
import { fold, type Key } from "../math/random.js";
import type { Json, MetricResult, Representation } from "../protocols.js";
import { checkSizes } from "../representation/index.js";
import type { MetricEntry } from "./entry.js";
import { withBiasNote } from "./fewRows.js";
import type { HalvesInterval } from "./halves.js";
import { type ChanceLevel, type NullKind, nullDefaults } from "./nulls.js";
import { shareWork } from "./sharedWork.js";

/** A metric to be measured, with the options that differ from its defaults. */
export interface MetricRequest {
  readonly name: string;
  readonly entry: MetricEntry;
  readonly options: Readonly<Record<string, Json>>;
  /** Asked for by name: that it cannot be measured is then an error, and no remark. */
  readonly required: boolean;
}

/** One evaluation of a metric: its result, or why it does not apply to this representation. */
export interface FirstScore {
  readonly request: MetricRequest;
  readonly result?: MetricResult;
  /** Where draws are made from some of the conditions only: the result on those, which is what draws compare with. */
  readonly onDrawn?: MetricResult;
  readonly refusal?: string;
  /** What the evaluation took. */
  readonly seconds: number;
}

/** Evaluates every metric once. Throws InputError as `checkSizes`, and what a required metric throws; others that refuse become refusals. */
export function* firstScores(
  representation: Representation,
  requests: readonly MetricRequest[],
  key: Key,
): Generator<FirstScore> {
  checkSizes(representation);
  shareWork(representation);
  for (const request of requests) {
    const start = performance.now();
    const answer = evaluate(request, representation, key);
    yield { request, ...answer, seconds: (performance.now() - start) / 1000 };
  }
}

/** An evaluation that took less says little about the next one: most of it was the first use of the code. */
const COLD = 0.2;

/** The same scores, with the time of a second evaluation for those whose first took next to nothing. */
export function timedAgain(first: readonly FirstScore[], representation: Representation, key: Key): FirstScore[] {
  const copy = shareWork({ ...representation });
  return first.map((one) => {
    if (one.result === undefined || one.seconds > COLD) return one;
    const start = performance.now();
    evaluate(one.request, copy, key);
    return { ...one, seconds: (performance.now() - start) / 1000 };
  });
}

function evaluate(
  { name, entry, options, required }: MetricRequest,
  representation: Representation,
  key: Key,
): Pick<FirstScore, "result" | "refusal"> {
  try {
    return { result: withBiasNote(entry.measure(representation, options, fold(key, name)), representation.factors) };
  } catch (error) {
    if (required || !isRefusal(error)) throw error;
    return { refusal: error.message };
  }
}

/** Refusals of the data, as opposed to mistakes of the caller and of ours. */
export const isRefusal = (error: unknown): error is Error =>
  error instanceof InputError || error instanceof NumericalError;

/** Where draws come from: a null, or pairs of halves of the conditions, which intervals are made from. */
export type DrawSource = NullKind | "subsets";

/** What draws of a source are called: each one for intervals cuts the conditions into two halves. */
export const drawnAs = (source: DrawSource): string => (source === "subsets" ? "halvings" : source);

export interface DrawingOptions {
  /** Nulls in the order of their importance: the first one's p is the p of the report. */
  readonly nulls: readonly NullKind[];
  /** Draws of every null; by default each metric's own number, and none of `rotated` for slow metrics. */
  readonly nullDraws?: number;
  /** Random halvings for every interval; by default half of each metric's own number of draws, since there are two halves. */
  readonly intervalDraws?: number;
  /** Central share of the draws that chance levels and intervals span. */
  readonly level: number;
  /** Conditions that are drawn together for intervals. */
  readonly block: number;
  /** Smallest shift of `shifted`, in conditions. */
  readonly smallestShift: number;
  /** Where `rotated` may turn the code. */
  readonly span: "occupied" | "full";
  /** Sources asked for by name: that the representation does not allow them is then an error, and no remark. */
  readonly required: readonly DrawSource[];
}

export const drawingDefaults: DrawingOptions = {
  nulls: ["permuted", "rotated"],
  level: nullDefaults.level,
  block: 1,
  smallestShift: nullDefaults.smallestShift,
  span: nullDefaults.span,
  required: [],
};

/** Metrics with so few draws by default are slow. */
const SLOW = 100;

/** Draws of a metric that is asked to estimate by nearest neighbours, which takes seconds. */
const NEIGHBOUR_DRAWS = 20;

/** Draws of a metric unless told otherwise. */
const usualDraws = ({ entry, options: { estimator = "histogram" } }: MetricRequest): number =>
  estimator === "histogram" ? entry.draws : Math.min(entry.draws, NEIGHBOUR_DRAWS);

/** How many draws of a source a metric gets. */
export function drawsOf(request: MetricRequest, source: DrawSource, options: DrawingOptions): number {
  const usual = usualDraws(request);
  if (source === "subsets") return options.intervalDraws ?? Math.ceil(usual / 2);
  if (options.nullDraws !== undefined) return options.nullDraws;
  return source === "rotated" && options.nulls.length > 1 && usual < SLOW ? 0 : usual;
}

/** The draws of one metric from one source, and the seconds they should take, from its first evaluation. */
export interface DrawCost {
  readonly name: string;
  readonly source: DrawSource;
  readonly draws: number;
  readonly seconds: number;
}

/** The main null first, then intervals, so that an early end leaves what matters most. */
export const sourcesOf = ({ nulls }: DrawingOptions): DrawSource[] => [
  ...nulls.slice(0, 1),
  "subsets",
  ...nulls.slice(1),
];

export function drawCosts(first: readonly FirstScore[], options: DrawingOptions): DrawCost[] {
  return sourcesOf(options).flatMap((source) =>
    first.filter(hasResult).map(({ request, seconds }) => {
      const draws = drawsOf(request, source, options);
      return { name: request.name, source, draws, seconds: draws * seconds };
    }),
  );
}

export const hasResult = (first: FirstScore): first is FirstScore & { readonly result: MetricResult } =>
  first.result !== undefined;

/** A score with its place among draws. */
export interface JudgedScore {
  readonly score: number;
  /** One for every null that was drawn from, the main one first. */
  readonly chance: readonly ChanceLevel[];
  readonly interval?: HalvesInterval;
}

/** One metric with all that was found. */
export interface MeasuredMetric extends FirstScore {
  /** Named parts, or the score under "score"; nothing where the metric does not apply. */
  readonly judged: Readonly<Record<string, JudgedScore>>;
}
