/** Everything at once: the metrics of a representation, each with chance levels and an interval. */
import { type Key, key as rootKey } from "../math/random.js";
import type { Json, Representation } from "../protocols.js";
import { type Convention, withConvention } from "./convention.js";
import { type Drawn, drawsOf, judge, keep, makeSamplers, scoresOnDraw } from "./drawing.js";
import {
  type DrawingOptions,
  drawingDefaults,
  type FirstScore,
  firstScore,
  hasResult,
  type MeasuredMetric,
  type MetricRequest,
} from "./measuring.js";
import { type MetricName, metrics } from "./registry.js";

export interface MeasureOptions extends DrawingOptions {
  /** All by default; those that do not apply to the representation then say why. Named ones throw instead. */
  readonly metrics?: readonly MetricName[];
  /** What sets the options of estimates that are not given; as published by default. */
  readonly convention: Convention;
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
  const all: MeasureOptions = { ...drawingDefaults, options: {}, convention: "paper", ...options };
  const asked = withConvention(requests(all), all.convention, representation);
  const first = asked.map((request) => firstScore(request, representation, key));
  const samplers = makeSamplers(representation, all);
  const drawn: Drawn = new Map();
  const applying = first.filter(hasResult).map(({ request }) => request);
  for (const draw of drawsOf(applying, representation, samplers, all)) {
    for (const scored of scoresOnDraw(draw, samplers, all, key)) keep(drawn, draw, scored);
  }
  return first.map((one) => withChance(one, representation, all, drawn));
}

function requests({ metrics: names, options }: MeasureOptions): MetricRequest[] {
  const chosen = Object.entries(metrics).filter(([name]) => names?.some((wanted) => wanted === name) ?? true);
  const given: Readonly<Record<string, MetricRequest["options"] | undefined>> = options;
  return chosen.map(([name, entry]) => ({ name, entry, options: given[name] ?? {}, required: names !== undefined }));
}

/** A first score with what the draws say of it. */
export const withChance = (
  one: FirstScore,
  representation: Representation,
  options: DrawingOptions,
  drawn: Drawn,
): MeasuredMetric => ({ ...one, judged: hasResult(one) ? judge(one, representation, options, drawn) : {} });
