/** NumPy's arrays as streams of rows, in bounded memory: row-major or column-major, stored or deflated. */
import { InputError } from "../math/errors.js";
import { requireFewColumns } from "./entries.js";
import { checkLength, decodeItems, toFloat64 } from "./npy.js";
import { readNpyHeader } from "./npyFile.js";
import { fetchNpyHeader, type NpyHeader } from "./npyHeader.js";
import { npzMembers } from "./npz.js";
import { type ByteSource, readPieces } from "./source.js";
import type { Cells, TableStream, Wanted } from "./tableStream.js";
import { readZipMemberStart } from "./zip.js";
import { streamZipMember } from "./zipStream.js";

/** An array whose bytes can be read in order from anywhere. */
export interface StoredArray {
  /** For messages. */
  readonly label: string;
  readonly header: NpyHeader;
  readonly rows: number;
  readonly columns: number;
  /** Bytes of the array's data from an offset, in pieces. */
  bytes(from: number): AsyncGenerator<Uint8Array>;
}

/** A .npy file. Throws InputError as `readNpy`, and for arrays of more than two dimensions, without rows, or of too many columns. */
export async function openNpyArray(source: ByteSource): Promise<StoredArray> {
  const header = await readNpyHeader(source);
  checkLength(header, source.size, source.name);
  return stored(source.name, header, (from) => readPieces(source, { from: header.dataOffset + from }));
}

/** Arrays of a .npz file by name, in the order asked for. Throws InputError as `readNpz`. */
export async function openNpzArrays(source: ByteSource, names: readonly string[]): Promise<StoredArray[]> {
  const members = await npzMembers(source);
  const open = async (name: string): Promise<StoredArray> => {
    const member = members.get(name);
    if (!member) {
      const known = [...members.keys()].slice(0, 20).join(", ");
      throw new InputError(`${source.name} holds no array "${name}"; it holds ${known}`);
    }
    const label = `${source.name}: array "${name}"`;
    const header = await fetchNpyHeader((length) => readZipMemberStart(source, member, length), label);
    checkLength(header, member.size, label);
    return stored(label, header, (from) => streamZipMember(source, member, header.dataOffset + from));
  };
  return Promise.all(names.map(open));
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function stored(label: string, header: NpyHeader, bytes: StoredArray["bytes"]): StoredArray {
  const [rows, columns = 1, ...more] = header.shape;
  if (rows === undefined || more.length > 0) {
    throw new InputError(`${label} has shape (${header.shape.join(", ")}); one row for each sample is expected`);
  }
  if (rows === 0) throw new InputError(`${label} has no rows`);
  requireFewColumns(columns, label);
  return { label, header, rows, columns, bytes };
}

/** Arrays side by side as one table. Throws InputError where their numbers of rows differ. */
export function arrayTable(name: string, arrays: readonly StoredArray[], columns: readonly string[]): TableStream {
  const [{ rows, label }] = arrays;
  for (const array of arrays) {
    if (array.rows !== rows) throw new InputError(`${array.label} has ${array.rows} rows, but ${label} has ${rows}`);
  }
  return { name, columns, read: (wanted) => readArrays(arrays, columns, wanted) };
}

/** Bytes that a batch of rows takes, at most, unless a single row takes more. */
const BATCH = 1 << 22;

function rowsAtATime(arrays: readonly StoredArray[]): number {
  const row = arrays.reduce((sum, { columns, header }) => sum + columns * Math.max(8, header.itemSize), 0);
  return Math.max(1, Math.floor(BATCH / row));
}

async function* readArrays(arrays: readonly StoredArray[], columns: readonly string[], wanted: readonly Wanted[]) {
  const places = arrays.flatMap((array) => Array.from({ length: array.columns }, (_, within) => ({ array, within })));
  const readers = new Map(arrays.map((array) => [array, new ArrayReader(array)]));
  const [{ rows }] = arrays;
  const batch = rowsAtATime(arrays);
  for (let row = 0; row < rows; row += batch) {
    const count = Math.min(batch, rows - row);
    const out: Cells[] = [];
    for (const reader of readers.values()) reader.begin(count);
    for (const { column, as } of wanted) {
      const { array, within } = places[column];
      const label = `${array.label}: column "${columns[column]}"`;
      const values = await readers.get(array)?.column(within, label);
      out.push(as === "text" ? asText(values ?? []) : asNumbers(values ?? [], label, row));
    }
    for (const reader of readers.values()) await reader.end();
    yield { rows: count, columns: out, done: (row + count) / rows };
  }
  for (const reader of readers.values()) await reader.finish();
}

const asText = (values: Cells): readonly string[] => Array.from<number | string, string>(values, String);

function asNumbers(values: Cells, label: string, firstRow: number): Float64Array {
  if (!(values instanceof Float64Array)) throw new InputError(`${label} holds text where numbers are expected`);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const place = `row ${firstRow + bad + 1}`;
    throw new InputError(`${label}, ${place}: ${values[bad]} where a finite number is expected: remove the row`);
  }
  return values;
}

/** Consecutive rows of one array: one stream of bytes in row-major order, one for each column otherwise. */
class ArrayReader {
  readonly #array: StoredArray;
  readonly #streams = new Map<number, ByteQueue>();
  #count = 0;
  #block: Promise<Uint8Array> | undefined;

  constructor(array: StoredArray) {
    this.#array = array;
  }

  /** The next `count` rows are asked for. */
  begin(count: number): void {
    this.#count = count;
    this.#block = undefined;
  }

  /** Column `index` of these rows. */
  async column(index: number, label: string): Promise<Cells> {
    const { header, columns } = this.#array;
    const { itemSize } = header;
    if (header.fortranOrder && columns > 1) {
      const offset = index * this.#array.rows * itemSize;
      return cells(await this.#stream(offset).take(this.#count * itemSize), header, label);
    }
    this.#block ??= this.#stream(0).take(this.#count * columns * itemSize);
    return cells(strided(await this.#block, itemSize, columns, index), header, label);
  }

  /** Rows nobody asked for are passed over, so that the next ones are the right ones. */
  async end(): Promise<void> {
    const { header, columns } = this.#array;
    if (this.#block === undefined && !(header.fortranOrder && columns > 1)) {
      await this.#stream(0).take(this.#count * columns * header.itemSize);
    }
  }

  /** Reads on to the end, where checksums are checked. */
  async finish(): Promise<void> {
    await this.#streams.get(0)?.drain();
  }

  #stream(offset: number): ByteQueue {
    const known = this.#streams.get(offset);
    if (known) return known;
    const made = new ByteQueue(this.#array.bytes(offset), this.#array.label);
    this.#streams.set(offset, made);
    return made;
  }
}

const cells = (bytes: Uint8Array, header: NpyHeader, label: string): Cells => {
  const count = bytes.length / Math.max(1, header.itemSize);
  const array = decodeItems(bytes, { ...header, shape: [count], count, fortranOrder: false }, label);
  return ArrayBuffer.isView(array.data) ? toFloat64(array, label) : array.data;
};

/** Every `step`-th item from the `first` on. */
function strided(bytes: Uint8Array, itemSize: number, step: number, first: number): Uint8Array {
  if (step === 1) return bytes;
  const count = itemSize === 0 ? 0 : bytes.length / (itemSize * step);
  const out = new Uint8Array(count * itemSize);
  for (let k = 0, from = first * itemSize; k < count; k++, from += step * itemSize) {
    for (let byte = 0; byte < itemSize; byte++) out[k * itemSize + byte] = bytes[from + byte];
  }
  return out;
}

/** Exact lengths out of pieces of any length. */
class ByteQueue {
  readonly #pieces: AsyncGenerator<Uint8Array>;
  readonly #label: string;
  #held: Uint8Array = new Uint8Array();

  constructor(pieces: AsyncGenerator<Uint8Array>, label: string) {
    this.#pieces = pieces;
    this.#label = label;
  }

  async take(length: number): Promise<Uint8Array> {
    const parts = [this.#held];
    let size = this.#held.length;
    while (size < length) {
      const { value, done } = await this.#pieces.next();
      if (done) throw new InputError(`${this.#label} is cut short`);
      parts.push(value);
      size += value.length;
    }
    const all = parts.length === 1 ? parts[0] : joined(parts, size);
    this.#held = all.subarray(length);
    return all.subarray(0, length);
  }

  async drain(): Promise<void> {
    for await (const _ of this.#pieces);
  }
}
