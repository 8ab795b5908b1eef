/**
 * A MATLAB v5 file (what MATLAB saves unless told -v7.3, compressed or not) as a data file: numbers, logical values and text, and
 * those of single structs as "struct/field". The other classes are listed with what to do about them.
 */
import { InputError } from "../../math/errors.js";
import { findEntry, keepLast, kindOf, placeOf, rowRange, sliceRows } from "../entries.js";
import { inflate, inflateStart, MOST_RATIO } from "../inflate.js";
import { latin1 } from "../latin1.js";
import { problemOfClass } from "../matlabShape.js";
import type { NpyArray } from "../npy.js";
import type { DataEntry, DataFile, OpenOptions } from "../protocols.js";
import { type ByteSource, readExactly } from "../source.js";
import { ELEMENT, ElementReader, padded, parseTag } from "./elements.js";
import { type MatrixHeader, matrixShape, readHeader, readValues } from "./matrix.js";

const FILE_HEADER = 128;
const MOST_VARIABLES = 100_000;
/** Of a variable this much is unpacked to see what it is, in bytes. */
const HEADER_BYTES = 4096;

/** A variable as it lies in the file. */
interface Stored {
  readonly offset: number;
  readonly length: number;
  readonly isCompressed: boolean;
}

/** An array, and the variable whose bytes hold it: itself, or the struct that it is a field of. */
interface Found {
  readonly entry: DataEntry;
  readonly stored: Stored;
}

interface MatFile {
  readonly source: ByteSource;
  readonly bigEndian: boolean;
  readonly mostBytes: number;
}

/** Throws InputError naming file and variable for what is damaged or larger than the limit. */
export async function openMatlab5(source: ByteSource, { mostBytes }: OpenOptions): Promise<DataFile> {
  const head = await readExactly(source, 0, FILE_HEADER);
  const mat: MatFile = { source, mostBytes, bigEndian: String.fromCharCode(head[126], head[127]) === "MI" };
  const found: Found[] = [];
  for (const stored of await listVariables(mat)) found.push(...(await describeVariable(mat, stored)));
  const file = { format: "matlab-v5", name: source.name, entries: found.map(({ entry }) => entry) } as const;
  const readWhole = keepLast(async (name: string) => {
    const wanted = found[placeOf(file.entries, name) ?? -1];
    if (!wanted) throw new RangeError("no such variable");
    return readVariable(mat, wanted);
  });
  return {
    ...file,
    async read(name, { rows } = {}) {
      const entry = findEntry(file, name);
      const range = rowRange(file, entry, rows);
      return sliceRows(await readWhole(entry.name), range);
    },
    close: async () => {},
  };
}

async function listVariables({ source, bigEndian }: MatFile): Promise<Stored[]> {
  const found: Stored[] = [];
  for (let at = FILE_HEADER; at + 8 <= source.size; ) {
    const { type, length, size } = parseTag(await readExactly(source, at, 8), bigEndian);
    const isCompressed = type === ELEMENT.compressed;
    const end = at + 8 + (isCompressed ? length : padded(length));
    if (size === 4 || (type !== ELEMENT.matrix && !isCompressed) || at + 8 + length > source.size) {
      throw new InputError(`${source.name} is cut short or damaged: no variable begins at byte ${at}`);
    }
    found.push({ offset: at + 8, length, isCompressed });
    if (found.length > MOST_VARIABLES)
      throw new InputError(`${source.name} holds more than ${MOST_VARIABLES} variables`);
    at = end;
  }
  return found;
}

async function describeVariable(mat: MatFile, stored: Stored): Promise<Found[]> {
  const label = `${mat.source.name}: the variable at byte ${stored.offset}`;
  const start = await matrixStart(mat, stored, label);
  const header = readHeader(new ElementReader(start, mat.bigEndian, label), mat.bigEndian, label);
  const isSingleStruct = header.kind === "struct" && header.shape.every((size) => size === 1);
  if (!isSingleStruct) return [{ entry: entryOf(header), stored }];
  const fields = structFields(await matrixBytes(mat, stored, label), mat, label);
  return fields.map((field) => ({ entry: entryOf({ ...field.header, name: `${header.name}/${field.name}` }), stored }));
}

function entryOf(header: MatrixHeader): DataEntry {
  const { name, kind, dtype } = header;
  const problem = header.isComplex
    ? "holds complex numbers: save its real and imaginary parts, or its magnitude, by themselves"
    : problemOfClass(kind);
  const shape = matrixShape(header);
  if (problem !== undefined || dtype === undefined) {
    return { name, shape, dtype: kind, kind: "unreadable", problem: problem ?? "cannot be read" };
  }
  return { name, shape, dtype, kind: kindOf(dtype) };
}

async function readVariable(mat: MatFile, { entry, stored }: Found): Promise<NpyArray> {
  const label = `${mat.source.name}: "${entry.name}"`;
  const bytes = await matrixBytes(mat, stored, label);
  const reader = new ElementReader(bytes, mat.bigEndian, label);
  const header = readHeader(reader, mat.bigEndian, label);
  if (header.kind !== "struct") return readValues(reader, header, mat.bigEndian, label);
  const field = structFields(bytes, mat, label).find(({ name }) => `${header.name}/${name}` === entry.name);
  if (!field) throw new InputError(`${label} is damaged`);
  return readValues(field.reader, field.header, mat.bigEndian, label);
}

interface Field {
  readonly name: string;
  readonly header: MatrixHeader;
  /** Stands at the values. */
  readonly reader: ElementReader;
}

/** The fields of a single struct: the longest name, the names end to end, then each field as an array. */
function structFields(bytes: Uint8Array, { bigEndian }: MatFile, label: string): Field[] {
  const reader = new ElementReader(bytes, bigEndian, label);
  readHeader(reader, bigEndian, label);
  const { data } = reader.next();
  const width = data.length >= 4 ? new DataView(data.buffer, data.byteOffset, 4).getInt32(0, !bigEndian) : 0;
  const names = reader.next().data;
  if (!(width > 0 && width <= 1024)) throw new InputError(`${label} is damaged: names of ${width} characters`);
  return Array.from({ length: Math.floor(names.length / width) }, (_, field) => {
    const name = latin1(names.subarray(field * width, (field + 1) * width)).replace(/\0.*$/s, "");
    const own = new ElementReader(reader.next().data, bigEndian, label);
    return { name, header: readHeader(own, bigEndian, label), reader: own };
  });
}

/** The beginning of the array's bytes, enough for its header. */
async function matrixStart(mat: MatFile, stored: Stored, label: string): Promise<Uint8Array> {
  const packed = await readExactly(mat.source, stored.offset, Math.min(stored.length, HEADER_BYTES));
  if (!stored.isCompressed) return packed;
  return inflateStart(packed, { size: HEADER_BYTES, label, wrapping: "zlib" }).subarray(8);
}

/** All of the array's bytes, unpacked to no more than its own tag announces. */
async function matrixBytes(
  { source, bigEndian, mostBytes }: MatFile,
  stored: Stored,
  label: string,
): Promise<Uint8Array> {
  const bytes = stored.isCompressed ? Math.min(stored.length, mostBytes) : stored.length;
  if (bytes > mostBytes) throw tooLarge(label, bytes, mostBytes);
  const packed = await readExactly(source, stored.offset, stored.length);
  if (!stored.isCompressed) return packed;
  const head = inflateStart(packed, { size: 8, label, wrapping: "zlib" });
  if (head.length < 8) throw new InputError(`${label} is cut short or damaged`);
  const { type, length } = parseTag(head, bigEndian);
  const size = 8 + padded(length);
  if (type !== ELEMENT.matrix || size > MOST_RATIO * (packed.length + 1)) throw new InputError(`${label} is damaged`);
  if (size > mostBytes) throw tooLarge(label, size, mostBytes);
  return inflate(packed, { size: 8 + length, label, wrapping: "zlib" }).subarray(8);
}

const tooLarge = (label: string, bytes: number, mostBytes: number): InputError =>
  new InputError(
    `${label} unpacks to ${bytes} bytes, more than the limit of ${mostBytes}: save it with -v7.3, which is read in parts`,
  );
