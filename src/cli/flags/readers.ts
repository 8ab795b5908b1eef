/** What flags take: each reads the text of an argument, or throws a UsageError that says what it takes. */
import { UsageError } from "../../math/errors.js";
import { nearest } from "../../math/knownNames.js";
import type { Json } from "../../protocols.js";
import type { NamesOrFile } from "../../recordings/wanted.js";

export interface Reader<Value> {
  /** `flag` as it is typed, e.g. "--null". Throws UsageError. */
  readonly read: (text: string, flag: string) => Value;
  /** JSON Schema of what may be given; items of an array are typed with commas between them, those of an object as name=value. */
  readonly schema: Readonly<Record<string, Json>>;
}

const refused = (flag: string, takes: string, text: string): UsageError =>
  new UsageError(`${flag} takes ${takes}; got "${text}".`);

const TEXT = { type: "string" } as const;

export const text: Reader<string> = { read: (given) => given, schema: TEXT };

/** Of at least `least`, 0 unless told otherwise; `takes` says it in other words. */
export function wholeNumber({ least = 0, most = Number.MAX_SAFE_INTEGER, takes = "" } = {}): Reader<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  return {
    read(given, flag) {
      const value = Number(given);
      if (/^\d+$/.test(given) && value >= least && value <= most) return value;
      throw refused(flag, takes === "" ? `a whole number ${range}` : takes, given);
    },
    schema: { type: "integer", minimum: least, ...(most < Number.MAX_SAFE_INTEGER && { maximum: most }) },
  };
}

/** From `least` to `most`; `unit` with a space before it, e.g. " cm"; `takes` says it in other words. */
export function number({ least = 0, most = Number.MAX_VALUE, unit = "", takes = "" } = {}): Reader<number> {
  const range = most === Number.MAX_VALUE ? `from ${least}` : `from ${least} to ${most}`;
  const words = takes === "" ? `a number ${range}${unit}` : takes;
  return {
    read: (given, flag) => numberIn(given, (value) => value >= least && value <= most, flag, words),
    schema: { type: "number", minimum: least, ...(most < Number.MAX_VALUE && { maximum: most }) },
  };
}

/** Above 0; `unit` with a space before it, e.g. " cm"; `takes` says it in other words. */
export function positive({ most = Number.MAX_VALUE, unit = "", takes = "" } = {}): Reader<number> {
  const range = most === Number.MAX_VALUE ? "" : ` and up to ${most}`;
  const words = takes === "" ? `a number above 0${range}${unit}` : takes;
  return {
    read: (given, flag) => numberIn(given, (value) => value > 0 && value <= most, flag, words),
    schema: { type: "number", exclusiveMinimum: 0, ...(most < Number.MAX_VALUE && { maximum: most }) },
  };
}

/** A part of a whole, from 0 to 1. */
export const share: Reader<number> = {
  read: (given, flag) => numberIn(given, (value) => value >= 0 && value <= 1, flag, "a number from 0 to 1"),
  schema: { type: "number", minimum: 0, maximum: 1 },
};

function numberIn(given: string, holds: (value: number) => boolean, flag: string, takes: string): number {
  const value = Number(given);
  if (given.trim() !== "" && Number.isFinite(value) && holds(value)) return value;
  throw refused(flag, takes, given);
}

/** One of a few names. */
export const oneOf = <const Name extends string>(names: readonly Name[]): Reader<Name> => ({
  read(given, flag) {
    const found = names.find((name) => name === given);
    if (found !== undefined) return found;
    const guess = nearest(given, names);
    const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
    throw new UsageError(`${flag} takes ${names.join(", ")}; '${given}' is invalid.${hint}`);
  },
  schema: { enum: [...names] },
});

/** "a,b" as its parts. */
export const names: Reader<readonly string[]> = {
  read(given, flag) {
    const parts = given.split(",").map((part) => part.trim());
    if (!parts.includes("")) return parts;
    throw refused(flag, "names with commas between them, e.g. x,y", given);
  },
  schema: { type: "array", items: TEXT },
};

/** As `names`, each of them once. */
export const differentNames: Reader<readonly string[]> = {
  read(given, flag) {
    const found = names.read(given, flag);
    const again = found.find((name, i) => found.indexOf(name) < i);
    if (again === undefined) return found;
    throw new UsageError(`${flag} names "${again}" twice.`);
  },
  schema: { ...names.schema, uniqueItems: true },
};

/** "a,b" as parts that a reader of their own takes. */
export const listOf = <Value>(part: Reader<Value>): Reader<readonly Value[]> => ({
  read: (given, flag) => names.read(given, flag).map((name) => part.read(name, flag)),
  schema: { type: "array", items: part.schema },
});

/** "name=value,name=value" as pairs. */
export const pairs: Reader<readonly (readonly [string, string])[]> = {
  read: (given, flag) =>
    names.read(given, flag).map((pair) => {
      const at = pair.lastIndexOf("=");
      if (at >= 1 && at < pair.length - 1) return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
      throw refused(flag, "name=value,...", pair);
    }),
  schema: { type: "object", additionalProperties: TEXT },
};

/** A decimal number, or a fraction such as 1/20; undefined for anything else. */
export function fractionFrom(given: string): number | undefined {
  const [above, below = "1", ...more] = given.split("/");
  const value = Number(above) / Number(below);
  return above.trim() !== "" && more.length === 0 && Number.isFinite(value) ? value : undefined;
}

export const namesOrFile: Reader<NamesOrFile> = {
  read: (given, flag) => ({ text: given, names: names.read(given, flag) }),
  schema: names.schema,
};
