/** An HDF5 file as a data file, read box by box. */
import { InputError } from "../../math/errors.js";
import { elements, findEntry, placeOf, rowRange, sliceRows, withRows } from "../entries.js";
import { denseOf, joinParts } from "../matlabTree.js";
import { decodeItems, type NpyArray, toFloat64 } from "../npy.js";
import type { DataFile, DataFormat, OpenOptions } from "../protocols.js";
import { type Hdf5Entry, plainEntry } from "./contents.js";
import { toNative } from "./layout.js";
import type { OpenHdf5 } from "./library.js";
import { matlabEntries } from "./matlab.js";
import { type Hdf5Box, type Hdf5Dataset, type Hdf5Items, TYPE_CLASS } from "./protocols.js";

/** Asked of the library at a time, in bytes: its memory only ever grows. */
const BOX_BYTES = 2 ** 26;

/** A file that the library has opened: plain HDF5, or MATLAB's variety of it. Throws InputError naming file and entry. */
export function hdf5File(opened: OpenHdf5, name: string, options: OpenOptions): Omit<DataFile, "close"> {
  const isMatlab = opened.nodes.some((node) => "attributes" in node && "MATLAB_class" in node.attributes);
  const contents = isMatlab ? matlabEntries(opened, name) : opened.nodes.map(plainEntry);
  const found = contents.filter((entry) => entry !== undefined);
  const format: DataFormat = isMatlab ? "matlab-v7.3" : "hdf5";
  const file = { format, name, entries: found.map(({ entry }) => entry) };
  return {
    ...file,
    async read(wanted, { rows } = {}) {
      const entry = findEntry(file, wanted);
      const range = rowRange(file, entry, rows);
      const place = { range, mostBytes: options.mostBytes, label: `${name}: "${entry.name}"` };
      return readEntry(opened, found[placeOf(file.entries, entry.name) ?? -1], place);
    },
  };
}

interface Wanted {
  readonly range: readonly [number, number];
  readonly mostBytes: number;
  readonly label: string;
}

function readEntry(opened: OpenHdf5, found: Hdf5Entry, wanted: Wanted): NpyArray {
  const { entry, stored, matlab, parts } = found;
  if (parts) return sliceRows(readParts(opened, found, wanted), wanted.range);
  if (matlab === "empty")
    return { shape: entry.shape, dtype: entry.dtype, data: entry.kind === "text" ? [] : new Float64Array() };
  if (!stored) throw new RangeError(`${wanted.label} is not stored`);
  const box = matlab ? matlabBox(stored, entry.shape, wanted.range) : rowsBox(stored, wanted.range);
  const bytes = elements(box.count) * stored.type.size;
  if (bytes > wanted.mostBytes) {
    throw new InputError(
      `${wanted.label}: ${bytes} bytes, more than the limit of ${wanted.mostBytes}: read fewer rows`,
    );
  }
  const items = readBox(opened, box, wanted.label);
  const shape = withRows(entry.shape, wanted.range[1] - wanted.range[0]);
  if (matlab === "text") return { shape, dtype: "U", data: matlabText(items, box.count) };
  if (entry.dtype === "U") return { shape, dtype: "U", data: texts(items, stored.type.size) };
  if (!(items instanceof Uint8Array)) throw new RangeError(`${wanted.label} came as text`);
  const { size, signed, numbers } = stored.type;
  const native = numbers?.layout ? toNative(items, size, numbers.layout, signed) : items;
  const header = {
    dtype: entry.dtype,
    // the library turns numbers to this machine's order, but not those of enumerations
    bigEndian: stored.type.class === TYPE_CLASS.enumeration && numbers?.bigEndian === true,
    itemSize: numbers?.layout?.kind === "float" ? 8 : size,
    shape,
    count: elements(shape),
    dataOffset: 0,
  };
  return decodeItems(native, { ...header, fortranOrder: matlab !== undefined }, wanted.label);
}

/** An array that is put together from others, whole. */
function readParts(opened: OpenHdf5, { entry, parts }: Hdf5Entry, wanted: Wanted): NpyArray {
  const of = parts?.of ?? [];
  const arrays = of.map((part) => readEntry(opened, part, { ...wanted, range: [0, part.entry.shape[0] ?? 1] }));
  if (parts?.kind === "joined") return joinParts(arrays, entry);
  const [rows, starts, values] = arrays.map((array) => toFloat64(array, wanted.label));
  const bytes = 8 * elements(entry.shape);
  if (bytes > wanted.mostBytes) {
    throw new InputError(
      `${wanted.label}: ${bytes} bytes with its zeros, more than the limit of ${wanted.mostBytes}: save some of its columns`,
    );
  }
  const data = denseOf({ rows, starts, values }, entry.shape);
  if (!data) throw new InputError(`${wanted.label} is damaged: its entries lie outside the matrix`);
  return { shape: entry.shape, dtype: "f8", data };
}

function rowsBox({ path, type, shape = [] }: Hdf5Dataset, [from, to]: readonly [number, number]): Hdf5Box {
  return { path, type, start: shape.map((_, axis) => (axis === 0 ? from : 0)), count: withRows(shape, to - from) };
}

/** MATLAB's rows are the last axis of the file, except in a row vector. */
function matlabBox(
  { path, type, shape = [] }: Hdf5Dataset,
  seen: readonly number[],
  [from, to]: readonly [number, number],
): Hdf5Box {
  const isRowVector = seen.length === 1 && shape.length === 2 && shape[1] === 1 && shape[0] === seen[0];
  const rows = isRowVector ? 0 : shape.length - 1;
  const along = (axis: number) => axis === rows && seen.length > 0;
  return {
    path,
    type,
    start: shape.map((_, axis) => (along(axis) ? from : 0)),
    count: shape.map((size, axis) => (along(axis) ? to - from : size)),
  };
}

/** The box in parts along its slowest axis, so that the library never holds much at a time. */
export function readBox(opened: OpenHdf5, box: Hdf5Box, label: string): Hdf5Items {
  const [length = 1] = box.count;
  const slab = elements(box.count.slice(1)) * box.type.size;
  const step = Math.max(1, Math.floor(BOX_BYTES / Math.max(1, slab)));
  if (box.count.includes(0)) return new Uint8Array();
  if (step >= length) return opened.read(box, label);
  const parts: Hdf5Items[] = [];
  for (let from = 0; from < length; from += step) {
    const count = Math.min(step, length - from);
    const part = { start: [box.start[0] + from, ...box.start.slice(1)], count: [count, ...box.count.slice(1)] };
    parts.push(opened.read({ ...box, ...part }, label));
  }
  return joined(parts, length * slab);
}

function joined(parts: readonly Hdf5Items[], bytes: number): Hdf5Items {
  const raw = parts.filter((part) => part instanceof Uint8Array);
  if (raw.length < parts.length) return parts.flatMap((part) => (part instanceof Uint8Array ? [] : part));
  const out = new Uint8Array(bytes);
  let at = 0;
  for (const part of raw) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Strings of fixed size end at the first zero byte, or are padded with spaces. */
export function texts(items: Hdf5Items, size: number): readonly string[] {
  if (!(items instanceof Uint8Array)) return items;
  const decoder = new TextDecoder();
  return Array.from({ length: items.length / size }, (_, item) => {
    const bytes = items.subarray(item * size, (item + 1) * size);
    const end = bytes.indexOf(0);
    return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end)).trimEnd();
  });
}

/** Rows of a char array, kept as UTF-16 numbers [columns x rows], padded with spaces by MATLAB. */
function matlabText(items: Hdf5Items, [columns, rows]: readonly number[]): readonly string[] {
  if (!(items instanceof Uint8Array)) return items;
  const codes = new Uint16Array(items.buffer, items.byteOffset, items.byteLength >> 1);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => String.fromCharCode(codes[column * rows + row]))
      .join("")
      .trimEnd(),
  );
}
