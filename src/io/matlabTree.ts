/**
 * What MATLAB's variables hold, as a tree, and the arrays in it by name, as MATLAB writes them: "data/neural/activity" in structs,
 * "units(3)/response" in an array of structs, "spikes/times{2}" in a cell array. Single numbers or texts in all elements make one
 * array: "units/depth" has one for each.
 */
import { elements, kindOf } from "./entries.js";
import { emptyProblem, mixedCellProblem } from "./matlabShape.js";
import type { NpyArray } from "./npy.js";
import type { DataEntry } from "./protocols.js";

/** An array, and where its numbers are. */
export interface MatlabArray<Source> {
  readonly kind: "array";
  /** As our entries have it: vectors are one-dimensional. */
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly source: Source;
}

/** A struct or an array of structs: of every field the value in every element, in MATLAB's order. */
export interface MatlabStruct<Source> {
  readonly kind: "struct";
  readonly shape: readonly number[];
  readonly fields: ReadonlyMap<string, readonly MatlabValue<Source>[]>;
}

export interface MatlabCells<Source> {
  readonly kind: "cell";
  readonly shape: readonly number[];
  readonly cells: readonly MatlabValue<Source>[];
}

export interface MatlabRefused {
  readonly kind: "refused";
  /** MATLAB's class. */
  readonly word: string;
  readonly shape: readonly number[];
  readonly problem: string;
}

export type MatlabValue<Source> = MatlabArray<Source> | MatlabStruct<Source> | MatlabCells<Source> | MatlabRefused;

/** An entry, and the arrays that it is made of: one, or one for each element. */
export interface MatlabEntry<Source> {
  readonly entry: DataEntry;
  readonly parts: readonly MatlabArray<Source>[];
  readonly isJoined: boolean;
}

/** Arrays of a single cell array or array of structs that are listed one by one, at most. */
const MOST_ELEMENTS = 20_000;

/** The arrays in a value, each under its name. */
export function matlabEntriesOf<Source>(name: string, value: MatlabValue<Source>): MatlabEntry<Source>[] {
  switch (value.kind) {
    case "array":
      return [arrayEntry(name, value)];
    case "refused":
      return [refusedEntry(name, value.shape, value.word, value.problem)];
    case "struct":
      return structEntries(name, value);
    default:
      return cellEntries(name, value);
  }
}

function arrayEntry<Source>(name: string, array: MatlabArray<Source>): MatlabEntry<Source> {
  const { shape, dtype } = array;
  return { entry: { name, shape, dtype, kind: kindOf(dtype) }, parts: [array], isJoined: false };
}

const refusedEntry = <Source>(
  name: string,
  shape: readonly number[],
  word: string,
  problem: string,
): MatlabEntry<Source> => ({
  entry: { name, shape, dtype: word, kind: "unreadable", problem },
  parts: [],
  isJoined: false,
});

function structEntries<Source>(name: string, { shape, fields }: MatlabStruct<Source>): MatlabEntry<Source>[] {
  const count = elements(shape);
  if (count === 0) return [refusedEntry(name, shape, "struct", emptyProblem)];
  return [...fields].flatMap(([field, values]) => {
    if (count === 1) return matlabEntriesOf(`${name}/${field}`, values[0]);
    const joined = joinedEntry(`${name}/${field}`, values);
    return joined
      ? [joined]
      : eachEntries(values, shape, (at) => `${name}(${at})/${field}`, `${name}/${field}`, "struct");
  });
}

function cellEntries<Source>(name: string, { shape, cells }: MatlabCells<Source>): MatlabEntry<Source>[] {
  if (cells.length === 0) return [refusedEntry(name, shape, "cell", emptyProblem)];
  const joined = joinedEntry(name, cells);
  if (joined) return [joined];
  const kinds = new Set(cells.map(familyOf));
  kinds.delete("empty");
  if (kinds.size > 1) return [refusedEntry(name, shape, "cell", mixedCellProblem)];
  return eachEntries(cells, shape, (at) => `${name}{${at}}`, name, "cell");
}

function eachEntries<Source>(
  values: readonly MatlabValue<Source>[],
  shape: readonly number[],
  nameAt: (at: string) => string,
  whole: string,
  word: string,
): MatlabEntry<Source>[] {
  if (values.length > MOST_ELEMENTS) {
    const problem = `holds ${values.length} arrays of different sizes; at most ${MOST_ELEMENTS} are listed: join them, with vertcat(x{:})`;
    return [refusedEntry(whole, shape, word, problem)];
  }
  return values.flatMap((value, at) => matlabEntriesOf(nameAt(subscript(at, shape)), asList(value)));
}

/** Among lists nothing, as [], is a list without members, and a single number a list of one. */
function asList<Source>(value: MatlabValue<Source>): MatlabValue<Source> {
  if (value.kind !== "array" || value.dtype === "U") return value;
  const count = elements(value.shape);
  return count === 0 || value.shape.length === 0 ? { ...value, shape: [count] } : value;
}

/** As MATLAB counts: "3", or "2,3" where there is more than one row and column. */
function subscript(at: number, shape: readonly number[]): string {
  if (shape.filter((size) => size > 1).length <= 1) return String(at + 1);
  let rest = at;
  return shape
    .map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index + 1;
    })
    .join(",");
}

/** One array of single numbers or single texts; undefined where they are not. */
function joinedEntry<Source>(name: string, values: readonly MatlabValue<Source>[]): MatlabEntry<Source> | undefined {
  const parts = values.filter((value) => value.kind === "array");
  if (parts.length < values.length || values.length === 0) return undefined;
  const dtypes = new Set(parts.map(({ dtype }) => dtype));
  const isText = parts.every((part) => part.dtype === "U" && (part.shape.length === 0 || part.shape[0] === 0));
  const isNumbers = parts.every((part) => part.dtype !== "U" && part.shape.length === 0);
  if (!isText && !isNumbers) return undefined;
  const dtype = dtypes.size === 1 ? parts[0].dtype : "f8";
  return { entry: { name, shape: [values.length], dtype, kind: kindOf(dtype) }, parts, isJoined: true };
}

function familyOf<Source>(value: MatlabValue<Source>): string {
  if (value.kind === "refused") return value.word;
  if (value.kind !== "array") return value.kind;
  if (elements(value.shape) === 0) return "empty";
  return value.dtype === "U" ? "text" : "numbers";
}

/** The single values of all parts, in order. */
export function joinParts(arrays: readonly NpyArray[], entry: DataEntry): NpyArray {
  const { shape, dtype } = entry;
  if (dtype === "U") return { shape, dtype, data: arrays.map(({ data }) => String(data[0] ?? "")) };
  const numbers = Float64Array.from(arrays, ({ data }) => Number(data[0]));
  return dtype === "b1" ? { shape, dtype, data: Uint8Array.from(numbers) } : { shape, dtype: "f8", data: numbers };
}

/** A sparse matrix of MATLAB as stored: rows and values of the entries, column after column, and where each column begins. */
export interface SparseColumns {
  readonly rows: ArrayLike<number>;
  readonly starts: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** The matrix with its zeros [rows x columns], row-major; undefined where indices lie outside it. */
export function denseOf(
  { rows: at, starts, values }: SparseColumns,
  shape: readonly number[],
): Float64Array | undefined {
  const [rows, columns] = shape;
  const out = new Float64Array(rows * columns);
  if (starts.length < columns + 1) return undefined;
  for (let column = 0; column < columns; column++) {
    const [from, to] = [starts[column], starts[column + 1]];
    if (!(from >= 0 && from <= to && to <= values.length && to <= at.length)) return undefined;
    for (let k = from; k < to; k++) {
      if (!(at[k] >= 0 && at[k] < rows)) return undefined;
      out[at[k] * columns + column] = values[k];
    }
  }
  return out;
}
