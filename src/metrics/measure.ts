/** Everything at once: the metrics of a representation, each with chance levels and an interval. */
import { UsageError } from "../math/errors.js";
import { unknownName } from "../math/knownNames.js";
import { type Key, key as rootKey } from "../math/random.js";
import type { Json, Metric, Representation } from "../protocols.js";
import { checkSizes } from "../representation/index.js";
import { type Convention, withConvention } from "./convention.js";
import { type Drawn, drawsOf, judge, keep, makeSamplers, scoresOnDraw } from "./drawing.js";
import { DRAWS, type MetricEntry } from "./entry.js";
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
  /** Names, or metrics of one's own; all registered ones by default. */
  readonly metrics?: readonly (MetricName | OwnMetric)[];
  /** Whether metrics that were chosen and do not apply to the representation throw (by default), or say why as all others do. */
  readonly refused: "throw" | "say";
  /** What sets the options of estimates that are not given; as published by default. */
  readonly convention: Convention;
  /** Options of single metrics, by name. */
  readonly options: { readonly [Name in MetricName]?: Readonly<Record<string, Json>> };
}

/** A metric that is not registered: measured with its own defaults, under the name of its function. */
export type OwnMetric = Metric<never>;

/**
 * Measures a representation, whose arrays must not be written to meanwhile. Throws InputError where a metric named, or a null
 * or interval that is `required`, cannot be had of these data, and UsageError for a metric that is not known. `drawing` is told before
 * every draw how many are done, of how many.
 */
export function measure(
  representation: Representation,
  options: Partial<MeasureOptions> = {},
  key: Key = rootKey(0),
  drawing: (done: number, total: number) => void = () => {},
): MeasuredMetric[] {
  const all: MeasureOptions = { ...drawingDefaults, options: {}, convention: "paper", refused: "throw", ...options };
  checkSizes(representation);
  const asked = withConvention(requests(all), all.convention, representation);
  const first = asked.map((request) => firstScore(request, representation, key));
  const samplers = makeSamplers(representation, all);
  const drawn: Drawn = new Map();
  const applying = first.filter(hasResult).map(({ request }) => request);
  const draws = [...drawsOf(applying, representation, samplers, all)];
  for (const [done, draw] of draws.entries()) {
    drawing(done, draws.length);
    for (const scored of scoresOnDraw(draw, samplers, all, key)) keep(drawn, draw, scored);
  }
  return first.map((one) => withChance(one, all, drawn));
}

function requests({ metrics: given, options, refused }: MeasureOptions): MetricRequest[] {
  const named = new Map<string, MetricRequest["options"]>(Object.entries(options));
  const required = given !== undefined && refused === "throw";
  const wanted = new Map((given ?? names).map(entryOf));
  const order = [...names.filter((name) => wanted.has(name)), ...[...wanted.keys()].filter((name) => !isName(name))];
  return order.flatMap((name) => {
    const entry = wanted.get(name);
    return entry ? [{ name, entry, options: named.get(name) ?? {}, required }] : [];
  });
}

const isName = (name: unknown): name is MetricName => typeof name === "string" && Object.hasOwn(metrics, name);
const names = Object.keys(metrics).filter(isName);

/** Also for callers without types. */
function entryOf(wanted: unknown, index: number): [name: string, entry: MetricEntry] {
  if (isName(wanted)) return [wanted, metrics[wanted]];
  if (isOwnMetric(wanted)) return ownEntry(wanted, index);
  if (typeof wanted === "string") throw unknownName("metric", wanted, names);
  throw new UsageError(`metrics takes names, or functions of a representation; number ${index} is a ${typeof wanted}`);
}

const isOwnMetric = (wanted: unknown): wanted is OwnMetric => typeof wanted === "function";

function ownEntry(metric: OwnMetric, index: number): [name: string, entry: MetricEntry] {
  const name = metric.name === "" || isName(metric.name) ? `own metric ${index}` : metric.name;
  const said = {
    title: name,
    citation: "a metric of one's own",
    meaning: "",
    draws: DRAWS.fast,
    against: ["rotation", "factors"] as const,
  };
  const measureOwn: MetricEntry["measure"] = (representation, _, key) => metric(representation, undefined, key);
  return [name, { ...said, parts: {}, defaults: {}, recommended: {}, choices: {}, measure: measureOwn }];
}

/** A first score with what the draws say of it. */
export const withChance = (one: FirstScore, options: DrawingOptions, drawn: Drawn): MeasuredMetric => ({
  ...one,
  judged: hasResult(one) ? judge(one, options, drawn) : {},
});
