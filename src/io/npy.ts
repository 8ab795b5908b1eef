/** NumPy's .npy arrays: bytes <-> typed arrays in row-major order. */
import { InputError } from "../math/errors.js";
import { halfFloat } from "./halfFloat.js";
import { type NpyHeader, parseNpyHeader } from "./npyHeader.js";
import { type ByteSource, readExactly } from "./source.js";

export type NumericData =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** An array as NumPy has it. Half floats are widened to float32; booleans are 0 and 1 in a Uint8Array with dtype "b1". */
export interface NpyArray {
  /** Row-major; empty for a single value. */
  readonly shape: readonly number[];
  readonly data: NumericData | readonly string[];
  /** NumPy's kind and bytes, e.g. "f8". Given by the reader; the writer heeds only "b1". */
  readonly dtype?: string;
}

/** Decodes one array; `name` names it in messages. Throws InputError for damaged, pickled, complex or record arrays. */
export function decodeNpy(bytes: Uint8Array, name = "array"): NpyArray {
  const header = parseNpyHeader(bytes, name);
  checkLength(header, bytes.length, name);
  return decodeItems(bytes.subarray(header.dataOffset), header, name);
}

/** The items of an array, in its own memory order, whose header has been read; the header gives their number. */
export function decodeItems(stored: Uint8Array, header: NpyHeader, name: string): NpyArray {
  const { dtype, shape, fortranOrder } = header;
  const items = fortranOrder && shape.length > 1 && header.itemSize > 0 ? rowMajor(stored, header) : stored;
  const text = dtype[0] === "U" || dtype[0] === "S";
  return { shape, dtype, data: text ? decodeStrings(items, header, name) : decodeNumbers(items, header) };
}

/** Reads a .npy file. The length is checked against the header before the data are read. */
export async function readNpy(source: ByteSource, mostBytes = 2 ** 32): Promise<NpyArray> {
  const start = await readExactly(source, 0, Math.min(source.size, 4096));
  checkLength(parseNpyHeader(start, source.name), source.size, source.name);
  if (source.size > mostBytes) {
    throw new InputError(`${source.name} holds ${source.size} bytes, more than the limit of ${mostBytes}`);
  }
  return decodeNpy(await readExactly(source, 0, source.size), source.name);
}

/** Throws InputError where the header promises another number of bytes than there are. */
export function checkLength({ dataOffset, count, itemSize, shape }: NpyHeader, length: number, name: string): void {
  const expected = dataOffset + count * itemSize;
  if (expected !== length) {
    const problem = length < expected ? "is cut short" : "has bytes after its data";
    throw new InputError(
      `${name} ${problem}: shape (${shape.join(", ")}) makes ${expected} bytes, there are ${length}`,
    );
  }
  if (itemSize === 0 && count > 65536) throw new InputError(`${name} holds ${count} empty strings; it is damaged`);
}

/** Numbers from items; typed arrays are little-endian on every machine this runs on. */
function decodeNumbers(body: Uint8Array, { dtype, bigEndian, itemSize }: NpyHeader): NumericData {
  const bytes = new Uint8Array(body); // a copy: aligned, and not a view into a file's buffer (Buffer's slice would be)
  if (bigEndian && itemSize > 1)
    for (let at = 0; at < bytes.length; at += itemSize) bytes.subarray(at, at + itemSize).reverse();
  const { buffer } = bytes;
  switch (dtype) {
    case "f8":
      return new Float64Array(buffer);
    case "f4":
      return new Float32Array(buffer);
    case "f2":
      return Float32Array.from(new Uint16Array(buffer), halfFloat);
    case "i1":
      return new Int8Array(buffer);
    case "i2":
      return new Int16Array(buffer);
    case "i4":
      return new Int32Array(buffer);
    case "i8":
      return new BigInt64Array(buffer);
    case "u2":
      return new Uint16Array(buffer);
    case "u4":
      return new Uint32Array(buffer);
    case "u8":
      return new BigUint64Array(buffer);
    default:
      return bytes; // u1 and b1
  }
}

function decodeStrings(body: Uint8Array, { dtype, bigEndian, count, itemSize }: NpyHeader, name: string): string[] {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const width = dtype[0] === "U" ? 4 : 1;
  return Array.from({ length: count }, (_, item) => {
    const points: number[] = [];
    for (let at = item * itemSize; at < (item + 1) * itemSize; at += width) {
      points.push(width === 4 ? view.getUint32(at, !bigEndian) : view.getUint8(at));
    }
    while (points.at(-1) === 0) points.pop();
    if (points.some((point) => point > 0x10ffff)) throw new InputError(`${name} holds a string that is not Unicode`);
    return points.map((point) => String.fromCodePoint(point)).join("");
  });
}

/** Items in row-major order (last index fastest) from items in column-major order (first index fastest). */
function rowMajor(items: Uint8Array, { shape, itemSize }: NpyHeader): Uint8Array {
  const out = new Uint8Array(items.length);
  const steps = shape.map((_, axis) => shape.slice(0, axis).reduce((step, size) => step * size, itemSize));
  const index = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let to = 0; to < out.length; to += itemSize) {
    for (let byte = 0; byte < itemSize; byte++) out[to + byte] = items[from + byte];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += steps[axis];
      if (++index[axis] < shape[axis]) break;
      from -= steps[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return out;
}

/** Any numeric array as float64. Throws InputError for strings, and for 64-bit integers that float64 cannot hold. */
export function toFloat64({ data }: NpyArray, name = "array"): Float64Array {
  if (data instanceof Float64Array) return data;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    const out = new Float64Array(data.length);
    for (let i = 0; i < out.length; i++) out[i] = Number(data[i]);
    const unsafe = out.findIndex((value) => !Number.isSafeInteger(value));
    if (unsafe >= 0)
      throw new InputError(`${name} holds ${data[unsafe]}, a whole number beyond 2^53 that would be rounded`);
    return out;
  }
  if (!ArrayBuffer.isView(data)) throw new InputError(`${name} holds text where numbers are expected`);
  return Float64Array.from(data);
}

const DESCRIPTIONS: ReadonlyMap<string, string> = new Map([
  ["Float64Array", "<f8"],
  ["Float32Array", "<f4"],
  ["Int8Array", "|i1"],
  ["Int16Array", "<i2"],
  ["Int32Array", "<i4"],
  ["Uint8Array", "|u1"],
  ["Uint16Array", "<u2"],
  ["Uint32Array", "<u4"],
  ["BigInt64Array", "<i8"],
  ["BigUint64Array", "<u8"],
]);

/** Encodes an array as .npy, version 1, row-major, little-endian. Throws RangeError where data and shape disagree. */
export function encodeNpy({ shape, data, dtype }: NpyArray): Uint8Array {
  const count = shape.reduce((product, size) => product * size, 1);
  if (count !== data.length)
    throw new RangeError(`an array of shape (${shape.join(", ")}) holds ${count}, not ${data.length}`);
  if (!ArrayBuffer.isView(data)) return encodeStrings(data, shape);
  const description = dtype === "b1" ? "|b1" : DESCRIPTIONS.get(data.constructor.name);
  if (!description) throw new RangeError(`a ${data.constructor.name} has no .npy type`);
  return withHeader(description, shape, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function encodeStrings(strings: readonly string[], shape: readonly number[]): Uint8Array {
  const points = strings.map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
  const width = points.reduce((most, { length }) => Math.max(most, length), 1);
  const items = new Uint32Array(width * strings.length);
  points.forEach((text, item) => void items.set(text, item * width));
  return withHeader(`<U${width}`, shape, new Uint8Array(items.buffer));
}

function withHeader(description: string, shape: readonly number[], body: Uint8Array): Uint8Array {
  const header = npyHeaderBytes(description, shape);
  const out = new Uint8Array(header.length + body.length);
  out.set(header);
  out.set(body, header.length);
  return out;
}

/** What stands before the data: padded with spaces, so that these begin at a multiple of 64 bytes. */
export function npyHeaderBytes(description: string, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const text = `{'descr': '${description}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const dataOffset = 64 * Math.ceil((10 + text.length + 1) / 64);
  const out = new Uint8Array(dataOffset);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, (dataOffset - 10) & 0xff, (dataOffset - 10) >> 8]);
  out.set(new TextEncoder().encode(`${text.padEnd(dataOffset - 11)}\n`), 10);
  return out;
}
