/**
 * Arrays [unit x conditions ... x trial x time] padded with NaN where a neuron has fewer trials, as code for demixed principal
 * components has them (Kobak et al., eLife 5, e10989, 2016), by the names of their axes.
 */
import { type DataEntry, type DataFile, findEntry, placeOf, readColumns, readSlices } from "../../io/index.js";
import { InputError } from "../../math/errors.js";
import { counted } from "../../math/words.js";
import { constantNote, type DesignFactor, type SeparateTrials } from "./trials.js";
import { type TimeWindow, windowNote, windowOf } from "./window.js";

export interface AxesOptions {
  /** Names of the axes in order: "unit", "trial" and "time" have a meaning, every other is a factor. */
  readonly axes: readonly string[];
  /** The array; by default the one of as many axes. */
  readonly activity?: string;
  readonly window?: TimeWindow;
}

const MEANINGS: Readonly<Record<"unit" | "trial" | "time", RegExp>> = {
  unit: /^(units?|neurons?|cells?)$/i,
  trial: /^(trials?|repeats?|repetitions?)$/i,
  time: /^(times?|bins?|t)$/i,
};

type Meaning = keyof typeof MEANINGS | "factor";

interface Axis {
  readonly name: string;
  readonly size: number;
  readonly meaning: Meaning;
}

const meaningOf = (name: string): Meaning =>
  (["unit", "trial", "time"] as const).find((meaning) => MEANINGS[meaning].test(name)) ?? "factor";

/** Throws InputError where the axes do not fit the array, or one that is needed is missing. */
export async function axesTrials(file: DataFile, options: AxesOptions): Promise<SeparateTrials> {
  const entry = arrayOf(file, options);
  const axes = axesOf(file, entry, options.axes);
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

function arrayOf(file: DataFile, { axes, activity }: AxesOptions): DataEntry {
  if (activity !== undefined) return findEntry(file, activity);
  const fitting = file.entries.filter(
    ({ shape, kind, problem }) => problem === undefined && kind === "numbers" && shape.length === axes.length,
  );
  if (fitting.length === 1) return fitting[0];
  const found = fitting.length === 0 ? "none" : fitting.map(({ name }) => name).join(", ");
  throw new InputError(
    `${file.name}: --axes names ${counted(axes.length, "axis", "axes")}; arrays with that many axes: ${found}. Say which with --activity NAME`,
  );
}

function axesOf(file: DataFile, { name, shape, kind }: DataEntry, names: readonly string[]): Axis[] {
  if (kind === "text") throw new InputError(`${file.name}: "${name}" holds text where activity is expected`);
  if (shape.length !== names.length) {
    throw new InputError(
      `${file.name}: "${name}" has ${counted(shape.length, "axis", "axes")} (${shape.join(" x ")}), but --axes names ${names.length}: ${names.join(",")}` +
        (shape.length < names.length ? " (MATLAB drops last axes of length 1)" : ""),
    );
  }
  const axes = names.map((axis, at): Axis => ({ name: axis, size: shape[at], meaning: meaningOf(axis) }));
  const count = (meaning: Meaning) => axes.filter((axis) => axis.meaning === meaning).length;
  if (count("unit") !== 1)
    throw new InputError(`${file.name}: --axes needs one axis called unit, e.g. --axes unit,look,direction,trial,time`);
  if (count("factor") === 0)
    throw new InputError(`${file.name}: --axes names no factor: every axis that is not unit, trial or time is one`);
  if (count("trial") > 1 || count("time") > 1)
    throw new InputError(`${file.name}: --axes names trial or time more than once`);
  const twice = names.find((axis, at) => names.indexOf(axis) !== at);
  if (twice !== undefined) throw new InputError(`${file.name}: two axes are called "${twice}"`);
  if (axes.every(({ meaning, size }) => meaning !== "factor" || size < 2)) {
    throw new InputError(
      `${file.name}: no axis that is a factor has two levels or more: ${names.join(",")} (${shape.join(" x ")})`,
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

/** Sums over the window, and how many bins went into each, [units x cells x trials]. */
interface Sums {
  readonly sums: Float64Array;
  readonly counts: Uint16Array | Uint32Array;
  readonly units: number;
  readonly cells: number;
  readonly trials: number;
  /** Bins of a whole trial. */
  readonly bins: number;
}

async function sumOverTime(
  file: DataFile,
  entry: DataEntry,
  axes: readonly Axis[],
  window: TimeWindow | undefined,
): Promise<Sums> {
  const sizeOf = (meaning: Meaning) =>
    axes.filter((axis) => axis.meaning === meaning).reduce((product, { size }) => product * size, 1);
  const [units, cells, trials] = [sizeOf("unit"), sizeOf("factor"), sizeOf("trial")];
  const total = units * cells * trials;
  const out = {
    sums: new Float64Array(total),
    counts: new Uint32Array(total),
    units,
    cells,
    trials,
    bins: window ? window[1] - window[0] : 1,
  };
  const steps = stepsOf(axes, cells, trials);
  const spans = axes.map(({ meaning, size }): TimeWindow => (meaning === "time" && window ? window : [0, size]));
  for await (const { from, to, values } of readSlices(file, entry.name)) {
    const [first, ...rest] = spans;
    addSlice(out, values, {
      from,
      sizes: axes.map(({ size }) => size),
      steps,
      spans: [[Math.max(first[0], from), Math.min(first[1], to)], ...rest],
    });
  }
  return out;
}

/** How far the sums go on with each axis. */
function stepsOf(axes: readonly Axis[], cells: number, trials: number): number[] {
  let cell = cells * trials;
  return axes.map(({ meaning, size }) => {
    if (meaning === "unit") return cells * trials;
    if (meaning === "trial") return 1;
    if (meaning === "time") return 0;
    cell /= size;
    return cell;
  });
}

interface Slice {
  /** Along the first axis. */
  readonly from: number;
  readonly sizes: readonly number[];
  readonly steps: readonly number[];
  readonly spans: readonly TimeWindow[];
}

function addSlice({ sums, counts }: Sums, values: Float64Array, { from, sizes, steps, spans }: Slice): void {
  const last = sizes.length - 1;
  const walk = (axis: number, at: number, to: number): void => {
    const [begin, end] = spans[axis];
    const [step, base] = [steps[axis], axis === 0 ? from : 0];
    for (let i = begin; i < end; i++) {
      const [inside, target] = [axis === 0 ? i - base : at * sizes[axis] + i, to + i * step];
      if (axis < last) walk(axis + 1, inside, target);
      else if (!Number.isNaN(values[inside])) {
        sums[target] += values[inside];
        counts[target]++;
      }
    }
  };
  walk(0, 0, 0);
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
