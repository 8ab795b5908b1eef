/** The rows of a file that lie inside of intervals: of one of its own tables, or of a table in another file. */
import {
  type Choice,
  type DataEntry,
  type DataFile,
  fileOfRows,
  namesOf,
  readColumns,
  timeRole,
  toFloat64,
} from "../io/index.js";
import { InputError } from "../math/errors.js";
import { counted, listed } from "../math/words.js";

/** Stretches [start, stop) in seconds, from a file of its own. */
export interface Intervals {
  /** For messages. */
  readonly name: string;
  readonly starts: Float64Array;
  readonly stops: Float64Array;
}

/** The name of a table of the file, or intervals. */
export type Inside = string | Intervals;

const START = /^(starts?|start_?times?|onsets?|from|begin)$/i;
const STOP = /^(ends?|stops?|end_?times?|stop_?times?|offsets?|to)$/i;

/** Starts and ends of a table with two such columns. Throws InputError where it has none. */
export async function readIntervals(file: DataFile): Promise<Intervals> {
  const find = (pattern: RegExp) => file.entries.find(({ name, shape }) => pattern.test(name) && shape.length === 1);
  const [start, stop] = [find(START), find(STOP)];
  if (!start || !stop) {
    throw new InputError(
      `${file.name}: intervals need columns "start" and "end", in seconds; it holds ${namesOf(file.entries)}`,
    );
  }
  const [starts, stops] = [await file.read(start.name), await file.read(stop.name)].map((array) =>
    toFloat64(array, file.name),
  );
  return { name: file.name, starts, stops };
}

/** The table of intervals of that name, with or without the folder in which NWB files have it. */
const tableOfIntervals = ({ entries }: DataFile, name: string): DataEntry | undefined =>
  entries.find((entry) => entry.name === name || entry.name === `intervals/${name}`);

/** 1 for each row of `total` that lies inside. Throws InputError for a name that is no table of intervals, or a file without time. */
export async function rowsInside(file: DataFile, inside: Inside, total: number): Promise<Uint8Array> {
  if (typeof inside !== "string") return duringIntervals(file, inside, total);
  const entry = tableOfIntervals(file, inside);
  if (!entry) {
    const tables = [...new Set(file.entries.flatMap(({ within }) => within ?? []))];
    const known = tables.length > 0 ? `there are ${listed(tables)}` : "this file has none";
    throw new InputError(
      `${file.name}: --inside takes a table of intervals, or its file; "${inside}" is neither: ${known}`,
    );
  }
  const [{ values }] = await readColumns(file, [entry]);
  return Uint8Array.from({ length: total }, (_, row) => Number(!isMissing(values[row])));
}

async function duringIntervals(file: DataFile, { name, starts, stops }: Intervals, total: number): Promise<Uint8Array> {
  const entry = timeRole(file.entries);
  if (!entry || entry.shape[0] !== total) {
    throw new InputError(
      `${file.name}: to keep rows inside of ${name}, each needs a time stamp ("t" or "time", in seconds)`,
    );
  }
  const times = toFloat64(await file.read(entry.name), file.name);
  return Uint8Array.from(times, (time) => Number(starts.some((start, at) => time >= start && time < stops[at])));
}

/** Infinite values are no gaps but errors. */
export const isMissing = (value: number | string): boolean =>
  typeof value === "number" ? Number.isNaN(value) : value === "";

/** The same file with the rows inside alone, of all arrays as long as its time stamps. */
export async function fileInside(
  file: DataFile,
  inside: Inside,
): Promise<{ readonly file: DataFile; readonly choices: readonly Choice[] }> {
  const total = timeRole(file.entries)?.shape[0] ?? 0;
  const isKept = await rowsInside(file, inside, total);
  const rows = Int32Array.from(isKept.keys()).filter((row) => isKept[row] === 1);
  const name = typeof inside === "string" ? inside : inside.name;
  if (rows.length === 0) throw new InputError(`${file.name}: no sample lies inside of ${name}`);
  const said = `${counted(total - rows.length, "sample")} left out, outside of ${name}; ${rows.length} kept`;
  return { file: fileOfRows(file, rows, total), choices: [{ said }] };
}
