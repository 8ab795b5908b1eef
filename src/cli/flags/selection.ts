/**
 * What is taken of a data file. `measure`, `cells` and `predict` have every flag that is declared here, and find its value in what they
 * are to open: a new one is one entry below, and whatever reads it.
 */
import { UsageError } from "../../math/errors.js";
import type { Flags, FlagValues } from "./flag.js";
import { names, positive, type Reader } from "./readers.js";

const group = "Data";

/** Seconds, or one bin for each trial. */
export type BinWidth = number | "trials";

const binWidthReader: Reader<BinWidth> = {
  read(text, flag) {
    if (text === "trials") return text;
    const width = Number(text);
    if (Number.isFinite(width) && width > 0) return width;
    throw new UsageError(`${flag} takes seconds, e.g. 0.1, or "trials"; got "${text}".`);
  },
  schema: { anyOf: [{ type: "number", exclusiveMinimum: 0 }, { const: "trials" }] },
};

export const selection = {
  binWidth: {
    group,
    argument: "<s>",
    value: binWidthReader,
    help: 'NWB: seconds in which spikes are counted, or "trials"',
  },
  use: {
    group,
    argument: "<paths>",
    value: names,
    help: "NWB: which table of units, series or table of intervals to take, where there are several",
  },
  samplingRate: {
    group,
    argument: "<Hz>",
    value: positive({ unit: " Hz" }),
    help: "spike times are numbers of samples, so many a second (1000: milliseconds)",
  },
} as const satisfies Flags;

export type Selection = FlagValues<typeof selection>;

const { binWidth: _, ...ofTables } = selection;

/** The same of tables, which have no spikes to count. */
export const tableSelection = ofTables;

export type TableSelection = FlagValues<typeof tableSelection>;
