/** Tables of comma- or tab-separated values with a header line, whole: every column in memory. */
import { InputError } from "../math/errors.js";
import {
  beyondExact,
  type CsvOptions,
  CsvRecords,
  decimalOf,
  feedCsv,
  isBeyondExact,
  isMissing,
} from "./csvRecords.js";
import type { ByteSource } from "./source.js";

/** One column: numbers, or text where its first value is not a number. */
export interface TableColumn {
  readonly name: string;
  readonly values: Float64Array | readonly string[];
}

export interface Table {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

/**
 * Reads a table from a source, a piece at a time. Throws InputError with the line number for ragged rows, missing or
 * non-numeric values (`missing: "nan"` reads missing numbers as NaN), whole numbers beyond 2^53, an unclosed quote; also for an
 * empty file, a header without rows, too many columns, repeated names.
 */
export async function readCsv(source: ByteSource, options: Partial<CsvOptions> = {}): Promise<Table> {
  const parser = new CsvParser(source.name, options);
  for await (const _ of feedCsv(source, parser.records));
  return parser.table();
}

type Growing = { readonly name: string; readonly kind: "numbers"; readonly values: number[] } | GrowingText;
type GrowingText = { readonly name: string; readonly kind: "text"; readonly values: string[] };

/** A parser that is fed text in pieces of any length. */
export class CsvParser {
  readonly records: CsvRecords;
  readonly #name: string;
  readonly #mayMiss: boolean;
  #columns: Growing[] = [];
  #rows = 0;

  constructor(name: string, options: Partial<CsvOptions> = {}) {
    this.#name = name;
    this.#mayMiss = options.missing === "nan";
    this.records = new CsvRecords(name, options, (fields) => this.#row(fields));
  }

  push(text: string): void {
    this.records.push(text);
  }

  finish(): Table {
    this.records.finish();
    return this.table();
  }

  /** All that was read, once there is no more. */
  table(): Table {
    if (this.#rows === 0) throw new InputError(`${this.#name} has a header but no rows`);
    return {
      rows: this.#rows,
      columns: this.#columns.map(({ name, ...column }) =>
        column.kind === "numbers"
          ? { name, values: Float64Array.from(column.values) }
          : { name, values: column.values },
      ),
    };
  }

  #row(fields: readonly string[]): void {
    if (this.#rows === 0)
      this.#columns = (this.records.header ?? []).map((name, i) => startColumn(name, fields[i].trim(), this.#mayMiss));
    for (let i = 0; i < fields.length; i++) this.#add(this.#columns[i], fields[i].trim());
    this.#rows++;
  }

  #add(column: Growing, field: string): void {
    if (this.#mayMiss && column.kind === "numbers" && isMissing(field)) {
      column.values.push(Number.NaN);
      return;
    }
    if (isMissing(field) && (column.kind === "numbers" || field === "" || this.#rows === 0)) {
      this.records.fail(`column "${column.name}" has no value ("${field}"): remove the row or fill it in`);
    }
    if (column.kind === "text") {
      column.values.push(field);
      return;
    }
    const value = decimalOf(field);
    if (!Number.isFinite(value))
      this.records.fail(`column "${column.name}": a finite number is expected, not "${field.slice(0, 40)}"`);
    if (isBeyondExact(field, value)) this.records.fail(`column "${column.name}" ${beyondExact(field)}`);
    column.values.push(value);
  }
}

const startColumn = (name: string, field: string, mayMiss: boolean): Growing =>
  Number.isNaN(decimalOf(field)) && !(mayMiss && isMissing(field))
    ? { name, kind: "text", values: [] }
    : { name, kind: "numbers", values: [] };

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
