/** What is taken of a data file, and how it is read. */
import { UsageError } from "../../math/errors.js";
import type { Flag } from "./flag.js";
import type { Reader } from "./readers.js";

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

export const binWidth = {
  group,
  argument: "<s>",
  value: binWidthReader,
  help: 'NWB: seconds in which spikes are counted, or "trials"',
} as const satisfies Flag;
