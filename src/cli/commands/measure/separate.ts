/** Neurons that were not recorded together: the flags that read them, and one population made of them. */
import type { DataFile } from "../../../io/index.js";
import { InputError, UsageError } from "../../../math/errors.js";
import { fold, key } from "../../../math/random.js";
import {
  type FactorOptions,
  type PseudoPopulation,
  populationNotes,
  pseudoPopulation,
  separateTrials,
  type TimeWindow,
} from "../../../representation/index.js";
import { type Flags, type FlagValues, given } from "../../flags/flag.js";
import { differentNames, type Reader, text, wholeNumber } from "../../flags/readers.js";

const group = "Neurons that were not recorded together";

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
    help: "names of an array's axes: unit, trial and time have a meaning, every other is a factor, e.g. unit,look,direction,trial,time",
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

export type WantedSeparate = FlagValues<typeof separate>;

/** What else was asked of the file. */
export interface Asked {
  readonly activity: readonly string[] | undefined;
  readonly factors: readonly string[] | undefined;
  /** Whether factors come from another file, or rows were chosen. */
  readonly ofRows: string | undefined;
  readonly reading: FactorOptions;
  readonly seed: number;
}

export interface Population extends PseudoPopulation {
  readonly notes: readonly string[];
}

/** Undefined for a file of neurons that were recorded together. Throws InputError where flags do not fit it. */
export async function openPopulation(
  file: DataFile,
  wanted: WantedSeparate,
  asked: Asked,
): Promise<Population | undefined> {
  const { axes, unitColumn, window: bins, trials: count } = wanted;
  const source = await separateTrials(
    file,
    given({ axes, unitColumn, window: bins, activity: asked.activity, factors: asked.factors }),
  );
  if (!source) {
    const useless = bins ? "--window" : count === undefined ? undefined : "--trials";
    if (useless === undefined) return undefined;
    throw new InputError(
      `${file.name}: ${useless} is for neurons that were not recorded together: name the axes with --axes, or the column of neurons with --unit-column`,
    );
  }
  if (asked.ofRows !== undefined) {
    throw new InputError(
      `${file.name} holds neurons that were not recorded together, each with trials of its own: ${asked.ofRows} does not go with them`,
    );
  }
  const options = { ...asked.reading, ...given({ trials: count }), key: fold(key(asked.seed), "pseudo-trials") };
  const population = pseudoPopulation(source, options, file.name);
  return { ...population, notes: [...source.notes, ...populationNotes(population)] };
}
