/** Files of neurons that were not recorded together, recognised from what they hold, with the flags that read them. */
import { type DataEntry, type DataFile, elements, plainName, readColumns, toFloat64 } from "../../io/index.js";
import { recogniseTrials } from "../axes/recognise.js";
import { unitStructs } from "./structs.js";

export interface Recognised {
  /** What the file looks like, as a sentence. */
  readonly what: string;
  /** What is done with the flags, where that is not to make pseudo-trials. */
  readonly how?: string;
  /** Flags and their values. */
  readonly flags: readonly (readonly [flag: string, value: string])[];
}

/** Undefined where neurons look recorded together. Reads values where names and shapes do not tell. */
export async function recogniseSeparate(file: DataFile): Promise<Recognised | undefined> {
  const readable = file.entries.filter(({ problem }) => problem === undefined);
  return (
    structsIn(file) ??
    (await longTableIn(file, readable)) ??
    (await axesIn(file, readable)) ??
    (await trialsIn(file, readable))
  );
}

const PLURAL = { trial: "trials", unit: "units", time: "time" } as const;

/** Neurons that were recorded together, in an array that is to be taken apart all the same. */
async function trialsIn(file: DataFile, entries: readonly DataEntry[]): Promise<Recognised | undefined> {
  const found = recogniseTrials(entries);
  if (!found) return undefined;
  const padded = found.isGuess ? await paddedAxes(file, found.array) : [];
  const { array, axes, factors, why } = padded.length === 1 ? (recogniseTrials(entries, padded[0]) ?? found) : found;
  const several = entries.filter(({ shape, kind }) => kind === "numbers" && shape.length === axes.length).length > 1;
  return {
    what: `"${array.name}" [${array.shape.join(" x ")}] looks like ${axes.map((axis) => PLURAL[axis]).join(" x ")}: ${why}`,
    how: "Measure what every unit did in each trial",
    flags: [
      ...(several ? ([["--activity", array.name]] as const) : []),
      ["--axes", axes.join(",")],
      ["--factors", factors.join(",")],
    ],
  };
}

function structsIn(file: DataFile): Recognised | undefined {
  const found = unitStructs(file.entries);
  if (found.length === 0 || file.entries.some(({ name }) => name === "activity")) return undefined;
  const [{ name, elements: units, response }] = found;
  const what = `"${name}" holds a neuron in each of its ${units.length} elements, with trials of its own`;
  return { what, flags: found.length === 1 ? [] : [["--activity", `${name}/${response}`]] };
}

const UNIT = /^(neuron|unit|cell|cluster|roi)s?_?(id|ids|name|names|label|number|nr|index)?$/i;
const RESPONSE =
  /^(responses?|(firing_?)?rates?|activity|(spike_?)?counts?|n_?spikes|spikes|fr|hz|dff|fluorescence|z_?scores?)$/i;
const ASIDE = /^(trials?_?(id|nr|number|index|no)?|sessions?_?(id|number)?|date|time|t|index|repeat|rep)$/i;
/** More levels are no factor of a design. */
const FEW_LEVELS = 12;

/** "Firing rate (Hz)" is a firing_rate. */
const called = (entry: DataEntry): string => plainName(entry).replace(/_?[([].*[)\]]$/, "");

/** Of a table with a row for each neuron and trial; undefined for others. */
export async function recogniseLongTable(file: DataFile): Promise<Recognised | undefined> {
  return longTableIn(
    file,
    file.entries.filter(({ problem }) => problem === undefined),
  );
}

async function longTableIn(file: DataFile, entries: readonly DataEntry[]): Promise<Recognised | undefined> {
  const lists = entries.filter(({ shape, role }) => shape.length === 1 && role === undefined);
  const owner = lists.find((entry) => UNIT.test(called(entry)));
  const columns = owner ? lists.filter(({ shape }) => shape[0] === owner.shape[0]) : [];
  const activity = columns.find((entry) => entry.kind === "numbers" && RESPONSE.test(called(entry)));
  if (!owner || !activity) return undefined;
  const units = await levelsIn(file, owner);
  if (units < 2 || 2 * units > owner.shape[0]) return undefined;
  const factors: string[] = [];
  for (const column of columns) {
    if (column === owner || column === activity || ASIDE.test(called(column))) continue;
    const levels = await levelsIn(file, column);
    if (levels >= 2 && levels <= FEW_LEVELS) factors.push(column.name);
  }
  if (factors.length === 0) return undefined;
  const what = `a row for each neuron and trial: "${owner.name}" names ${units} neurons, whose "${activity.name}" was recorded apart`;
  return {
    what,
    flags: [
      ["--unit-column", owner.name],
      ["--activity", activity.name],
      ["--factors", factors.join(",")],
    ],
  };
}

async function levelsIn(file: DataFile, entry: DataEntry): Promise<number> {
  const [{ values }] = await readColumns(file, [entry]);
  const levels = new Set<number | string>(values);
  levels.delete("");
  levels.delete(Number.NaN);
  return levels.size;
}

/** Of arrays larger than this only the first rows are looked at, in numbers. */
const MOST_LOOKED_AT = 2 ** 23;

async function axesIn(file: DataFile, entries: readonly DataEntry[]): Promise<Recognised | undefined> {
  const deep = entries.filter(
    ({ shape, kind, role }) =>
      kind === "numbers" && role !== "raw" && shape.length >= 3 && shape.every((size) => size > 1),
  );
  const [array] = deep.sort((a, b) => elements(b.shape) - elements(a.shape));
  if (!array || array.shape.length > 8) return undefined;
  const axes = axisNames(array, await patternsIn(file, array), entries);
  if (!axes) return undefined;
  const flags: [string, string][] = [["--axes", axes.names.join(",")]];
  if (deep.filter(({ shape }) => shape.length === array.shape.length).length > 1)
    flags.unshift(["--activity", array.name]);
  const what = `"${array.name}" [${array.shape.join(" x ")}] looks like neurons recorded apart, ${axes.why}; put the names of your factors in`;
  return { what, flags };
}

/** How missing values lie along an axis: the same everywhere, only behind values (padding), or otherwise. */
type Pattern = "same" | "padding" | "other";

function patternAlong(axis: number, shape: readonly number[], values: Float64Array): Pattern {
  const step = elements(shape.slice(axis + 1));
  let [begins, ends] = [false, false];
  for (let at = 0; at < values.length; at++) {
    if (Math.floor(at / step) % shape[axis] === shape[axis] - 1) continue;
    const [own, next] = [Number.isNaN(values[at]), Number.isNaN(values[at + step])];
    if (own && !next) begins = true;
    else if (next && !own) ends = true;
  }
  if (!begins && !ends) return "same";
  return begins ? "other" : "padding";
}

async function patternsIn(file: DataFile, { name, shape }: DataEntry): Promise<readonly Pattern[]> {
  const rows = Math.max(1, Math.min(shape[0], Math.floor(MOST_LOOKED_AT / elements(shape.slice(1)))));
  const values = toFloat64(await file.read(name, { rows: [0, rows] }), name);
  return shape.map((_, axis) => patternAlong(axis, [rows, ...shape.slice(1)], values));
}

/** Along which values end before others do. */
async function paddedAxes(file: DataFile, array: DataEntry): Promise<readonly number[]> {
  const patterns = await patternsIn(file, array);
  return [...patterns.keys()].filter((axis) => patterns[axis] === "padding");
}

/** Trials are padded with NaN; time ends for all bins of a trial together; neurons come first, or are most. */
function axisNames({ shape }: DataEntry, patterns: readonly Pattern[], entries: readonly DataEntry[]) {
  const axes = shape.map((_, axis) => axis);
  const largest = (of: readonly number[]) =>
    of.reduce((best, axis) => (shape[axis] > shape[best] ? axis : best), of[0]);
  const padded = axes.filter((axis) => patterns[axis] === "padding");
  if (padded.length === 0) {
    if (shape.length < 4) return undefined; // nothing tells trials from factors
    return {
      names: named(axes, { unit: 0, trial: axes.length - 2, time: axes.length - 1 }, shape, entries),
      why: "axes in the usual order: please check",
    };
  }
  const trial = padded.at(-1) ?? 0;
  const still = axes.filter((axis) => patterns[axis] === "same" && axis !== 0);
  const time = still.length > 0 ? largest(still) : undefined;
  const rest = axes.filter((axis) => axis !== trial && axis !== time);
  const unit = rest.includes(0) ? 0 : largest(rest);
  if (rest.length < 2) return undefined;
  return {
    names: named(axes, { unit, trial, ...(time !== undefined && { time }) }, shape, entries),
    why: "trials padded with NaN",
  };
}

function named(
  axes: readonly number[],
  known: Readonly<Record<string, number>>,
  shape: readonly number[],
  entries: readonly DataEntry[],
): string[] {
  let factor = 0;
  return axes.map((axis) => {
    const meaning = Object.entries(known).find(([, at]) => at === axis)?.[0];
    if (meaning !== undefined) return meaning;
    factor++;
    const lists = entries.filter(
      (entry) =>
        entry.shape.length === 1 &&
        entry.shape[0] === shape[axis] &&
        /^[A-Za-z]\w*$/.test(entry.name) &&
        !UNIT.test(entry.name) &&
        !ASIDE.test(entry.name),
    );
    return lists.length === 1 ? lists[0].name : `factor${factor}`;
  });
}
