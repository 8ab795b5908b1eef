/** A data file in which some numbers stand for no value: they are read as NaN. */
import type { NpyArray } from "../npy.js";
import type { DataEntry, DataFile, MissingValue } from "../protocols.js";
import { columnNamesOf } from "../selection.js";

/** Names that are none of the file's change nothing: they may be those of another file. */
export function withMissingValues(file: DataFile, values: readonly MissingValue[]): DataFile {
  const struck = new Map(
    file.entries
      .filter(({ kind, problem }) => kind === "numbers" && problem === undefined)
      .map((entry) => [entry.name, values.flatMap((value) => struckIn(entry, value))] as const)
      .filter(([, own]) => own.length > 0),
  );
  return {
    ...file,
    entries: file.entries.map((entry) => (struck.has(entry.name) ? { ...entry, dtype: "f8" } : entry)),
    read: async (name, options) => withGaps(await file.read(name, options), struck.get(name) ?? []),
  };
}

/** Whether an array, or a column of one, goes by that name. */
export const isStruckIn = ({ entries }: Pick<DataFile, "entries">, { of }: MissingValue): boolean =>
  of === undefined ||
  entries.some(({ name, ...entry }) => name === of || columnNamesOf({ name, ...entry }).includes(of));

interface Struck {
  readonly value: number;
  /** Of a table; everywhere where undefined. */
  readonly column?: number;
}

function struckIn(entry: DataEntry, { value, of }: MissingValue): Struck[] {
  if (of === undefined || of === entry.name) return [{ value }];
  const column = entry.shape.length === 2 ? columnNamesOf(entry).indexOf(of) : -1;
  return column < 0 ? [] : [{ value, column }];
}

function withGaps(array: NpyArray, struck: readonly Struck[]): NpyArray {
  const { data, shape } = array;
  if (struck.length === 0 || !ArrayBuffer.isView(data)) return array;
  const width = shape[1] ?? 1;
  const out = new Float64Array(data.length);
  for (let at = 0; at < out.length; at++) {
    const value = Number(data[at]);
    const isGap = struck.some(
      (one) => isSame(value, one.value) && (one.column === undefined || one.column === at % width),
    );
    out[at] = isGap ? Number.NaN : value;
  }
  return { ...array, data: out };
}

/** Also as float32 has it, e.g. 1e20. */
const isSame = (value: number, given: number): boolean => value === given || value === Math.fround(given);
