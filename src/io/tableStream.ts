/**
 * Tables that may be larger than memory: columns by name, read in batches of rows, any number of times. Text files, single
 * arrays and archives of arrays all look alike from here.
 */
import { InputError } from "../math/errors.js";
import { type CsvOptions, CsvRecords, feedCsv, NotANumber } from "./csvRecords.js";
import type { ByteSource } from "./source.js";
import type { LayoutColumn } from "./text/columns.js";
import type { TableLayout } from "./text/layout.js";
import { beyondExact, isBeyondExact, isMissing } from "./text/numbers.js";

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
  /** What was taken for granted of its layout, a sentence each. */
  readonly notes?: readonly string[];
  /** All rows in order. Throws InputError with row and column of a value that is missing or not a finite number. */
  read(wanted: readonly Wanted[]): AsyncGenerator<Batch>;
}

/**
 * A text file as a stream of rows, without the column that numbers them. Throws InputError as `readCsv`, MissingHeader where the first
 * line is numbers.
 */
export async function csvStream(source: ByteSource, options: Partial<CsvOptions> = {}): Promise<TableStream> {
  const { layout, notes } = await csvLayout(source, options);
  const columns = (layout?.columns ?? []).filter(({ isIndex }) => !isIndex);
  const read = (wanted: readonly Wanted[]) =>
    readRows(
      source,
      options,
      wanted.map(({ column, as }) => ({ ...columns[column], as })),
    );
  return { name: source.name, columns: columns.map(({ name }) => name), notes, read };
}

interface Seen {
  readonly layout: TableLayout | undefined;
  readonly notes: readonly string[];
}

/** Reads no further than it takes to know the layout. */
async function csvLayout(source: ByteSource, options: Partial<CsvOptions>): Promise<Seen> {
  const records = new CsvRecords(source.name, options, stopAtRow);
  const notes: string[] = [];
  try {
    for await (const _ of feedCsv(source, records, (note) => notes.push(note))) if (records.layout) break;
  } catch (stop) {
    if (!(stop instanceof LayoutKnown)) throw stop;
  }
  return { layout: records.layout, notes: [...notes, ...records.notes] };
}

class LayoutKnown extends Error {}

const stopAtRow = (): never => {
  throw new LayoutKnown();
};

type WantedColumn = LayoutColumn & Pick<Wanted, "as">;

async function* readRows(
  source: ByteSource,
  options: Partial<CsvOptions>,
  wanted: readonly WantedColumn[],
): AsyncGenerator<Batch> {
  let growing = wanted.map((): (number | string)[] => []);
  let rows = 0;
  const records: CsvRecords = new CsvRecords(source.name, options, (fields) => {
    for (let k = 0; k < wanted.length; k++) growing[k].push(cell(records, wanted[k], fields[wanted[k].at]));
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

const packed = (values: readonly (number | string)[], { as }: Pick<Wanted, "as">): Cells =>
  as === "numbers" ? Float64Array.from(values, Number) : values.map(String);

function cell(records: CsvRecords, { name, as }: WantedColumn, field: string): number | string {
  const value = as === "numbers" ? records.numberOf(field) : Number.NaN;
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
