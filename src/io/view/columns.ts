/**
 * Columns of a table by number, in Python's way: "latents[3]", "latents[0:5]", "latents[5:]". A data file takes such names wherever it
 * takes those of its arrays.
 */
import { InputError } from "../../math/errors.js";
import { rowLength } from "../entries.js";
import type { NpyArray } from "../npy.js";
import type { DataEntry, DataFile } from "../protocols.js";

const RANGE = /^(.+)\[(\d*)(:?)(\d*)\]$/s;

type Holder = Pick<DataFile, "name" | "entries">;

interface ColumnRange {
  readonly table: DataEntry;
  /** Numbers of the columns. */
  readonly columns: readonly number[];
}

/** Undefined where the name is none of a column or range of columns. Throws InputError for columns that are not there. */
function rangeOf(file: Holder, name: string): ColumnRange | undefined {
  const [, base, first, colon, last] = RANGE.exec(name) ?? [];
  const table = file.entries.find((entry) => entry.name === base && entry.shape.length === 2);
  if (!table || (colon === "" && first === "")) return undefined;
  const own = table.columnNames?.indexOf(name) ?? -1;
  if (own >= 0) return { table, columns: [own] };
  const count = rowLength(table.shape);
  const from = first === "" ? 0 : Number(first);
  const to = colon === "" ? from + 1 : last === "" ? count : Number(last);
  if (from < to && to <= count) return { table, columns: Array.from({ length: to - from }, (_, at) => from + at) };
  throw new InputError(
    `${file.name}: "${name}" names columns that are not there; "${table.name}" has columns 0 to ${count - 1}`,
  );
}

/** The columns of that name as an entry of their own, one column as a list; undefined where the name is none of columns. */
export function columnEntry(file: Holder, name: string): DataEntry | undefined {
  const range = rangeOf(file, name);
  if (!range) return undefined;
  const { table, columns } = range;
  const { columnNames, shape, ...entry } = table;
  if (columns.length === 1) return { ...entry, name, shape: shape.slice(0, 1) };
  const names = columns.map((column) => columnNames?.[column] ?? `${table.name}[${column}]`);
  return { ...entry, name, shape: [shape[0], names.length], columnNames: names };
}

/** The table and the numbers of the columns that a name is of. */
export function numbersOfColumns(
  file: Holder,
  name: string,
): { readonly name: string; readonly columns: readonly number[] } {
  const range = rangeOf(file, name);
  return range ? { name: range.table.name, columns: range.columns } : { name, columns: [] };
}

/** The same file, which also reads columns by number. */
export function withColumnRanges(file: DataFile): DataFile {
  return {
    ...file,
    async read(name, options) {
      const range = file.entries.some((entry) => entry.name === name) ? undefined : rangeOf(file, name);
      if (!range) return file.read(name, options);
      const cut = columnsCut(await file.read(range.table.name, options), range.columns);
      return range.columns.length === 1 ? { ...cut, shape: cut.shape.slice(0, 1) } : cut;
    },
  };
}

/** Some columns of a table [rows x columns]. */
export function columnsCut({ shape: [rows, count], data, ...array }: NpyArray, columns: readonly number[]): NpyArray {
  const width = columns.length;
  const at = (item: number) => Math.floor(item / width) * count + columns[item % width];
  const length = rows * width;
  const shape = [rows, width];
  if (!ArrayBuffer.isView(data)) return { ...array, shape, data: Array.from({ length }, (_, item) => data[at(item)]) };
  const out = data.slice(0, length);
  for (let item = 0; item < length; item++) out[item] = data[at(item)];
  return { ...array, shape, data: out };
}
