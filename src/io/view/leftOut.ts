/** A data file without some of its arrays, and without some columns of its tables. */
import { InputError } from "../../math/errors.js";
import { rowLength } from "../entries.js";
import type { DataEntry, DataFile } from "../protocols.js";
import { columnNamesOf, selectEntries } from "../selection.js";
import { columnsCut, numbersOfColumns } from "./columns.js";

/** Throws InputError for a word that names nothing, and where a table loses all of its columns to ranges. */
export function withoutEntries(file: DataFile, words: readonly string[]): DataFile {
  const found = words.flatMap((word) => selectEntries(file, [word]));
  const whole = new Set(found.filter((entry) => file.entries.includes(entry)));
  const ranges = found.filter((entry) => !whole.has(entry)).map(({ name }) => numbersOfColumns(file, name));
  const left = (table: DataEntry): readonly number[] => {
    const out = new Set(ranges.filter(({ name }) => name === table.name).flatMap(({ columns }) => columns));
    return Array.from({ length: rowLength(table.shape) }, (_, column) => column).filter((column) => !out.has(column));
  };
  const cut = new Map(
    file.entries
      .filter((entry) => ranges.some(({ name }) => name === entry.name))
      .map((entry) => [entry.name, left(entry)]),
  );
  const entries = file.entries
    .filter((entry) => !whole.has(entry))
    .map((entry) => cutEntry(entry, cut.get(entry.name), file.name));
  return {
    ...file,
    entries,
    read: async (name, options) => {
      const array = await file.read(name, options);
      const columns = cut.get(name);
      return columns ? columnsCut(array, columns) : array;
    },
  };
}

function cutEntry(entry: DataEntry, columns: readonly number[] | undefined, file: string): DataEntry {
  if (!columns) return entry;
  if (columns.length === 0) throw new InputError(`${file}: --leave-out leaves no column of "${entry.name}"`);
  const names = columnNamesOf(entry);
  return { ...entry, shape: [entry.shape[0], columns.length], columnNames: columns.map((column) => names[column]) };
}
