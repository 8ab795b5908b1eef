/**
 * A data file in which tables of one row are lists: programs that know no lists save [1 x n], and one condition of n columns is no
 * data. MATLAB's files are read so from the start.
 */
import { listed } from "../../math/words.js";
import { rowRange, sliceRows } from "../entries.js";
import type { Choice, DataEntry, DataFile } from "../protocols.js";

/** Formats that say nothing of what a row is. */
const FORMATS: readonly DataFile["format"][] = ["npy", "npz", "hdf5", "folder"];

const isRow = ({ shape, problem, columnNames }: DataEntry): boolean =>
  shape.length === 2 && shape[0] === 1 && shape[1] > 1 && problem === undefined && columnNames === undefined;

export function rowsAsLists(file: DataFile): DataFile {
  const rows = FORMATS.includes(file.format) ? file.entries.filter(isRow) : [];
  if (rows.length === 0) return file;
  const lists = new Map(rows.map((entry) => [entry.name, { ...entry, shape: entry.shape.slice(1) }]));
  return {
    ...file,
    entries: file.entries.map((entry) => lists.get(entry.name) ?? entry),
    choices: [...(file.choices ?? []), choiceOf(rows)],
    async read(name, options = {}) {
      const list = lists.get(name);
      if (!list) return file.read(name, options);
      const { shape, ...array } = await file.read(name);
      return sliceRows({ ...array, shape: shape.slice(1) }, rowRange(file, list, options.rows));
    },
  };
}

const MOST_NAMED = 6;

function choiceOf(rows: readonly DataEntry[]): Choice {
  const named = rows.map(({ name, shape }) => `"${name}" (${shape.join(" x ")})`);
  return { said: `of one row, and so read as ${rows.length === 1 ? "a list" : "lists"}: ${listed(named, MOST_NAMED)}` };
}
