/** The flags that read neurons which were not recorded together. */
import { UsageError } from "../../math/errors.js";
import type { TimeWindow } from "../../representation/index.js";
import type { Flags } from "./flag.js";
import { differentNames, type Reader, text, wholeNumber } from "./readers.js";

const group = "Arrays of trials, and neurons that were not recorded together";

/** "from:to", counted from 0. */
const window: Reader<TimeWindow> = {
  read(typed, flag) {
    const [, from, to] = /^(\d+):(\d+)$/.exec(typed) ?? [];
    if (from !== undefined && Number(from) < Number(to)) return [Number(from), Number(to)];
    throw new UsageError(`${flag} takes from:to, bins of time counted from 0, e.g. 20:60; got "${typed}".`);
  },
  schema: { type: "string", pattern: "^\\d+:\\d+$" },
};

const trials: Reader<number | "averages"> = {
  read: (typed, flag) =>
    typed === "averages"
      ? typed
      : wholeNumber({ least: 1, takes: 'a whole number from 1, or "averages"' }).read(typed, flag),
  schema: { anyOf: [{ type: "integer", minimum: 1 }, { const: "averages" }] },
};

export const separate = {
  axes: {
    group,
    argument: "<names>",
    value: differentNames,
    help: "names of an array's axes: unit, trial and time have a meaning, every other is a factor, e.g. unit,look,direction,trial,time; trial, unit and time alone: neurons recorded together, a row for each trial",
  },
  unitColumn: {
    group,
    argument: "<name>",
    value: text,
    help: "the column of a long table that says which neuron a row is of; with --activity and --factors",
  },
  window: {
    group,
    argument: "<from:to>",
    value: window,
    otherwise: "all",
    help: "bins of time whose activity is averaged",
  },
  trials: {
    group,
    argument: "<n>",
    value: trials,
    otherwise: "the most that keep 90 % of the neurons",
    help: 'pseudo-trials drawn of every cell of the design, or "averages" of conditions',
  },
} as const satisfies Flags;
