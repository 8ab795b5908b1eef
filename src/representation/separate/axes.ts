/**
 * Arrays [unit x conditions ... x trial x time] padded with NaN where a neuron has fewer trials, as code for demixed principal
 * components has them (Kobak et al., eLife 5, e10989, 2016), by the names of their axes.
 */
import { type DataEntry, type DataFile, placeOf, readColumns } from "../../io/index.js";
import { InputError } from "../../math/errors.js";
import { counted } from "../../math/words.js";
import { type Axis, type AxisNames, arrayOf, namedAxes } from "../axes/names.js";
import { type Sums, sumOverTime } from "../axes/timeSums.js";
import { constantNote, type DesignFactor, type SeparateTrials } from "./trials.js";
import { type TimeWindow, windowNote, windowOf } from "./window.js";

export interface AxesOptions extends AxisNames {
  readonly window?: TimeWindow;
}

/** Throws InputError where the axes do not fit the array, or one that is needed is missing. */
export async function axesTrials(file: DataFile, options: AxesOptions): Promise<SeparateTrials> {
  const entry = arrayOf(file, options);
  const axes = designAxes(file, entry, options.axes);
  const time = axes.find(({ meaning }) => meaning === "time");
  const window = time ? windowOf(options.window, time.size, file.name) : undefined;
  if (!time && options.window)
    throw new InputError(`${file.name}: --window chooses bins of time; none of the axes is called time`);
  const factors = axes.filter(({ meaning, size }) => meaning === "factor" && size > 1);
  const constant = axes.filter(({ meaning, size }) => meaning === "factor" && size === 1).map(({ name }) => name);
  const named: Levels[] = [];
  for (const axis of factors) named.push(await levelsOf(file, axis, entry));
  const sums = await sumOverTime(file, entry, axes, window);
  const units = unitsIn(sums, file.name);
  const notes = [
    ...(time && window ? [windowNote(options.window, window, time.size)] : []),
    ...constantNote(constant),
    ...named.flatMap(({ note }) => note ?? []),
    ...(units.cut > 0 ? [`${counted(units.cut, "trial")} with gaps in these bins left out`] : []),
  ];
  const names = await unitNames(file, sums.units);
  return {
    factors: named.map(({ factor }) => factor),
    cells: cellsOf(factors.map(({ size }) => size)),
    units: units.trials.map((trials, unit) => ({ name: names[unit], trials })),
    notes,
  };
}

function designAxes(file: DataFile, entry: DataEntry, names: readonly string[]): readonly Axis[] {
  const axes = namedAxes(file, entry, names);
  const factors = axes.filter(({ meaning }) => meaning === "factor");
  if (factors.length === 0)
    throw new InputError(`${file.name}: --axes names no factor: every axis that is not unit, trial or time is one`);
  if (factors.every(({ size }) => size < 2)) {
    throw new InputError(
      `${file.name}: no axis that is a factor has two levels or more: ${names.join(",")} (${entry.shape.join(" x ")})`,
    );
  }
  return axes;
}

interface Levels {
  readonly factor: DesignFactor;
  readonly note?: string;
}

/** Values of the levels where the file has a list of that name and length; their numbers otherwise. */
async function levelsOf(file: DataFile, { name, size }: Axis, array: DataEntry): Promise<Levels> {
  const place = [name, `${name}s`, `${name}_values`, `${name}_levels`]
    .map((word) => placeOf(file.entries, word))
    .find((at) => at !== undefined);
  const list = place === undefined ? undefined : file.entries[place];
  const numbers: DesignFactor = { name, levels: Array.from({ length: size }, (_, level) => level) };
  if (!list || list === array || list.problem !== undefined || list.shape.length !== 1 || list.shape[0] !== size)
    return { factor: numbers };
  const [{ values }] = await readColumns(file, [list]);
  const levels = Array.from<number | string>(values);
  if (new Set(levels).size < size || levels.some((level) => level === "" || Number.isNaN(level)))
    return { factor: numbers };
  return { factor: { name, levels }, note: `levels of "${name}" are the values of "${list.name}"` };
}

async function unitNames(file: DataFile, units: number): Promise<readonly string[]> {
  const list = file.entries.find(
    ({ name, shape, kind, problem }) =>
      problem === undefined && /^(unit|neuron|cell)_?names?$/i.test(name) && kind === "text" && shape[0] === units,
  );
  if (!list) return Array.from({ length: units }, (_, unit) => `unit ${unit}`);
  const [{ values }] = await readColumns(file, [list]);
  return Array.from<number | string, string>(values, String);
}

/** Every combination of levels, the last factor running fastest. */
function cellsOf(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (cells, size) => cells.flatMap((cell) => Array.from({ length: size }, (_, level) => [...cell, level])),
    [[]],
  );
}

/** Means of whole trials, and how many trials have gaps. Padding is a trial without any bin. */
function unitsIn({ sums, counts, units, cells, trials, bins }: Sums, file: string) {
  let cut = 0;
  const cellOf = (start: number): Float64Array => {
    const own: number[] = [];
    for (let at = start; at < start + trials; at++) {
      if (counts[at] === bins) own.push(sums[at] / bins);
      else if (counts[at] > 0) cut++;
    }
    if (own.some((value) => !Number.isFinite(value))) throw new InputError(`${file}: activity is infinite in a trial`);
    return Float64Array.from(own);
  };
  const made = Array.from({ length: units }, (_, unit) =>
    Array.from({ length: cells }, (_, cell) => cellOf((unit * cells + cell) * trials)),
  );
  return { trials: made, cut };
}
