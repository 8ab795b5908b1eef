/**
 * One population of neurons that were not recorded together: pseudo-trials, in which every neuron does what it did in a trial of its
 * own of the same condition, drawn without replacement; or the mean of every condition (Churchland and Shenoy, J. Neurophysiol. 97,
 * 4235, 2007; Meyers et al., J. Neurophysiol. 100, 1407, 2008). What neurons share from trial to trial is not in them.
 */
import { InputError } from "../../math/errors.js";
import { fold, type Key, permutation } from "../../math/random.js";
import { mean } from "../../math/statistics.js";
import { counted } from "../../math/words.js";
import type { Factor, Representation } from "../../protocols.js";
import { type FactorOptions, factorsFromColumns } from "../recording.js";
import { representation } from "../representation.js";
import type { SeparateTrials, SeparateUnit } from "./trials.js";

export interface PseudoTrialOptions extends FactorOptions {
  /** Trials drawn of every cell, or the mean of all; by default the most that keeps `KEPT` of the neurons. */
  readonly trials?: number | "averages";
  readonly key: Key;
}

/** Part of the neurons that the usual number of trials keeps. */
export const KEPT = 0.9;

export interface PseudoPopulation {
  readonly representation: Representation;
  /** Of each cell. */
  readonly trials: number | "averages";
  readonly cells: number;
  /** Names of neurons with too few trials in some cell. */
  readonly leftOut: readonly string[];
  /** Of the neurons that are kept, and how many of these trials are used. */
  readonly trialsOfKept: number;
  readonly trialsUsed: number;
}

/** Rows are the trials of a cell after another. Throws InputError where too few neurons have trials in every cell. */
export function pseudoPopulation(source: SeparateTrials, options: PseudoTrialOptions, file: string): PseudoPopulation {
  const trials = options.trials ?? usualTrials(source, file);
  const least = trials === "averages" ? 1 : trials;
  const numbered = source.units.map((unit, number) => ({ unit, number }));
  const kept = numbered.filter(({ unit }) => fewest(unit) >= least);
  if (kept.length === 0)
    throw new InputError(
      `${file}: no neuron has ${counted(least, "trial")} in each of the ${cellsText(source)}; ${table(source)}`,
    );
  const rows = trials === "averages" ? 1 : trials;
  const taken = kept.map(({ unit, number }) =>
    trials === "averages" ? averages(unit) : drawn(unit, trials, fold(options.key, number)),
  );
  const made = representation({
    activity: sideBySide(taken, source.cells.length * rows),
    units: kept.length,
    unitNames: kept.map(({ unit }) => unit.name),
    factors: factorsOf(source, rows, options),
  });
  const trialsOfKept = kept.reduce(
    (sum, { unit }) => sum + unit.trials.reduce((total, { length }) => total + length, 0),
    0,
  );
  return {
    representation: { ...made, trialsPerCell: rows },
    trials,
    cells: source.cells.length,
    leftOut: numbered.filter(({ unit }) => fewest(unit) < least).map(({ unit }) => unit.name),
    trialsOfKept,
    trialsUsed: trials === "averages" ? trialsOfKept : kept.length * source.cells.length * rows,
  };
}

/** Trials of the unit in the cell where it has fewest. */
const fewest = ({ trials }: SeparateUnit): number =>
  trials.reduce((least, { length }) => Math.min(least, length), Infinity);

/** The most that `KEPT` of the neurons have in every cell. */
function usualTrials(source: SeparateTrials, file: string): number {
  const descending = source.units.map(fewest).sort((a, b) => b - a);
  const most = descending[Math.ceil(KEPT * descending.length) - 1];
  if (most > 0) return most;
  throw new InputError(
    `${file}: fewer than ${100 * KEPT} % of the ${counted(source.units.length, "neuron")} have a trial in each of the ${cellsText(source)}; ` +
      `${table(source)}`,
  );
}

const cellsText = ({ cells, factors }: SeparateTrials): string =>
  `${counted(cells.length, "cell")} of ${factors.map(({ name, levels }) => `${name} (${levels.length})`).join(" x ")}`;

/** What other numbers of trials would keep, and what else to do. */
function table(source: SeparateTrials): string {
  const all = source.units.map(fewest);
  const numbers = [...new Set(all.filter((count) => count > 0))].sort((a, b) => a - b);
  const some = numbers.filter((_, at) => at % Math.ceil(numbers.length / 5) === 0);
  const kept = some.map((count) => `--trials ${count} keeps ${all.filter((own) => own >= count).length}`);
  return `choose fewer factors${kept.length > 0 ? `, or ${kept.join(", ")} of ${all.length}` : ""}`;
}

const averages = ({ trials }: SeparateUnit): Float64Array => Float64Array.from(trials, mean);

function drawn({ trials }: SeparateUnit, count: number, key: Key): Float64Array {
  const out = new Float64Array(trials.length * count);
  trials.forEach((own, cell) => {
    const order = permutation(fold(key, cell), own.length);
    for (let trial = 0; trial < count; trial++) out[cell * count + trial] = own[order[trial]];
  });
  return out;
}

/** [rows x units] of a column for each unit. */
function sideBySide(columns: readonly Float64Array[], rows: number): Float64Array {
  const units = columns.length;
  const out = new Float64Array(rows * units);
  columns.forEach((column, unit) => {
    for (let row = 0; row < rows; row++) out[row * units + unit] = column[row];
  });
  return out;
}

function factorsOf({ factors, cells }: SeparateTrials, rows: number, options: FactorOptions): Factor[] {
  const columns = factors.map(({ name, levels }, factor) => {
    const values = cells.flatMap((cell) => new Array<number | string>(rows).fill(levels[cell[factor]]));
    return {
      name,
      values: values.every((value) => typeof value === "number") ? Float64Array.from(values) : values.map(String),
    };
  });
  return factorsFromColumns(columns, options);
}

/** What was done, and what fell out, a sentence each. */
export function populationNotes({
  trials,
  cells,
  leftOut,
  trialsOfKept,
  trialsUsed,
  representation: { units },
}: PseudoPopulation): string[] {
  const out =
    leftOut.length === 0
      ? ""
      : `; ${counted(leftOut.length, "neuron")} with fewer in some cell left out (${leftOut.slice(0, 3).join(", ")}${leftOut.length > 3 ? ", ..." : ""})`;
  const others = "(otherwise --trials N, or --trials averages)";
  if (trials === "averages") {
    return [
      `neurons recorded apart: the mean of ${counted(cells, "cell")} of ${counted(units, "neuron")}, of ${trialsOfKept} trials${out} (otherwise --trials N for pseudo-trials)`,
    ];
  }
  return [
    `neurons recorded apart: ${counted(trials, "pseudo-trial")} drawn of each of ${counted(cells, "cell")}, of ${counted(units, "neuron")}${out}; ` +
      `${trialsOfKept - trialsUsed} of their ${trialsOfKept} trials not drawn ${others}`,
  ];
}
