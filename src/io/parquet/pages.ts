/**
 * The pages of one column in one group of rows (Parquet format, "Data Pages"). Whatever a page announces is checked against the rows
 * of the group and against the bytes that there are before memory is taken for it: damage must end in an error, since arrays
 * that grow without end abort the whole process.
 */
import type { PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { crc32 } from "../../math/crc32.js";
import { ByteCursor, DamagedPage } from "./cursor.js";
import { unpackRuns } from "./runs.js";
import { unpackPage } from "./unpack.js";
import { type ColumnType, decodeValues, type Values } from "./values.js";

export interface ColumnChunk {
  /** As they lie in the file. */
  readonly bytes: Uint8Array;
  readonly codec: string;
  readonly type: ColumnType;
  /** Of the group. */
  readonly rows: number;
  /** Whether values may be missing. */
  readonly isNullable: boolean;
}

/** Values of consecutive rows. */
export interface Page {
  readonly rows: number;
  readonly values: Values;
  /** Place of each row's value among `values`, -1 where it is missing; absent where they stand in the order of the rows. */
  readonly places?: Int32Array;
}

/** Throws DamagedPage, or whatever the library throws, where the pages do not make up exactly the rows of the group. */
export function* readPages(chunk: ColumnChunk): Generator<Page> {
  const reader = { view: viewOf(chunk.bytes), offset: 0 };
  let dictionary: Values | undefined;
  for (let done = 0; done < chunk.rows; ) {
    const header = parquetHeader(reader);
    const stored = pageBytes(reader, header, chunk);
    if (header.type === "DICTIONARY_PAGE") {
      if (dictionary) throw new DamagedPage("a second dictionary");
      dictionary = readDictionary(stored, header, chunk);
    } else if (header.type !== "INDEX_PAGE") {
      const page = readPage({ stored, header, dictionary }, chunk);
      done += page.rows;
      if (done > chunk.rows) throw new DamagedPage(`pages of ${done} rows in a group of ${chunk.rows}`);
      yield page;
    }
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface Reader {
  readonly view: DataView;
  offset: number;
}

function pageBytes(reader: Reader, header: PageHeader, { bytes, type }: ColumnChunk): Uint8Array {
  const { compressed_page_size: packed, uncompressed_page_size: unpacked, crc } = header;
  if (!(unpacked >= 0)) throw new DamagedPage(`a page unpacks to ${unpacked} bytes`);
  type.fits(unpacked, "a page");
  const stored = new ByteCursor(bytes, reader.offset).take(packed);
  reader.offset += packed;
  if (crc !== undefined && crc32(stored) !== crc >>> 0) throw new DamagedPage("the checksum of a page does not fit");
  return stored;
}

function readDictionary(stored: Uint8Array, header: PageHeader, { codec, type }: ColumnChunk): Values {
  const { num_values: count = -1, encoding } = header.dictionary_page_header ?? {};
  const bytes = unpackPage(stored, codec, header.uncompressed_page_size);
  if (!(count >= 0 && count <= 8 * bytes.length)) throw new DamagedPage(`${count} values in ${bytes.length} bytes`);
  if (encoding !== "PLAIN" && encoding !== "PLAIN_DICTIONARY")
    throw new DamagedPage(`a dictionary in the encoding ${encoding}`);
  return decodeValues(bytes, "PLAIN", count, type);
}

interface StoredPage {
  readonly stored: Uint8Array;
  readonly header: PageHeader;
  readonly dictionary: Values | undefined;
}

/** What the two versions of data pages have in common. */
interface PageParts {
  readonly rows: number;
  readonly encoding: string;
  /** Undefined where no value is missing. */
  readonly levels: Int32Array | undefined;
  readonly body: Uint8Array;
}

function readPage(page: StoredPage, chunk: ColumnChunk): Page {
  const { rows, encoding, levels, body } =
    page.header.type === "DATA_PAGE" ? partsV1(page, chunk) : partsV2(page, chunk);
  const count = levels ? levels.reduce((sum, level) => sum + level, 0) : rows;
  const { values, places } = storedValues(body, encoding, count, page.dictionary, chunk.type);
  if (!levels) return { rows, values, ...(places && { places }) };
  let next = 0;
  return { rows, values, places: levels.map((level) => (level === 0 ? -1 : places ? places[next++] : next++)) };
}

function requireRows(rows: number, chunk: ColumnChunk): void {
  if (!(rows >= 0 && rows <= chunk.rows)) throw new DamagedPage(`a page of ${rows} rows in a group of ${chunk.rows}`);
}

function partsV1({ stored, header }: StoredPage, chunk: ColumnChunk): PageParts {
  const {
    num_values: rows = -1,
    encoding = "PLAIN",
    definition_level_encoding: levelsAs,
  } = header.data_page_header ?? {};
  requireRows(rows, chunk);
  const cursor = new ByteCursor(unpackPage(stored, chunk.codec, header.uncompressed_page_size));
  if (chunk.isNullable && levelsAs !== "RLE") throw new DamagedPage(`missing values in the encoding ${levelsAs}`);
  const levels = chunk.isNullable ? unpackRuns(cursor.take(cursor.uint32()), 1, rows) : undefined;
  return { rows, encoding, levels, body: cursor.take(cursor.left) };
}

function partsV2({ stored, header }: StoredPage, chunk: ColumnChunk): PageParts {
  const about = header.data_page_header_v2;
  if (!about) throw new DamagedPage(`a page of the kind ${header.type}`);
  const { num_values: rows, encoding, num_rows: inRows, is_compressed: isPacked } = about;
  requireRows(rows, chunk);
  if (inRows !== rows) throw new DamagedPage(`${rows} values in ${inRows} rows`);
  const cursor = new ByteCursor(stored);
  cursor.take(about.repetition_levels_byte_length);
  const packedLevels = cursor.take(about.definition_levels_byte_length);
  const levels = chunk.isNullable ? unpackRuns(packedLevels, 1, rows) : undefined;
  const size = header.uncompressed_page_size - (stored.length - cursor.left);
  return {
    rows,
    encoding,
    levels,
    body: unpackPage(cursor.take(cursor.left), isPacked === false ? "UNCOMPRESSED" : chunk.codec, size),
  };
}

function storedValues(
  body: Uint8Array,
  encoding: string,
  count: number,
  dictionary: Values | undefined,
  type: ColumnType,
): Pick<Page, "values" | "places"> {
  if (count === 0) return { values: new Float64Array() };
  if (encoding !== "PLAIN_DICTIONARY" && encoding !== "RLE_DICTIONARY") {
    return { values: decodeValues(body, encoding, count, type) };
  }
  if (!dictionary) throw new DamagedPage("values of a dictionary that is not there");
  const cursor = new ByteCursor(body);
  const width = cursor.byte();
  const places = unpackRuns(cursor.take(cursor.left), width, count);
  if (places.some((place) => !(place >= 0 && place < dictionary.length))) {
    throw new DamagedPage("values that are not in the dictionary");
  }
  return { values: dictionary, places };
}
