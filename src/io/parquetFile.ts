/** A Parquet file as a data file: each flat column an array; only the row groups that hold the rows asked for are read. */
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { InputError } from "../math/errors.js";
import { findEntry, kindOf, rowRange } from "./entries.js";
import type { NpyArray } from "./npy.js";
import { parquetDtype } from "./parquetTypes.js";
import type { DataEntry, DataFile, OpenOptions } from "./protocols.js";
import { type ByteSource, readExactly } from "./source.js";

/** More rows than this are taken for damage. */
const MOST_ROWS = 2 ** 31;

/**
 * Opens a table. Missing numbers are NaN. Throws InputError for a damaged file, and on reading for missing text or booleans.
 * Where files may be damaged on purpose, call it in a thread (thread/): the library can hang on those.
 */
export async function openParquet(source: ByteSource, options: OpenOptions): Promise<DataFile> {
  const buffer: AsyncBuffer = {
    byteLength: source.size,
    slice: async (start, end = source.size) => copied(await readExactly(source, start, end - start)),
  };
  const metadata = await damageAsInputError(source.name, () => parquetMetadataAsync(buffer, { geoparquet: false }));
  const rows = checkRows(metadata, source.name);
  const file = { format: "parquet", name: source.name, entries: listColumns(metadata, rows, source.name) } as const;
  return {
    ...file,
    async read(name, { rows: wanted } = {}) {
      const entry = findEntry(file, name);
      const range = rowRange(file, entry, wanted);
      const place = { buffer, metadata, range, mostBytes: options.mostBytes };
      return readColumn(entry, place, `${source.name}: "${entry.name}"`);
    },
    close: async () => {},
  };
}

/** A whole ArrayBuffer, as the library asks for. */
const copied = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

async function damageAsInputError<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`${name} is no Parquet file, or is cut short or damaged (${reason})`, { cause });
  }
}

function checkRows({ num_rows: total, row_groups: groups }: FileMetaData, name: string): number {
  const rows = Number(total);
  const inGroups = groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (!(rows >= 0 && rows <= MOST_ROWS) || inGroups !== rows || groups.some((group) => group.num_rows < 0n)) {
    throw new InputError(`${name} is damaged: it claims ${total} rows, in parts of ${inGroups}`);
  }
  return rows;
}

function listColumns(metadata: FileMetaData, rows: number, name: string): DataEntry[] {
  const { children } = parquetSchema(metadata);
  const names = children.map(({ element }) => element.name);
  if (!names.every((column) => typeof column === "string"))
    throw new InputError(`${name} is damaged: a column has no name`);
  const twice = names.find((column, at) => names.indexOf(column) < at);
  if (twice !== undefined) throw new InputError(`${name}: two columns are named "${twice}"`);
  return children.map(({ element }): DataEntry => {
    const found = parquetDtype(element);
    if ("problem" in found) return { name: element.name, shape: [rows], dtype: "?", kind: "unreadable", ...found };
    return { name: element.name, shape: [rows], dtype: found.dtype, kind: kindOf(found.dtype) };
  });
}

interface Place {
  readonly buffer: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly range: readonly [number, number];
  readonly mostBytes: number;
}

async function readColumn(entry: DataEntry, place: Place, label: string): Promise<NpyArray> {
  const { buffer, metadata, mostBytes } = place;
  const [from, to] = place.range;
  if (8 * (to - from) > mostBytes)
    throw new InputError(`${label}: ${to - from} rows, more than the limit of ${mostBytes} bytes: read fewer rows`);
  const values = new Array<unknown>(to - from);
  let filled = 0;
  const take = (data: ArrayLike<unknown>, start: number) => {
    for (let row = Math.max(from, start); row < Math.min(to, start + data.length); row++, filled++)
      values[row - from] = data[row - start];
  };
  await damageAsInputError(label, () =>
    parquetRead({
      file: buffer,
      metadata,
      columns: [entry.name],
      rowStart: from,
      rowEnd: to,
      geoparquet: false,
      compressors: limited(mostBytes, label),
      onChunk: ({ columnData, rowStart }) => take(columnData, rowStart),
    }),
  );
  if (filled !== to - from) throw new InputError(`${label} is damaged: ${filled} of ${to - from} rows were found`);
  return { shape: [to - from], ...typed(values, entry.dtype, { label, from }) };
}

/** Decompressors that check what a page claims to unpack to before memory is taken for it. */
function limited(mostBytes: number, label: string): Compressors {
  const guarded = Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (bytes: Uint8Array, length: number) => {
      if (!(length >= 0 && length <= mostBytes))
        throw new InputError(`${label}: a page unpacks to ${length} bytes, more than the limit of ${mostBytes}`);
      return unpack(bytes, length);
    },
  ]);
  return Object.fromEntries(guarded);
}

interface Named {
  readonly label: string;
  readonly from: number;
}

function typed(values: readonly unknown[], dtype: string, named: Named): Pick<NpyArray, "data" | "dtype"> {
  if (dtype === "U") return { dtype, data: values.map((value, row) => textOf(value, row, named)) };
  if (dtype === "b1") return { dtype, data: Uint8Array.from(values, (value, row) => booleanOf(value, row, named)) };
  const numbers = Float64Array.from(values, (value, row) => numberOf(value, row, named));
  return { dtype: "f8", data: numbers };
}

const missing = (row: number, { label, from }: Named, expected: string): InputError =>
  new InputError(`${label} has no ${expected} in row ${from + row}: fill it in or leave the row out`);

function textOf(value: unknown, row: number, named: Named): string {
  if (typeof value === "string") return value;
  throw missing(row, named, "text");
}

function booleanOf(value: unknown, row: number, named: Named): number {
  if (typeof value === "boolean") return Number(value);
  throw missing(row, named, "value");
}

function numberOf(value: unknown, row: number, { label, from }: Named): number {
  if (typeof value === "number") return value;
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value !== "bigint")
    throw new InputError(`${label} holds something else than a number in row ${from + row}`);
  if (Number.isSafeInteger(Number(value))) return Number(value);
  throw new InputError(`${label} holds ${value}, a whole number beyond 2^53 that would be rounded`);
}
