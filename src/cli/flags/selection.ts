/**
 * What is taken of a data file. `measure`, `cells` and `predict` have every flag that is declared here, and find its value in what they
 * are to open: a new one is one entry below, and whatever reads it.
 */

import type { MissingValue } from "../../io/index.js";
import { UsageError } from "../../math/errors.js";
import type { BinWidth } from "../../recordings/selection.js";
import { missingValuesIn } from "../../recordings/texts.js";
import type { Flags } from "./flag.js";
import { names, oneOf, positive, type Reader, text } from "./readers.js";

const group = "Data";

const binWidthReader: Reader<BinWidth> = {
  read(text, flag) {
    if (text === "trials") return text;
    const width = Number(text);
    if (Number.isFinite(width) && width > 0) return width;
    throw new UsageError(`${flag} takes seconds, e.g. 0.1, or "trials"; got "${text}".`);
  },
  schema: { anyOf: [{ type: "number", exclusiveMinimum: 0 }, { const: "trials" }] },
};

/** "-999", or "speed=-1,angle=9999" */
const missingValues: Reader<readonly MissingValue[]> = {
  read(text, flag) {
    const values = missingValuesIn(text);
    if (values !== undefined) return values;
    throw new UsageError(`${flag} takes numbers, e.g. -999, or NAME=number, e.g. speed=-1; got "${text}".`);
  },
  schema: { type: "string" },
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
    help: "spike times are sample numbers at this rate (1000: milliseconds)",
  },
  labels: {
    group,
    argument: "<list>",
    value: names,
    otherwise: "good, or cells",
    help: "folders of phy, Kilosort and Suite2p: labels of what to take, e.g. good,mua; or all",
  },
  transpose: { group, help: "the table is stored as [columns x rows], e.g. [units x conditions]: turn it" },
  leaveOut: {
    group,
    argument: "<names>",
    value: names,
    help: "arrays or columns to do without, e.g. unit_3,latents[0:2]",
  },
  inside: {
    group,
    argument: "<table|file>",
    value: text,
    help: "rows inside of these intervals only: a table of the file, e.g. intervals/trials, or a file of starts and ends",
  },
  missing: {
    group,
    argument: "<way>",
    value: oneOf(["refuse", "leave-out"]),
    otherwise: "refuse; cells leaves lost positions out",
    help: "what becomes of rows with missing values: refuse, or leave-out",
  },
  missingValue: {
    group,
    argument: "<list>",
    value: missingValues,
    help: "numbers that stand for no value, e.g. -999, or of some columns: speed=-1,angle=9999",
  },
} as const satisfies Flags;
