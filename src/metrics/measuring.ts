/**
 * Many metrics of one representation, each with its chance levels and its interval.
 *
 * First every metric is evaluated once (`firstScore`). How many draws each gets from which source is planned from the size of the
 * data (drawPlan.ts). Then come the draws (drawing.ts).
 */
import { InputError, NumericalError } from "../math/errors.js";
import { fold, type Key } from "../math/random.js";
import type { Json, MetricResult, Representation } from "../protocols.js";
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

/** Evaluates a metric once. Throws what a required metric throws; the refusal of any other is part of the answer. */
export function firstScore(request: MetricRequest, representation: Representation, key: Key): FirstScore {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const result = request.entry.measure(shareWork(representation), request.options, scoreKey(key, request));
    return { request, result: withBiasNote(result, representation.factors), seconds: seconds() };
  } catch (error) {
    if (request.required || !isRefusal(error)) throw error;
    return { request, refusal: error.message, seconds: seconds() };
  }
}

/** An evaluation that took less says little about the next one: most of it was the first use of the code. */
const COLD = 0.2;

/** The same score, with the seconds of a second evaluation where the first took next to nothing. */
export function timedAgain(one: FirstScore, representation: Representation, key: Key): FirstScore {
  if (one.result === undefined || one.seconds > COLD) return one;
  return { ...one, seconds: firstScore(one.request, { ...representation }, key).seconds };
}

/** From the key of the measurement, for the splits, ties and noise of the score itself. */
export const scoreKey = (key: Key, { name }: MetricRequest): Key => fold(fold(key, "score"), name);

/** Refusals of the data, as opposed to mistakes of the caller and of ours. */
export const isRefusal = (error: unknown): error is Error =>
  error instanceof InputError || error instanceof NumericalError;

/** Where draws come from: a null, or pairs of halves of the conditions, which intervals are made from. */
export type DrawSource = NullKind | "subsets";

/** What draws of a source are called: each one for intervals cuts the conditions into two halves. */
export const drawnAs = (source: DrawSource): string => (source === "subsets" ? "halvings" : source);

export interface DrawingOptions {
  /** Nulls in the order of their importance: the p of the report is that of the first one that says something of a metric. */
  readonly nulls: readonly NullKind[];
  /** Draws of every null; by default each metric's own number, as far as the work it may make goes. */
  readonly nullDraws?: number;
  /** Random halvings for every interval; by default half of each metric's own number, as above, and at most 10 of those that are not fast. */
  readonly intervalDraws?: number;
  /** What the draws of a metric may cost, in multiples of the usual (drawPlan.ts). */
  readonly effort: number;
  /** Central share of the draws that chance levels and intervals span. */
  readonly level: number;
  /** Conditions that are drawn together for intervals. */
  readonly block: number;
  /** Smallest shift of `shifted`, in conditions. */
  readonly smallestShift: number;
  /**
   * Splits and ties of a metric on the draws of a null: the `same` as for its score, so that what depends on the activity alone, or on
   * the factors alone, is computed once, or other ones on `each` draw. A p is valid either way: given the splits, score and draws
   * are exchangeable under the null (common random numbers).
   */
  readonly splits: "same" | "each";
  /** Where `rotated` may turn the code. */
  readonly span: "occupied" | "full";
  /** Sources asked for by name: that the representation does not allow them is then an error, and no remark. */
  readonly required: readonly DrawSource[];
}

/** Both nulls with the draws that each metric names; conditions are independent. */
export const drawingDefaults: DrawingOptions = {
  nulls: ["rotated", "permuted"],
  effort: 1,
  level: nullDefaults.level,
  block: 1,
  smallestShift: nullDefaults.smallestShift,
  splits: "each",
  span: nullDefaults.span,
  required: [],
};

/** Whether a metric applies to the recording and has a result. */
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
