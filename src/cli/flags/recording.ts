/** Which parts of a recording are taken, and how they are read: the flags of every command that measures populations. */
import { UsageError } from "../../math/errors.js";
import { unknownName } from "../../math/knownNames.js";
import type { WantedSeparate } from "../../recordings/population.js";
import type { Selection } from "../../recordings/selection.js";
import { rowsIn } from "../../recordings/texts.js";
import type { FactorReading, RowSelection } from "../../representation/index.js";
import { type Flags, type FlagValues, valuesOf } from "./flag.js";
import { names, namesOrFile, pairs, type Reader, wholeNumber } from "./readers.js";
import { selection } from "./selection.js";
import { separate } from "./separate.js";

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
    const found = rowsIn(text);
    if (found) return found;
    throw new UsageError(`${flag} takes from:to:step, counted from 0, e.g. 0:10000 or ::10; got "${text}".`);
  },
  schema: { type: "string", pattern: "^\\d*:\\d*(:\\d*)?$" },
};

const group = "Data";

/** Besides those of `selection` and `separate`. */
const parts = {
  activity: {
    group,
    argument: "<names>",
    value: names,
    otherwise: "activity",
    help: 'arrays or columns with the activity; "unit_*" for many',
  },
  factors: {
    group,
    argument: "<names|file>",
    value: namesOrFile,
    otherwise: "factors",
    help: "arrays or columns with the task variables, or their file",
  },
  kinds: {
    group,
    argument: "<list>",
    value: kinds,
    help: "how to read factors: heading=circular,dose=continuous, or one kind for all",
  },
  periods: { group, argument: "<list>", value: periods, help: "periods of circular factors: heading=360" },
  rows: {
    group,
    argument: "<from:to:step>",
    value: rows,
    help: "some of the conditions, e.g. ::10 for every tenth",
  },
  memory: {
    group,
    argument: "<MiB>",
    value: wholeNumber({ least: 1 }),
    fallback: "640", // with the program itself, less than 1 GB
    help: "that activity and its copies may take; larger files are read in passes",
  },
} as const satisfies Flags;

export const recordingFlags = { ...parts, ...selection, ...separate } as const satisfies Flags;

/** What is taken of the files, and how it is read. */
export interface WantedRecording extends FlagValues<typeof parts>, Selection {
  readonly separate: WantedSeparate;
}

export const wantedRecording = (flags: FlagValues<typeof recordingFlags>): WantedRecording => ({
  ...valuesOf(selection, flags),
  ...valuesOf(parts, flags),
  separate: valuesOf(separate, flags),
});
