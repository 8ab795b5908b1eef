/** The flags of `purecell predict` and what they say, before any file is opened. */
import { UsageError } from "../../../math/errors.js";

export interface PredictFlags {
  readonly columns?: string;
  readonly kinds?: string;
  /** False for --no-header. */
  readonly header?: boolean;
  readonly arrays?: string;
  readonly weights?: string;
  readonly groups?: string;
  readonly ranges?: readonly string[];
  readonly rows?: "design" | "draws";
  readonly vertices?: string;
  readonly covariance?: string;
  readonly alpha?: string;
  readonly lambdaIn?: string;
  readonly lambdaOut?: string;
  readonly gamma?: string;
  readonly inputMixing?: string;
  readonly targetMixing?: string;
  readonly within?: string;
  readonly tolerance?: string;
  readonly seconds?: string;
  readonly sensitivity?: boolean;
  readonly replicates?: string;
  readonly seed?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** How a column is to be read. */
export type Kind =
  | { readonly kind: "continuous" }
  | { readonly kind: "categorical" }
  | { readonly kind: "circular"; readonly period: number };

export interface Range {
  readonly flag: string;
  readonly what: string;
  readonly holds: (value: number) => boolean;
}

const above = (flag: string, most = Number.MAX_VALUE): Range => ({
  flag,
  what: most === Number.MAX_VALUE ? "a number above 0" : `a number above 0 and up to ${most}`,
  holds: (value) => value > 0 && value <= most,
});

/** Undefined where the flag was not given. Throws UsageError on what is not a number in its range. */
export function numberFlag(text: string | undefined, { flag, what, holds }: Range): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || !holds(value)) {
    throw new UsageError(`--${flag} takes ${what}; got "${text}".`);
  }
  return value;
}

/** The prices and limits that were given, under the names of the theory. */
export function pricesFrom(flags: PredictFlags) {
  return defined({
    alpha: numberFlag(flags.alpha, above("alpha")),
    lambdaIn: numberFlag(flags.lambdaIn, { ...above("lambda-in"), what: "0 or a number above", holds: (x) => x >= 0 }),
    lambdaOut: numberFlag(flags.lambdaOut, above("lambda-out")),
    gamma: numberFlag(flags.gamma, above("gamma")),
  });
}

export function limitsFrom(flags: PredictFlags) {
  return defined({
    tolerance: numberFlag(flags.tolerance, { ...above("tolerance", 0.1), holds: (x) => x >= 1e-12 && x <= 0.1 }),
    seconds: numberFlag(flags.seconds, above("seconds", 1e6)),
    within: numberFlag(flags.within, above("within", 1)),
  });
}

/** Without the entries that are undefined. */
function defined<Values extends Readonly<Record<string, number | undefined>>>(values: Values) {
  const given: { [Name in keyof Values]?: number } = {};
  for (const name in values) if (values[name] !== undefined) given[name] = values[name];
  return given;
}

/** Names between commas. Throws UsageError on an empty or repeated one. */
export function namesFrom(text: string, flag: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new UsageError(`--${flag} takes names between commas, e.g. x,y; got "${text}".`);
  const again = names.find((name, i) => names.indexOf(name) < i);
  if (again !== undefined) throw new UsageError(`--${flag} names "${again}" twice.`);
  return names;
}

/** "odour=categorical,heading=circular:360" Throws UsageError. */
export function kindsFrom(text: string): Map<string, Kind> {
  const kinds = new Map<string, Kind>();
  for (const part of namesFrom(text, "kinds")) {
    const at = part.lastIndexOf("=");
    const kind = at > 0 ? kindOf(part.slice(at + 1).trim()) : undefined;
    if (kind === undefined) {
      throw new UsageError(
        `--kinds takes name=kind between commas, the kind continuous, categorical or circular:PERIOD ` +
          `(e.g. heading=circular:360); got "${part}".`,
      );
    }
    kinds.set(part.slice(0, at).trim(), kind);
  }
  return kinds;
}

function kindOf(text: string): Kind | undefined {
  if (text === "continuous" || text === "categorical") return { kind: text };
  const period = /^circular:(.+)$/.exec(text)?.[1];
  const value = Number(period);
  return period !== undefined && value > 0 && value < Infinity ? { kind: "circular", period: value } : undefined;
}

/** "tone=0:1,loudness=-40:0" Throws UsageError. */
export function rangesFrom(texts: readonly string[]): Map<string, readonly [number, number]> {
  const ranges = new Map<string, readonly [number, number]>();
  for (const part of texts.flatMap((text) => text.split(","))) {
    const [, name, low, high] = /^(.+)=([^=:]+):([^=:]+)$/.exec(part.trim()) ?? [];
    const ends = [Number(low), Number(high)] as const;
    if (name === undefined || !ends.every(Number.isFinite) || !(ends[0] < ends[1])) {
      throw new UsageError(`--ranges takes name=low:high between commas, e.g. tone=0:1,loudness=-40:0; got "${part}".`);
    }
    if (ranges.has(name.trim())) throw new UsageError(`--ranges names "${name.trim()}" twice.`);
    ranges.set(name.trim(), ends);
  }
  return ranges;
}

/** "x+y,u+v": columns that count as one factor. Throws UsageError. */
export function groupsFrom(text: string): string[][] {
  const groups = text.split(",").map((group) => group.split("+").map((name) => name.trim()));
  if (groups.some((group) => group.length < 2 || group.includes(""))) {
    throw new UsageError(`--groups takes names joined by +, groups between commas, e.g. x+y,u+v; got "${text}".`);
  }
  const all = groups.flat();
  const again = all.find((name, i) => all.indexOf(name) < i);
  if (again !== undefined) throw new UsageError(`--groups names "${again}" twice; a column belongs to one group.`);
  return groups;
}
