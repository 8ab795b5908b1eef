/** Neurons that were not recorded together: one population made of them. */
import type { DataFile } from "../io/index.js";
import { InputError } from "../math/errors.js";
import { given } from "../math/given.js";
import { fold, key } from "../math/random.js";
import {
  type FactorOptions,
  type PseudoPopulation,
  populationNotes,
  pseudoPopulation,
  separateTrials,
  type TimeWindow,
} from "../representation/index.js";

/** How such neurons are read. */
export interface WantedSeparate {
  /** Names of an array's axes. */
  readonly axes: readonly string[] | undefined;
  /** The column of a long table that says which neuron a row is of. */
  readonly unitColumn: string | undefined;
  readonly window: TimeWindow | undefined;
  readonly trials: number | "averages" | undefined;
}

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
