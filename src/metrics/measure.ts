/** Everything at once: the metrics of a representation, each with chance levels and an interval. */
import { fold, type Key, key as rootKey } from "../math/random.js";
import type { Json, Representation } from "../protocols.js";
import { type Drawn, drawing, judge, makeSamplers } from "./drawing.js";
import {
  type DrawingOptions,
  drawingDefaults,
  type FirstScore,
  firstScores,
  hasResult,
  type MeasuredMetric,
  type MetricRequest,
} from "./measuring.js";
import { type MetricName, metrics } from "./registry.js";

export interface MeasureOptions extends DrawingOptions {
  /** All by default; those that do not apply to the representation then say why. Named ones throw instead. */
  readonly metrics?: readonly MetricName[];
  /** Options of single metrics, by name. */
  readonly options: { readonly [Name in MetricName]?: Readonly<Record<string, Json>> };
}

/**
 * Measures a representation, whose arrays must not be written to meanwhile. Throws InputError where a metric named, or a null
 * or interval that is `required`, cannot be had of these data.
 */
export function measure(
  representation: Representation,
  options: Partial<MeasureOptions> = {},
  key: Key = rootKey(0),
): MeasuredMetric[] {
  const all: MeasureOptions = { ...drawingDefaults, options: {}, ...options };
  const first = [...firstScores(representation, requests(all), fold(key, "score"))];
  const drawn: Drawn = new Map();
  const samplers = makeSamplers(representation, all);
  for (const _ of drawing(first, samplers, all, fold(key, "draws"), drawn));
  return first.map((one) => withChance(one, all, drawn));
}

function requests({ metrics: names, options }: MeasureOptions): MetricRequest[] {
  const chosen = Object.entries(metrics).filter(([name]) => names?.some((wanted) => wanted === name) ?? true);
  const given: Readonly<Record<string, MetricRequest["options"] | undefined>> = options;
  return chosen.map(([name, entry]) => ({ name, entry, options: given[name] ?? {}, required: names !== undefined }));
}

/** A first score with what the draws say of it. */
export const withChance = (one: FirstScore, options: DrawingOptions, drawn: Drawn): MeasuredMetric => ({
  ...one,
  judged: hasResult(one) ? judge(one, options, drawn) : {},
});
