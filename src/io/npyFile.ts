/** One .npy array as a data file: rows are read from where they lie, whatever the memory order. */
import { InputError } from "../math/errors.js";
import { findEntry, kindOf, rowLength, rowRange, withRows } from "./entries.js";
import { checkLength, decodeItems, type NpyArray } from "./npy.js";
import { fetchNpyHeader, type NpyHeader } from "./npyHeader.js";
import type { DataEntry, DataFile, OpenOptions } from "./protocols.js";
import { type ByteSource, readExactly } from "./source.js";

/** Opens an array. Its one entry is called "array". Throws InputError for what `readNpy` refuses. */
export async function openNpy(source: ByteSource, { mostBytes }: OpenOptions): Promise<DataFile> {
  const header = await readNpyHeader(source);
  checkLength(header, source.size, source.name);
  const file = { format: "npy", name: source.name, entries: [npyEntry("array", header)] } as const;
  return {
    ...file,
    read: async (name, { rows } = {}) => {
      const range = rowRange(file, findEntry(file, name), rows);
      return readNpyRows(source, header, { range, mostBytes });
    },
    close: async () => {},
  };
}

export const readNpyHeader = (source: ByteSource): Promise<NpyHeader> =>
  fetchNpyHeader((length) => readExactly(source, 0, Math.min(source.size, length)), source.name);

export const npyEntry = (name: string, { shape, dtype }: NpyHeader): DataEntry => ({
  name,
  shape,
  dtype: dtype.replace(/^[US]\d+$/, "U"),
  kind: kindOf(dtype),
});

interface RowsWanted {
  readonly range: readonly [number, number];
  readonly mostBytes: number;
}

/** Rows of the array that `source` holds from its first byte. */
export async function readNpyRows(
  source: ByteSource,
  header: NpyHeader,
  { range: [from, to], mostBytes }: RowsWanted,
): Promise<NpyArray> {
  const { shape, itemSize } = header;
  const count = (to - from) * rowLength(shape);
  if (count * itemSize > mostBytes) {
    throw new InputError(
      `${source.name}: ${count * itemSize} bytes, more than the limit of ${mostBytes}: read fewer rows`,
    );
  }
  const part = { ...header, shape: withRows(shape, to - from), count };
  const stored =
    header.fortranOrder && shape.length > 1 ? stripes(source, header, [from, to]) : run(source, header, [from, to]);
  return decodeItems(await stored, part, source.name);
}

/** Rows lie side by side when the last index runs fastest. */
const run = (source: ByteSource, { dataOffset, itemSize, shape }: NpyHeader, [from, to]: readonly [number, number]) =>
  readExactly(source, dataOffset + from * rowLength(shape) * itemSize, (to - from) * rowLength(shape) * itemSize);

/** When the first index runs fastest, the rows asked for are one stripe of every column. */
async function stripes(
  source: ByteSource,
  { dataOffset, itemSize, shape, count }: NpyHeader,
  [from, to]: readonly [number, number],
): Promise<Uint8Array> {
  if (to - from === shape[0]) return readExactly(source, dataOffset, count * itemSize);
  const length = (to - from) * itemSize;
  const out = new Uint8Array(length * rowLength(shape));
  for (let column = 0; column < rowLength(shape); column++) {
    out.set(await readExactly(source, dataOffset + (column * shape[0] + from) * itemSize, length), column * length);
  }
  return out;
}
