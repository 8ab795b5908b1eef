/** A metric as the command line, the lab and the reports know it: by name, with its meaning and its options. */
import { UsageError } from "../math/errors.js";
import type { Key } from "../math/random.js";
import type { Json, Metric, MetricResult, Representation } from "../protocols.js";
import type { InformationMetric, InformationSource } from "./informationMatrix.js";

/** Options whose type is a list of words. */
type Worded<Options> = {
  [Name in keyof Options]-?: Options[Name] extends string ? (string extends Options[Name] ? never : Name) : never;
}[keyof Options];

/** What can change a score by chance: where the population is turned to, and which conditions the factors stand beside. */
export type Chance = "rotation" | "factors";

/** Scores of single units are moved by turning the population, and by parting it from the factors. */
export const OF_UNITS: readonly Chance[] = ["rotation", "factors"];

/** Draws of a null or interval where a score takes milliseconds, tenths of a second, seconds. */
export const DRAWS = { fast: 500, moderate: 100, slow: 20 } as const;

/** What is written down of a metric beside its formula. */
export interface MetricDescription<Options extends object> {
  readonly metric: Metric<Options>;
  /** The same from binned information alone, for recordings that stay in their file; where it needs nothing else. */
  readonly fromInformation?: InformationMetric<Options>;
  readonly title: string;
  /** Authors, title, place, year; with the equation where it is numbered. */
  readonly citation: string;
  /** Draws of a null and of an interval unless told otherwise: the fewer, the longer a score takes (`DRAWS`). */
  readonly draws: number;
  /** Nulls that say something of it; the others leave it as it is. */
  readonly against: readonly Chance[];
  /** What is cut into bins for it: factors alone, or units too, for information. */
  readonly binned?: "information" | "factors";
  /** What the score says, with its range. */
  readonly meaning: string;
  /** What each of `MetricResult.parts` says. */
  readonly parts?: Readonly<Record<string, string>>;
  /** Complete, as published. */
  readonly defaults: Options;
  /** Conditions that cost as much as an evaluation does (drawPlan.ts), where it looks at points of its own and not at each condition. */
  readonly rows?: (options: Options) => number;
  /** What the recommended convention sets beside bins of information (convention.ts). */
  readonly recommended?: Partial<Options>;
  /** The words that each worded option takes. */
  readonly choices: { readonly [Name in Worded<Options>]: readonly Options[Name][] };
}

/** A registered metric, with options that are checked when they are used. */
export interface MetricEntry {
  readonly title: string;
  readonly citation: string;
  readonly draws: number;
  readonly against: readonly Chance[];
  readonly binned?: "information" | "factors";
  readonly meaning: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly defaults: Readonly<Record<string, Json>>;
  readonly recommended: Readonly<Record<string, Json>>;
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Conditions that cost as much as an evaluation with these options, where those at hand say nothing of it. */
  readonly rows?: (options: Readonly<Record<string, Json>>) => number;
  /** The metric. Throws UsageError for an option it does not have, or a value of another type than the default's. */
  measure(representation: Representation, options?: Readonly<Record<string, Json>>, key?: Key): MetricResult;
  /** The same of a source of information; undefined for metrics that need the activity itself. */
  readonly measureSource?: (source: InformationSource, options?: Readonly<Record<string, Json>>) => MetricResult;
}

/** Any metric as an entry of the registry. */
export function metricEntry<Options extends object>(description: MetricDescription<Options>): MetricEntry {
  const { metric, fromInformation, parts = {}, recommended = {}, rows, ...words } = description;
  const defaults: MetricEntry["defaults"] = Object.fromEntries(Object.entries(description.defaults));
  const choices: MetricEntry["choices"] = Object.fromEntries(Object.entries(description.choices));
  const areOptions = (options: object): options is Partial<Options> => {
    checkOptions(options, defaults, choices);
    return true;
  };
  return {
    ...words,
    parts,
    defaults,
    recommended: Object.fromEntries(Object.entries(recommended)),
    choices,
    measure: (representation, options = {}, key) => metric(representation, areOptions(options) ? options : {}, key),
    ...(rows && { rows: (options) => rows({ ...description.defaults, ...(areOptions(options) ? options : {}) }) }),
    ...(fromInformation && {
      measureSource: (source, options = {}) => fromInformation(source, areOptions(options) ? options : {}),
    }),
  };
}

function checkOptions(given: object, defaults: MetricEntry["defaults"], choices: MetricEntry["choices"]): void {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, name)) {
      throw new UsageError(`unknown option "${name}"; there are ${Object.keys(defaults).join(", ")}`);
    }
    checkValue(name, value, defaults[name], choices[name]);
  }
}

function checkValue(name: string, value: unknown, byDefault: unknown, choices: readonly string[] | undefined): void {
  if (choices && !choices.some((choice) => choice === value)) {
    throw new UsageError(`${name} is one of ${choices.join(", ")}; got ${JSON.stringify(value)}`);
  }
  const right = byDefault === null || byDefault === undefined || kindOf(value) === kindOf(byDefault);
  if (!right) throw new UsageError(`${name} takes a ${kindOf(byDefault)}; got ${JSON.stringify(value)}`);
  if (typeof value === "number" && !Number.isFinite(value)) throw new UsageError(`${name} must be a finite number`);
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? "list" : typeof value);
