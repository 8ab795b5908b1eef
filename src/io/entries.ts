/** What all formats share: finding an entry by name, checking rows, cutting them out. */
import { InputError } from "../math/errors.js";
import { hint, nearest } from "../math/knownNames.js";
import type { NpyArray } from "./npy.js";
import type { DataEntry, DataFile, ReadRows } from "./protocols.js";

/** The entry of that name. Throws InputError where there is none, or it cannot be read. */
export function findEntry(file: Pick<DataFile, "name" | "entries">, name: string): DataEntry {
  const wanted = name.replace(/^\//, "");
  const entry = file.entries[placeOf(file.entries, wanted) ?? -1];
  if (!entry)
    throw new InputError(
      `${file.name} holds no "${name}"${likeIt(wanted, file.entries)}; it holds ${namesOf(file.entries)}`,
    );
  if (entry.problem !== undefined) throw new InputError(`${file.name}: "${entry.name}" ${entry.problem}`);
  return entry;
}

/** The entry that was probably meant: by its whole name, or by the last part of its path. */
function likeIt(name: string, entries: readonly DataEntry[]): string {
  const names = entries.map((entry) => entry.name);
  const whole = hint(name, names);
  if (whole !== "") return whole;
  const last = names.map((path) => path.slice(path.lastIndexOf("/") + 1));
  const guess = nearest(name, last);
  return guess === undefined ? "" : ` (did you mean "${names[last.indexOf(guess)]}"?)`;
}

/** Places by name, made once for a list: a table may have 100,000 columns, each of which is asked for. */
const places = new WeakMap<readonly DataEntry[], ReadonlyMap<string, number>>();

/** Where the first entry of that name stands; undefined where there is none. */
export function placeOf(entries: readonly DataEntry[], name: string): number | undefined {
  const known = places.get(entries) ?? new Map(entries.map((entry, place) => [entry.name, place] as const).reverse());
  places.set(entries, known);
  return known.get(name);
}

/** Columns that a table has at most: more are rows and columns exchanged, or damage. */
export const MOST_COLUMNS = 100_000;

/** Throws InputError where a table has more columns than `MOST_COLUMNS`. */
export function requireFewColumns(columns: number, label: string): void {
  if (columns <= MOST_COLUMNS) return;
  throw new InputError(
    `${label}: ${columns} columns; at most ${MOST_COLUMNS} are read. Conditions are rows: is the table turned over?`,
  );
}

/** Up to twenty names, for messages; of numbered neighbours the first and the last. */
export function namesOf(entries: readonly DataEntry[]): string {
  if (entries.length === 0) return "nothing";
  const names = numberedRuns(entries.map(({ name }) => name)).map((run) =>
    run.length === 1 ? run[0] : `${run[0]} ... ${run[run.length - 1]} (${run.length})`,
  );
  const more = names.length > 20 ? ` and ${names.length - 20} more` : "";
  return names.slice(0, 20).join(", ") + more;
}

/** Fewer are written out. */
const SHORTEST_RUN = 5;

/** The names in order; neighbours such as "n0", "n1", ..., "n23" as one run, all others alone. */
export function numberedRuns(names: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const name of names) {
    const last = runs.at(-1);
    if (last && follows(last[last.length - 1], name)) last.push(name);
    else runs.push([name]);
  }
  return runs.flatMap((run) => (run.length < SHORTEST_RUN ? run.map((name) => [name]) : [run]));
}

/** "unit_09" and "unit_10" */
function follows(before: string, name: string): boolean {
  const [, stem, count] = /^(.*?)(\d+)$/.exec(before) ?? [];
  const [, nextStem, next] = /^(.*?)(\d+)$/.exec(name) ?? [];
  return stem !== undefined && stem === nextStem && Number(next) === Number(count) + 1;
}

/** First row and the row after the last, checked against the entry. Throws InputError where they are outside. */
export function rowRange(
  file: Pick<DataFile, "name">,
  { name, shape }: Pick<DataEntry, "name" | "shape">,
  rows: ReadRows["rows"],
): readonly [number, number] {
  const total = shape[0] ?? 1;
  const [from, to] = rows ?? [0, total];
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= total)) {
    throw new InputError(`${file.name}: rows ${from} to ${to} of "${name}" were asked for; it has ${total}`);
  }
  return [from, to];
}

/** Values of an array of that shape; 1 for a single value. */
export const elements = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Elements in one row: the product of all axes but the first. */
export const rowLength = (shape: readonly number[]): number => elements(shape.slice(1));

/** The shape with another number of rows; a single value stays one. */
export const withRows = (shape: readonly number[], rows: number): number[] =>
  shape.length === 0 ? [] : [rows, ...shape.slice(1)];

/** Rows of an array in memory. */
export function sliceRows(array: NpyArray, [from, to]: readonly [number, number]): NpyArray {
  const width = rowLength(array.shape);
  if (from === 0 && to === (array.shape[0] ?? 1)) return array;
  return { ...array, shape: withRows(array.shape, to - from), data: array.data.slice(from * width, to * width) };
}

/** NumPy's kind and bytes of numbers in memory. */
export function dtypeOf({ data, dtype }: NpyArray): string {
  if (dtype !== undefined) return dtype;
  if (!ArrayBuffer.isView(data)) return "U";
  const kind = /^Float/.test(data.constructor.name) ? "f" : /^(Big)?Uint/.test(data.constructor.name) ? "u" : "i";
  return `${kind}${data.BYTES_PER_ELEMENT}`;
}

/** What a NumPy dtype means to a reader of data. */
export const kindOf = (dtype: string): "numbers" | "booleans" | "text" =>
  dtype === "b1" ? "booleans" : /^[US]/.test(dtype) ? "text" : "numbers";

/** Arrays in memory as a file: for tables and containers that are read whole. */
export function memoryFile(
  format: DataFile["format"],
  name: string,
  arrays: readonly (NpyArray & Omit<DataEntry, "shape" | "dtype" | "kind">)[],
): DataFile {
  const entries = arrays.map(({ data, ...entry }): DataEntry => {
    const dtype = dtypeOf({ data, ...entry });
    return { ...entry, dtype, kind: kindOf(dtype) };
  });
  const file = { format, name, entries };
  return {
    ...file,
    read: async (wanted, { rows } = {}) => {
      const entry = findEntry(file, wanted);
      const { shape, data } = arrays[placeOf(entries, entry.name) ?? -1];
      return sliceRows({ shape, data, dtype: entry.dtype }, rowRange(file, entry, rows));
    },
    close: async () => {},
  };
}

/** Remembers the last answer, so that going through an array by rows makes it once. */
export function keepLast<Value>(make: (name: string) => Promise<Value>): (name: string) => Promise<Value> {
  let last: { readonly name: string; readonly value: Promise<Value> } | undefined;
  return (name) => {
    if (last?.name !== name) last = { name, value: make(name) };
    return last.value;
  };
}
