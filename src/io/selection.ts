/** Choosing entries by name or pattern, and putting them side by side as the columns of a table. */
import { InputError } from "../math/errors.js";
import type { TableColumn } from "./csv.js";
import { findEntry, namesOf, placeOf, rowLength } from "./entries.js";
import { toFloat64 } from "./npy.js";
import type { DataEntry, DataFile, ReadRows } from "./protocols.js";
import { columnEntry } from "./view/columns.js";

/**
 * The readable entries that the words name, each once, in the order of the words. A word is a name, or a pattern with `*` for
 * any characters, e.g. "unit_*", or columns of a table by number, e.g. "latents[0:5]". Throws InputError for a word that names nothing, and for an empty selection.
 */
export function selectEntries(file: Pick<DataFile, "name" | "entries">, words: readonly string[]): DataEntry[] {
  const chosen = new Set(words.flatMap((word) => matching(file, word)));
  if (chosen.size === 0) {
    throw new InputError(`${file.name}: nothing was selected; it holds ${namesOf(file.entries)}`);
  }
  return [...chosen];
}

/** Whether a word names anything of the file, readable or not. */
export function isNamedIn(file: Pick<DataFile, "name" | "entries">, word: string): boolean {
  if (placeOf(file.entries, word.replace(/^\//, "")) !== undefined) return true;
  try {
    return matching(file, word).length > 0;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

function matching(file: Pick<DataFile, "name" | "entries">, word: string): DataEntry[] {
  const columns = placeOf(file.entries, word) === undefined ? columnEntry(file, word) : undefined;
  if (columns) return [readableEntry(file, columns)];
  if (!word.includes("*") || placeOf(file.entries, word) !== undefined) return [findEntry(file, word)];
  const escaped = word.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  const pattern = new RegExp(`^${escaped}$`, "s");
  const found = file.entries.filter(({ name, problem }) => problem === undefined && pattern.test(name));
  if (found.length > 0) return found;
  throw new InputError(`${file.name}: nothing is named like "${word}"; it holds ${namesOf(file.entries)}`);
}

function readableEntry({ name: file }: Pick<DataFile, "name">, entry: DataEntry): DataEntry {
  if (entry.problem !== undefined) throw new InputError(`${file}: "${entry.name}" ${entry.problem}`);
  return entry;
}

/** The names of the columns of a table: its own, or its name with a number. */
export const columnNamesOf = ({ name, shape, columnNames }: DataEntry): readonly string[] =>
  shape.length === 1 ? [name] : (columnNames ?? Array.from({ length: rowLength(shape) }, (_, at) => `${name}[${at}]`));

/**
 * Entries of the same number of rows as columns: numbers as float64 (booleans 0 and 1), text as text. An entry of one
 * dimension is a column of its name; the columns of a table [rows x n] have names of their own, or "name[0]", "name[1]", ... Throws InputError
 * where lengths differ (each named), an entry has three dimensions or more, or is a single value.
 */
export async function readColumns(
  file: DataFile,
  entries: readonly DataEntry[],
  options: ReadRows = {},
): Promise<TableColumn[]> {
  checkTogether(file, entries);
  const columns: TableColumn[] = [];
  for (const entry of entries) columns.push(...(await columnsOf(file, entry, options)));
  return columns;
}

function checkTogether(file: DataFile, entries: readonly DataEntry[]): void {
  if (entries.length === 0) throw new InputError(`${file.name}: nothing was selected`);
  for (const { name, shape } of entries) {
    if (shape.length === 1 || shape.length === 2) continue;
    throw new InputError(
      `${file.name}: "${name}" has shape (${shape.join(", ")}); columns come from one dimension [rows] or two [rows x columns]`,
    );
  }
  // An empty list is a cell without spikes; an empty table says nothing, however many columns it claims.
  const none = entries.find(({ shape }) => shape.length > 1 && shape[0] === 0);
  if (none) throw new InputError(`${file.name}: "${none.name}" has no rows`);
  const [first] = entries;
  const other = entries.find(({ shape }) => shape[0] !== first.shape[0]);
  if (!other) return;
  throw new InputError(
    `${file.name}: "${first.name}" has ${first.shape[0]} rows but "${other.name}" has ${other.shape[0]}: ` +
      "they must be the same, in the same order",
  );
}

async function columnsOf(file: DataFile, entry: DataEntry, options: ReadRows): Promise<TableColumn[]> {
  const { name, shape } = entry;
  const array = await file.read(name, options);
  const { data } = array;
  const values = ArrayBuffer.isView(data) ? toFloat64(array, `${file.name}: "${name}"`) : data;
  if (shape.length === 1) return [{ name, values }];
  const names = columnNamesOf(entry);
  return names.map((own, column) => ({ name: own, values: everyNth(values, column, names.length) }));
}

function everyNth(values: Float64Array | readonly string[], start: number, step: number): TableColumn["values"] {
  const pick = (_: unknown, row: number) => row * step + start;
  const rows = Array.from({ length: Math.floor(values.length / step) }, pick);
  return values instanceof Float64Array ? Float64Array.from(rows, (at) => values[at]) : rows.map((at) => values[at]);
}

/**
 * An array of numbers some rows at a time, each part at most `mostBytes` as float64: for files larger than memory. Throws
 * InputError where it holds text.
 */
export async function* readSlices(
  file: DataFile,
  name: string,
  mostBytes = 2 ** 26,
): AsyncGenerator<{ readonly from: number; readonly to: number; readonly values: Float64Array }> {
  const { shape } = findEntry(file, name);
  const total = shape[0] ?? 1;
  const step = Math.max(1, Math.floor(mostBytes / (8 * Math.max(1, rowLength(shape)))));
  for (let from = 0; from < total; from += step) {
    const to = Math.min(total, from + step);
    const values = toFloat64(await file.read(name, { rows: [from, to] }), `${file.name}: "${name}"`);
    yield { from, to, values };
  }
}
