/** A Parquet file as a data file: each flat column an array; only the row groups that hold the rows asked for are read. */
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetSchema } from "hyparquet";
import { InputError } from "../../math/errors.js";
import { findEntry, kindOf, rowRange } from "../entries.js";
import { asTimes } from "../moments.js";
import type { DataEntry, DataFile, OpenOptions } from "../protocols.js";
import { type ByteSource, readExactly } from "../source.js";
import { damageAsInputError, readColumn } from "./column.js";
import { momentsIn } from "./moments.js";
import { parquetDtype } from "./types.js";

/** More rows than this are taken for damage. */
const MOST_ROWS = 2 ** 31;

/**
 * Opens a table. Missing numbers are NaN. Throws InputError for a damaged file, and on reading for missing text or booleans.
 * Where files may be damaged on purpose, call it in a thread (thread/): the libraries that unpack pages can hang on those.
 */
export async function openParquet(source: ByteSource, options: OpenOptions): Promise<DataFile> {
  const buffer: AsyncBuffer = {
    byteLength: source.size,
    slice: async (start, end = source.size) => copied(await readExactly(source, start, end - start)),
  };
  const metadata = await damageAsInputError(source.name, () => parquetMetadataAsync(buffer, { geoparquet: false }));
  const rows = checkRows(metadata, source.name);
  const columns = listColumns(metadata, rows, source.name);
  const listed = { name: source.name, entries: columns };
  const read: DataFile["read"] = async (name, { rows: wanted } = {}) => {
    const entry = findEntry(listed, name);
    const range = rowRange(listed, entry, wanted);
    return readColumn(source, metadata, { entry, range, mostBytes: options.mostBytes });
  };
  const elements = parquetSchema(metadata).children.map(({ element }) => element);
  const moments = await momentsIn(elements, read);
  return {
    format: "parquet",
    name: source.name,
    entries: asTimes(columns, moments.names),
    choices: moments.choices,
    read: async (name, rowsAsked) => moments.counted(findEntry(listed, name).name, await read(name, rowsAsked)),
    close: async () => {},
  };
}

/** A whole ArrayBuffer, as the library asks for. */
const copied = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

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
  const first = new Map(names.map((column, at) => [column, at] as const).reverse());
  const twice = names.find((column, at) => first.get(column) !== at);
  if (twice !== undefined) throw new InputError(`${name}: two columns are named "${twice}"`);
  return children.map(({ element }): DataEntry => {
    const found = parquetDtype(element);
    if ("problem" in found) return { name: element.name, shape: [rows], dtype: "?", kind: "unreadable", ...found };
    return { name: element.name, shape: [rows], dtype: found.dtype, kind: kindOf(found.dtype) };
  });
}
