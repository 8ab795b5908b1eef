/** The flags of `purecell measure` as values, each checked: names against what there is, numbers against their ranges. */
import { UsageError } from "../../../math/errors.js";
import {
  CONVENTIONS,
  type Convention,
  type DrawingOptions,
  type DrawSource,
  drawingDefaults,
  type MetricEntry,
  type MetricRequest,
  metrics,
  type NullKind,
  selectivityDefaults,
} from "../../../metrics/index.js";
import type { Json } from "../../../protocols.js";
import type { FactorReading, RowSelection } from "../../../representation/index.js";
import { parseSeed, unknownName } from "../../../runs/index.js";

export interface MeasureFlags {
  readonly activity?: string;
  readonly factors?: string;
  readonly kinds?: string;
  readonly periods?: string;
  readonly rows?: string;
  readonly memory?: string;
  readonly binWidth?: string;
  readonly metrics?: string;
  readonly set?: readonly string[];
  readonly convention?: string;
  readonly bins?: string;
  readonly estimator?: string;
  readonly null?: string;
  readonly nullKind?: string;
  readonly intervals?: string;
  readonly effort?: string;
  readonly workers?: string;
  readonly selectivity?: string;
  readonly timeSeries?: boolean;
  readonly block?: string;
  readonly shift?: string;
  readonly seed?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const entries: ReadonlyMap<string, MetricEntry> = new Map(Object.entries(metrics));
const names = [...entries.keys()];

/** "a,b" as its parts; undefined stays undefined. Throws UsageError for an empty part. */
export function listOf(flag: string, text: string | undefined): readonly string[] | undefined {
  const parts = text?.split(",").map((part) => part.trim());
  if (parts?.includes("")) throw new UsageError(`${flag} takes names with commas between them; got "${text}".`);
  return parts;
}

/** "name=value,name=value" as pairs. Throws UsageError for anything else. */
export function pairsOf(flag: string, text: string | undefined): readonly (readonly [string, string])[] {
  return (listOf(flag, text) ?? []).map((pair) => {
    const at = pair.lastIndexOf("=");
    if (at < 1 || at === pair.length - 1) throw new UsageError(`${flag} takes name=value,...; got "${pair}".`);
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
}

const READINGS: readonly FactorReading[] = ["auto", "categorical", "continuous", "circular"];

/** `--kinds`: one kind for all factors (under the name "*"), or name=kind pairs. */
export function kindsFrom(text: string | undefined): Readonly<Record<string, FactorReading>> {
  if (text !== undefined && !text.includes("=")) return { "*": readingOf(text) };
  return Object.fromEntries(pairsOf("--kinds", text).map(([name, kind]) => [name, readingOf(kind)]));
}

function readingOf(text: string): FactorReading {
  const known = READINGS.find((kind) => kind === text);
  if (known === undefined) throw unknownName("kind of factor (--kinds)", text, READINGS);
  return known;
}

/** `--periods`: name=number pairs. */
export const periodsFrom = (text: string | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries(
    pairsOf("--periods", text).map(([name, value]) => {
      const period = /^2?pi$/.test(value) ? (value === "pi" ? Math.PI : 2 * Math.PI) : Number(value);
      if (!(Number.isFinite(period) && period > 0))
        throw new UsageError(`--periods takes name=number, e.g. heading=360 or angle=2pi; got "${name}=${value}".`);
      return [name, period];
    }),
  );

/** `--rows from:to:step`, each part optional, as Python slices. */
export function rowsFrom(text: string | undefined): RowSelection | undefined {
  if (text === undefined) return undefined;
  const parts = /^(\d*):(\d*)(?::(\d*))?$/.exec(text);
  const number = (part: string | undefined, otherwise: number) => (part ? Number(part) : otherwise);
  const [from, to, step] = [number(parts?.[1], 0), number(parts?.[2], Number.MAX_SAFE_INTEGER), number(parts?.[3], 1)];
  if (parts && step > 0 && from < to) return { from, to, step };
  throw new UsageError(`--rows takes from:to:step, counted from 0, e.g. 0:10000 or ::10; got "${text}".`);
}

/** A whole number of at least `least`. */
export function countFrom(flag: string, text: string | undefined, least = 0): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && Number.isSafeInteger(value)) return value;
  throw new UsageError(`${flag} takes a whole number from ${least}; got "${text}".`);
}

export const seedFrom = (text: string | undefined): number => (text === undefined ? 0 : parseSeed(text));

/** Draws beyond these take long. */
const MOST_DRAWS = 999;

/**
 * Draws of the tests of single neurons: as `--selectivity` says; none by default beside chosen metrics or without nulls. Else so many
 * that a single selective unit among all can be found, up to `MOST_DRAWS`.
 */
export function selectivityDrawsFrom({ selectivity, metrics, ...flags }: MeasureFlags, units: number): number {
  const given = countFrom("--selectivity", selectivity);
  if (given !== undefined) return given;
  if (metrics !== undefined || flags.null === "0") return 0;
  const { draws, alpha } = selectivityDefaults;
  return Math.max(draws, Math.min(MOST_DRAWS, Math.ceil(units / alpha)));
}

/** `--bin-width` of spike files, in seconds, or "trials". */
export function binWidthFrom(text: string | undefined): number | "trials" | undefined {
  if (text === undefined || text === "trials") return text;
  const width = Number(text);
  if (Number.isFinite(width) && width > 0) return width;
  throw new UsageError(`--bin-width takes seconds, e.g. 0.1, or "trials"; got "${text}".`);
}

const NULLS: readonly NullKind[] = ["permuted", "shifted", "rotated"];

/** `--convention`: what sets bins and correction where no flag does. */
export function conventionFrom({ convention = "recommended" }: MeasureFlags): Convention {
  const known = CONVENTIONS.find((name) => name === convention);
  if (known === undefined) throw unknownName("convention (--convention)", convention, CONVENTIONS);
  return known;
}

/** `--effort`: what draws may cost, in multiples of the usual. */
function effortFrom(text: string | undefined): number {
  if (text === undefined) return drawingDefaults.effort;
  const effort = numberFrom(text);
  if (effort !== undefined && effort > 0) return effort;
  throw new UsageError(`--effort takes a number above 0, e.g. 10 for ten times the usual work; got "${text}".`);
}

/** The null that answers whether single neurons matter goes first; as published, the one that is easiest to beat. */
function usualNulls(flags: MeasureFlags): readonly NullKind[] {
  const parted: NullKind = flags.timeSeries ? "shifted" : "permuted";
  return conventionFrom(flags) === "paper" ? [parted, "rotated"] : ["rotated", parted];
}

/** What the flags say about draws; block and smallest shift of a time series come later, from its autocorrelation. */
export function drawingFrom(flags: MeasureFlags): DrawingOptions {
  const nulls = listOf("--null-kind", flags.nullKind)?.map((name) => {
    const known = NULLS.find((kind) => kind === name);
    if (known === undefined) throw unknownName("null (--null-kind)", name, NULLS);
    return known;
  });
  const [nullDraws, intervalDraws] = [countFrom("--null", flags.null), countFrom("--intervals", flags.intervals)];
  if (intervalDraws === 1) throw new UsageError("--intervals takes 0 or at least 2 halvings.");
  const required: DrawSource[] = [...(nulls ?? []), ...(intervalDraws ? (["subsets"] as const) : [])];
  return {
    ...drawingDefaults,
    nulls: nulls ?? usualNulls(flags),
    effort: effortFrom(flags.effort),
    splits: conventionFrom(flags) === "paper" ? "each" : "same",
    ...(nullDraws !== undefined && { nullDraws }),
    ...(intervalDraws !== undefined && { intervalDraws }),
    block: countFrom("--block", flags.block, 1) ?? drawingDefaults.block,
    smallestShift: countFrom("--shift", flags.shift, 1) ?? drawingDefaults.smallestShift,
    required,
  };
}

/** The metrics asked for, all by default, with the options that were set. */
export function requestsFrom(flags: MeasureFlags): MetricRequest[] {
  const chosen = listOf("--metrics", flags.metrics);
  for (const name of chosen ?? []) if (!entries.has(name)) throw unknownName("metric (--metrics)", name, names);
  const measured = new Map([...entries].filter(([name]) => chosen?.includes(name) ?? true));
  const settings = [...shorthands(flags), ...(flags.set ?? [])].map((text) => settingFrom(text, measured));
  return [...measured].map(([name, entry]) => {
    const own = settings.filter(({ metric }) => metric === name);
    const general = settings.filter(({ metric, option }) => metric === "*" && Object.hasOwn(entry.defaults, option));
    const options = Object.fromEntries(
      [...general, ...own].map(({ option, text }) => [option, read(name, entry, option, text)]),
    );
    return { name, entry, options, required: chosen !== undefined };
  });
}

const shorthands = ({ bins, estimator }: MeasureFlags): string[] => [
  ...(bins === undefined ? [] : [`bins=${countFrom("--bins", bins, 2)}`]),
  ...(estimator === undefined ? [] : [`estimator=${estimator}`]),
];

interface Setting {
  /** "*" for every metric that has the option. */
  readonly metric: string;
  readonly option: string;
  readonly text: string;
}

function settingFrom(assignment: string, measured: ReadonlyMap<string, MetricEntry>): Setting {
  const [, metric = "*", option, text] = /^(?:([^.=]+)\.)?([^.=]+)=(.+)$/.exec(assignment) ?? [];
  if (option === undefined) {
    throw new UsageError(
      `--set takes metric.option=value, e.g. mir.bins=30, or option=value for all; got "${assignment}".`,
    );
  }
  if (metric !== "*" && !measured.has(metric)) throw unknownName("metric (--set)", metric, [...measured.keys()]);
  const holders = metric === "*" ? [...measured.values()] : [measured.get(metric)];
  const known = [...new Set(holders.flatMap((entry) => Object.keys(entry?.defaults ?? {})))];
  if (known.includes(option)) return { metric, option, text };
  throw unknownName(metric === "*" ? "option of the metrics" : `option of ${metric}`, option, known);
}

/** The text as a value of the option's type. */
function read(metric: string, { defaults, choices }: MetricEntry, option: string, text: string): Json {
  const value = valueLike(defaults[option], text);
  const words = choices[option];
  if (words && !words.some((word) => word === value)) throw unknownName(`${metric}.${option}`, text, words);
  if (value !== undefined) return value;
  throw new UsageError(
    `${metric}.${option} takes a ${typeof defaults[option]}, like ${JSON.stringify(defaults[option])}; got "${text}".`,
  );
}

function valueLike(byDefault: Json | undefined, text: string): Json | undefined {
  if (typeof byDefault === "string") return text;
  if (typeof byDefault === "number") return numberFrom(text);
  if (typeof byDefault === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (Array.isArray(byDefault)) return text.split(",").map((part) => numberFrom(part) ?? part);
  return numberFrom(text) ?? text;
}

/** A decimal number, or a fraction such as 1/20. */
function numberFrom(text: string): number | undefined {
  const [above, below = "1", ...more] = text.split("/");
  const value = Number(above) / Number(below);
  return above.trim() !== "" && more.length === 0 && Number.isFinite(value) ? value : undefined;
}
