/** What the flags of `measure` take that no other command does. */
import { UsageError } from "../../../math/errors.js";
import { unknownName } from "../../../math/knownNames.js";
import type { FactorReading, RowSelection } from "../../../representation/index.js";
import { fractionFrom, pairs, type Reader, wholeNumber } from "../../flags/readers.js";

/** One kind for all factors, or those of some. */
export type Kinds = FactorReading | ReadonlyMap<string, FactorReading>;

const READINGS: readonly FactorReading[] = ["auto", "categorical", "continuous", "circular"];

export const kinds: Reader<Kinds> = {
  read: (text, flag) =>
    text.includes("=")
      ? new Map(pairs.read(text, flag).map(([name, kind]) => [name, readingOf(kind, flag)]))
      : readingOf(text, flag),
  schema: { anyOf: [{ enum: [...READINGS] }, { type: "object", additionalProperties: { enum: [...READINGS] } }] },
};

function readingOf(text: string, flag: string): FactorReading {
  const known = READINGS.find((kind) => kind === text);
  if (known === undefined) throw unknownName(`kind of factor (${flag})`, text, READINGS);
  return known;
}

/** "heading=360,angle=2pi" */
export const periods: Reader<ReadonlyMap<string, number>> = {
  read: (text, flag) =>
    new Map(
      pairs.read(text, flag).map(([name, value]) => {
        const period = /^2?pi$/.test(value) ? (value === "pi" ? Math.PI : 2 * Math.PI) : Number(value);
        if (Number.isFinite(period) && period > 0) return [name, period];
        throw new UsageError(`${flag} takes name=number, e.g. heading=360 or angle=2pi; got "${name}=${value}".`);
      }),
    ),
  schema: { type: "object", additionalProperties: { type: ["number", "string"] } },
};

/** "from:to:step", each part optional, as Python slices. */
export const rows: Reader<RowSelection> = {
  read(text, flag) {
    const parts = /^(\d*):(\d*)(?::(\d*))?$/.exec(text);
    const number = (part: string | undefined, otherwise: number) => (part ? Number(part) : otherwise);
    const [from, to] = [number(parts?.[1], 0), number(parts?.[2], Number.MAX_SAFE_INTEGER)];
    const step = number(parts?.[3], 1);
    if (parts && step > 0 && from < to) return { from, to, step };
    throw new UsageError(`${flag} takes from:to:step, counted from 0, e.g. 0:10000 or ::10; got "${text}".`);
  },
  schema: { type: "string", pattern: "^\\d*:\\d*(:\\d*)?$" },
};

/** 0, or at least 2: there is no spread of one. */
export const halvings: Reader<number> = {
  read(text, flag) {
    const count = wholeNumber().read(text, flag);
    if (count === 1) throw new UsageError(`${flag} takes 0 or at least 2 halvings.`);
    return count;
  },
  schema: { anyOf: [{ const: 0 }, { type: "integer", minimum: 2 }] },
};

/** What draws may cost, in multiples of the usual. */
export const effort: Reader<number> = {
  read(text, flag) {
    const value = fractionFrom(text);
    if (value !== undefined && value > 0) return value;
    throw new UsageError(`${flag} takes a number above 0, e.g. 10 for ten times the usual work; got "${text}".`);
  },
  schema: { type: "number", exclusiveMinimum: 0 },
};
