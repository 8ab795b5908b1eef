/** Tables of separated values, whole: every column in memory. */
import { InputError } from "../math/errors.js";
import { type CsvOptions, CsvRecords, feedCsv } from "./csvRecords.js";
import type { ByteSource } from "./source.js";
import type { LayoutColumn } from "./text/columns.js";
import { beyondExact, isBeyondExact, isMissing, isMissingName } from "./text/numbers.js";

/** One column: numbers, NaN where there is none, or text, "" where there is none. */
export interface TableColumn {
  readonly name: string;
  readonly values: Float64Array | readonly string[];
}

export interface Table {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

/** A column with what the file says of it. */
export interface ReadColumn extends TableColumn, Pick<LayoutColumn, "isIndex" | "units"> {}

export interface ReadTable extends Table {
  readonly columns: readonly ReadColumn[];
  /** What was taken for granted, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads a table from a source, a piece at a time, without the column that numbers its rows. A missing number is NaN. Throws InputError
 * with the line number for ragged rows, infinite or non-numeric values in a column of numbers, whole numbers beyond 2^53, an
 * unclosed quote; also for an empty file, a header without rows, too many columns, repeated names.
 */
export async function readCsv(source: ByteSource, options: Partial<CsvOptions> = {}): Promise<Table> {
  const { rows, columns } = await readTable(source, options);
  const own = columns.filter(({ isIndex }) => !isIndex);
  return { rows, columns: own.map(({ name, values }) => ({ name, values })) };
}

/** The same with all columns, and with what the file says of them and of itself. */
export async function readTable(source: ByteSource, options: Partial<CsvOptions> = {}): Promise<ReadTable> {
  const parser = new CsvParser(source.name, options);
  const notes: string[] = [];
  for await (const _ of feedCsv(source, parser.records, (note) => notes.push(note)));
  const table = parser.table();
  return { ...table, notes: [...notes, ...table.notes] };
}

interface Growing {
  readonly column: LayoutColumn;
  /** Undefined until a value tells. */
  kind: "numbers" | "text" | undefined;
  readonly numbers: number[];
  readonly texts: string[];
}

/** A parser that is fed text in pieces of any length. */
export class CsvParser {
  readonly records: CsvRecords;
  readonly #name: string;
  #columns: readonly Growing[] | undefined;
  #rows = 0;

  constructor(name: string, options: Partial<CsvOptions> = {}) {
    this.#name = name;
    this.records = new CsvRecords(name, options, (fields) => this.#row(fields));
  }

  push(text: string): void {
    this.records.push(text);
  }

  finish(): ReadTable {
    this.records.finish();
    return this.table();
  }

  /** All that was read, once there is no more. */
  table(): ReadTable {
    if (this.#rows === 0 || !this.#columns) throw new InputError(`${this.#name} has a header but no rows`);
    const columns = this.#columns.map(({ column: { name, isIndex, units }, kind, numbers, texts }) => ({
      name,
      isIndex,
      ...(units !== undefined && { units }),
      values: kind === "text" ? texts : Float64Array.from(numbers),
    }));
    return { rows: this.#rows, columns, notes: this.records.notes };
  }

  #row(fields: readonly string[]): void {
    this.#columns ??= (this.records.layout?.columns ?? []).map((column) => ({
      column,
      kind: column.kind,
      numbers: [],
      texts: [],
    }));
    for (const growing of this.#columns) this.#add(growing, fields[growing.column.at].trim());
    this.#rows++;
  }

  #add(growing: Growing, field: string): void {
    if (growing.kind === undefined) this.#decide(growing, field);
    if (growing.kind === "text") {
      growing.texts.push(isMissingName(field) ? "" : field);
      return;
    }
    const value = field === "" ? Number.NaN : this.records.numberOf(field);
    if (!Number.isFinite(value) && !isMissing(field)) {
      this.records.fail(`column "${growing.column.name}": a finite number is expected, not "${field.slice(0, 40)}"`);
    }
    if (isBeyondExact(field, value)) this.records.fail(`column "${growing.column.name}" ${beyondExact(field)}`);
    growing.numbers.push(value);
  }

  /** A column without values where the layout was judged is what its first value is. */
  #decide(growing: Growing, field: string): void {
    if (isMissing(field)) return;
    growing.kind = Number.isNaN(this.records.numberOf(field)) ? "text" : "numbers";
    if (growing.kind === "text") for (let row = 0; row < this.#rows; row++) growing.texts.push("");
  }
}

/**
 * Text of a table, with quotes where a field needs them; numbers in full precision, with an exponent where they are whole and
 * beyond 2^53, so that they are not taken for exact.
 */
export function formatCsv({ rows, columns }: Table, delimiter: "," | "\t" = ","): string {
  const quoted = (value: string | number) => {
    const isLarge = typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER;
    const text = isLarge ? value.toExponential() : String(value);
    return /["\n\r\t,;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.map(({ name }) => quoted(name)).join(delimiter)];
  for (let row = 0; row < rows; row++) lines.push(columns.map(({ values }) => quoted(values[row])).join(delimiter));
  return `${lines.join("\n")}\n`;
}
