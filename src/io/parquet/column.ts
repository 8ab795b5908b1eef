/** Some rows of a column of a Parquet file, from the groups that hold them, one group at a time. */
import type { ColumnMetaData, FileMetaData, RowGroup } from "hyparquet";
import { parquetSchema } from "hyparquet";
import { InputError } from "../../math/errors.js";
import type { NpyArray } from "../npy.js";
import type { DataEntry } from "../protocols.js";
import { type ByteSource, readExactly } from "../source.js";
import { type ColumnChunk, type Page, readPages } from "./pages.js";
import { parquetDtype } from "./types.js";
import type { ColumnType, Values } from "./values.js";

/** Whatever goes wrong in a library is damage to the file. Throws InputError beginning with `name`. */
export async function damageAsInputError<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`${name} is no Parquet file, or is cut short or damaged (${reason})`, { cause });
  }
}

export interface WantedColumn {
  readonly entry: DataEntry;
  readonly range: readonly [from: number, to: number];
  readonly mostBytes: number;
}

/**
 * Text of a column, in bytes: it lies in memory as a page, as strings, as the copy that passes between threads and as what arrives, and a
 * file of kilobytes may hold gigabytes of it.
 */
const MOST_TEXT = 2 ** 27;

/** Throws InputError naming the column where it is damaged, larger than the limit, or lacks text or booleans. */
export async function readColumn(source: ByteSource, metadata: FileMetaData, wanted: WantedColumn): Promise<NpyArray> {
  const { entry, range } = wanted;
  const mostBytes = entry.dtype === "U" ? Math.min(wanted.mostBytes, MOST_TEXT) : wanted.mostBytes;
  const [from, to] = range;
  const label = `${source.name}: "${entry.name}"`;
  if (8 * (to - from) > wanted.mostBytes) {
    const most = `more than the limit of ${wanted.mostBytes} bytes`;
    throw new InputError(`${label}: ${to - from} rows, ${most}: read fewer rows`);
  }
  const taken = new TakenRows(entry.dtype, range, label);
  const type = columnType(metadata, { ...wanted, mostBytes }, label);
  let start = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    if (start < to && start + rows > from) {
      await damageAsInputError(label, async () => {
        const chunk = await fetchChunk(source, group, { type, rows });
        let row = start;
        for (const page of readPages(chunk)) {
          taken.add(page, row);
          row += page.rows;
          if (row >= to) break;
        }
      });
    }
    start += rows;
  }
  return { shape: [to - from], ...taken.array };
}

/** The bytes of text that are made are counted over all groups. */
function columnType(metadata: FileMetaData, { entry, mostBytes }: WantedColumn, label: string): ColumnType {
  const found = parquetSchema(metadata).children.find(({ element }) => element.name === entry.name);
  if (!found) throw new InputError(`${label} is damaged: it has no type`);
  let left = mostBytes;
  const spend = (bytes: number) => {
    left -= bytes;
    if (left < 0) throw new InputError(`${label}: more than the limit of ${mostBytes} bytes of text: read fewer rows`);
  };
  const fits = (bytes: number, what: string) => {
    if (bytes <= mostBytes) return;
    const instead = entry.dtype === "U" ? ", or keep short names in it" : "";
    throw new InputError(
      `${label}: ${what} of ${bytes} bytes, more than the limit of ${mostBytes}: leave it out${instead}`,
    );
  };
  const type = { dtype: entry.dtype, ...parquetDtype(found.element) };
  return { ...type, element: found.element, spend, fits, share: sharing() };
}

/** Only texts so long are looked up, in characters, and so many of them are known: short ones take no memory to speak of. */
const LONG_TEXT = 256;
const MOST_KNOWN = 2 ** 16;

function sharing(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length < LONG_TEXT) return text;
    const same = known.get(text);
    if (same === undefined && known.size < MOST_KNOWN) known.set(text, text);
    return same ?? text;
  };
}

async function fetchChunk(
  source: ByteSource,
  group: RowGroup,
  { type, rows }: Pick<ColumnChunk, "type" | "rows">,
): Promise<ColumnChunk> {
  const { name, repetition_type: repetition } = type.element;
  const found = group.columns.find(({ meta_data: about }) => about?.path_in_schema[0] === name);
  if (!found?.meta_data || found.file_path !== undefined) throw new InputError(`"${name}" is not in this file`);
  const { meta_data: about } = found;
  if (about.path_in_schema.length !== 1 || about.type !== type.element.type) throw new Error("its types disagree");
  const length = Number(about.total_compressed_size);
  type.fits(length, "a group of rows");
  const bytes = await readExactly(source, startOf(about), length);
  return { bytes, codec: about.codec, type, rows, isNullable: repetition !== "REQUIRED" };
}

/** The dictionary comes first, where there is one; some writers leave its place out, or say 0. */
const startOf = ({ dictionary_page_offset: dictionary, data_page_offset: data }: ColumnMetaData): number =>
  Number(dictionary && dictionary < data ? dictionary : data);

/** The rows that were asked for, filled page by page. */
class TakenRows {
  readonly #from: number;
  readonly #label: string;
  readonly #data: Float64Array | Uint8Array | string[];
  readonly #dtype: string;

  constructor(dtype: string, [from, to]: readonly [number, number], label: string) {
    this.#from = from;
    this.#label = label;
    this.#dtype = dtype === "U" || dtype === "b1" ? dtype : "f8";
    const count = to - from;
    this.#data =
      dtype === "U" ? new Array<string>(count).fill("") : new (dtype === "b1" ? Uint8Array : Float64Array)(count);
  }

  get array(): Pick<NpyArray, "data" | "dtype"> {
    return { dtype: this.#dtype, data: this.#data };
  }

  /** `start`: row of the file at which the page begins. */
  add({ rows, values, places }: Page, start: number): void {
    const end = Math.min(rows, this.#from + this.#data.length - start);
    for (let row = Math.max(0, this.#from - start); row < end; row++) {
      this.#put(start + row, values, places ? places[row] : row);
    }
  }

  #put(row: number, values: Values, place: number): void {
    const value = place < 0 ? undefined : values[place];
    const at = row - this.#from;
    if (Array.isArray(this.#data)) this.#data[at] = typeof value === "string" ? value : this.#missing(row, "text");
    else if (this.#data instanceof Uint8Array)
      this.#data[at] = typeof value === "number" ? value : this.#missing(row, "value");
    else this.#data[at] = this.#number(value, row);
  }

  #number(value: number | bigint | string | undefined, row: number): number {
    if (typeof value === "number") return value;
    if (value === undefined) return Number.NaN;
    const number = Number(value);
    if (typeof value === "bigint" && Number.isSafeInteger(number)) return number;
    const what =
      typeof value === "bigint" ? `${value}, a whole number beyond 2^53 that would be rounded` : `text in row ${row}`;
    throw new InputError(`${this.#label} holds ${what}`);
  }

  #missing(row: number, expected: string): never {
    throw new InputError(`${this.#label} has no ${expected} in row ${row}: fill it in or leave the row out`);
  }
}
