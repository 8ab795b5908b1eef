/**
 * Tables that may be larger than memory: columns by name, read in batches of rows, any number of times. Text files, single
 * arrays and archives of arrays all look alike from here.
 */
import { InputError } from "../math/errors.js";
import {
  beyondExact,
  type CsvOptions,
  CsvRecords,
  decimalOf,
  feedCsv,
  isBeyondExact,
  isMissing,
  NotANumber,
} from "./csvRecords.js";
import type { ByteSource } from "./source.js";

/** A column to be read: as finite numbers, or as text whatever it holds. */
export interface Wanted {
  /** Its place among `columns`. */
  readonly column: number;
  readonly as: "numbers" | "text";
}

export type Cells = Float64Array | readonly string[];

/** Some consecutive rows of the wanted columns. */
export interface Batch {
  readonly rows: number;
  /** One for each wanted column, [rows] each. */
  readonly columns: readonly Cells[];
  /** Part of the file that has been read, 0 to 1. */
  readonly done: number;
}

export interface TableStream {
  /** For messages: the file. */
  readonly name: string;
  readonly columns: readonly string[];
  /** All rows in order. Throws InputError with row and column of a value that is missing or not a finite number. */
  read(wanted: readonly Wanted[]): AsyncGenerator<Batch>;
}

/** A text file as a stream of rows. Throws InputError as `readCsv`, MissingHeader where the first line is numbers. */
export async function csvStream(source: ByteSource, options: Partial<CsvOptions> = {}): Promise<TableStream> {
  const columns = await csvHeader(source, options);
  return { name: source.name, columns, read: (wanted) => readRows(source, options, wanted) };
}

/** Reads no further than the piece of the file that ends the header. */
async function csvHeader(source: ByteSource, options: Partial<CsvOptions>): Promise<readonly string[]> {
  const records = new CsvRecords(source.name, options, stopAtRow);
  try {
    for await (const _ of feedCsv(source, records)) if (records.header) break;
  } catch (stop) {
    if (!(stop instanceof HeaderRead)) throw stop;
  }
  return records.header ?? [];
}

class HeaderRead extends Error {}

const stopAtRow = (): never => {
  throw new HeaderRead();
};

async function* readRows(
  source: ByteSource,
  options: Partial<CsvOptions>,
  wanted: readonly Wanted[],
): AsyncGenerator<Batch> {
  let growing = wanted.map((): (number | string)[] => []);
  let rows = 0;
  const records: CsvRecords = new CsvRecords(source.name, options, (fields) => {
    for (let k = 0; k < wanted.length; k++) growing[k].push(cell(records, wanted[k], fields));
    rows++;
  });
  let total = 0;
  for await (const done of feedCsv(source, records)) {
    total += rows;
    if (rows > 0) yield { rows, columns: growing.map((values, k) => packed(values, wanted[k])), done };
    growing = wanted.map(() => []);
    rows = 0;
  }
  if (total === 0) throw new InputError(`${source.name} has a header but no rows`);
}

const packed = (values: readonly (number | string)[], { as }: Wanted): Cells =>
  as === "numbers" ? Float64Array.from(values, Number) : values.map(String);

function cell(records: CsvRecords, { column, as }: Wanted, fields: readonly string[]): number | string {
  const field = fields[column];
  const value = decimalOf(field);
  const name = records.header?.[column];
  if (as === "numbers" && isBeyondExact(field, value)) records.fail(`column "${name}" ${beyondExact(field)}`);
  if (as === "numbers" && Number.isFinite(value) && (value !== 0 || field.trim() !== "")) return value;
  const text = field.trim();
  if (text === "" || (as === "numbers" && isMissing(text))) {
    records.fail(`column "${name}" has no value ("${text}"): remove the row or fill it in`);
  }
  if (as === "text") return text;
  const comma = /^[-+]?\d+,\d+$/.test(text) ? " (a decimal point, not a comma)" : "";
  records.fail(`column "${name}": a finite number is expected${comma}, not "${text.slice(0, 40)}"`, NotANumber);
}
