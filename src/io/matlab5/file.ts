/**
 * A MATLAB v5 file (what MATLAB saves unless told -v7.3, compressed or not) as a data file: numbers, logical values and text, sparse
 * matrices, and those in structs and cell arrays under the names of matlabTree.ts. Objects are listed with what to do about them.
 */
import { InputError } from "../../math/errors.js";
import { elements, findEntry, keepLast, placeOf, rowRange, sliceRows } from "../entries.js";
import { inflate, inflateStart, MOST_RATIO } from "../inflate.js";
import { joinParts, type MatlabEntry, type MatlabValue, matlabEntriesOf } from "../matlabTree.js";
import type { NpyArray } from "../npy.js";
import type { DataFile, OpenOptions } from "../protocols.js";
import { type ByteSource, readExactly } from "../source.js";
import { ELEMENT, ElementReader, padded, parseTag } from "./elements.js";
import { type MatrixHeader, readHeader, readValues } from "./matrix.js";
import { leafOf, type Range, valueIn } from "./value.js";

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

/** An entry, the arrays that it is made of, and the variable whose bytes hold them. */
interface Found extends MatlabEntry<Range> {
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
  const bytesOf = keepLast((offset: string) => {
    const stored = found.find((one) => String(one.stored.offset) === offset)?.stored;
    if (!stored) throw new RangeError("no such variable");
    return matrixBytes(mat, stored, labelOf(mat, stored));
  });
  const readWhole = keepLast(async (name: string) => {
    const wanted = found[placeOf(file.entries, name) ?? -1];
    if (!wanted) throw new RangeError("no such variable");
    const { stored, parts } = wanted;
    const isWhole = parts[0].source.to === WHOLE.to;
    return readEntry(
      mat,
      wanted,
      await (isWhole ? matrixBytes(mat, stored, labelOf(mat, stored)) : bytesOf(String(stored.offset))),
    );
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

const labelOf = ({ source }: MatFile, { offset }: Stored): string => `${source.name}: the variable at byte ${offset}`;

/** All of a variable's bytes, however many there are. */
const WHOLE: Range = { from: 0, to: Number.MAX_SAFE_INTEGER };

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
  const label = labelOf(mat, stored);
  const { bigEndian } = mat;
  const start = await matrixStart(mat, stored, label);
  const header = readHeader(new ElementReader(start, bigEndian, label), bigEndian, label);
  if (header.name === "") return []; // where MATLAB keeps what its objects hold
  if (header.kind !== "struct" && header.kind !== "cell") return entriesIn(leafOf(header, WHOLE), header, stored);
  const bytes = await matrixBytes(mat, stored, label);
  return entriesIn(valueIn({ bytes, bigEndian, label }, WHOLE).value, header, stored);
}

const entriesIn = (value: MatlabValue<Range>, { name }: MatrixHeader, stored: Stored): Found[] =>
  matlabEntriesOf(name, value).map((found) => ({ ...found, stored }));

function readEntry(mat: MatFile, { entry, parts, isJoined }: Found, bytes: Uint8Array): NpyArray {
  const { bigEndian, mostBytes } = mat;
  const label = `${mat.source.name}: "${entry.name}"`;
  const dense = 8 * elements(entry.shape); // a sparse matrix may be far larger than its bytes
  if (entry.kind !== "text" && dense > Math.max(mostBytes, 8 * bytes.length)) throw tooLarge(label, dense, mostBytes);
  const arrays = parts.map(({ source: { from, to } }) => {
    const reader = new ElementReader(bytes.subarray(from, to), bigEndian, label);
    return readValues(reader, readHeader(reader, bigEndian, label), bigEndian, label);
  });
  return isJoined ? joinParts(arrays, entry) : { ...arrays[0], shape: entry.shape };
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
