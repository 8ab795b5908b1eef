/** Tables of comma- or tab-separated values with a header line (RFC 4180 quoting), read as a stream. */
import { InputError } from "../math/errors.js";
import { type ByteSource, readPieces } from "./source.js";

/** One column: numbers, or text where its first value is not a number. */
export interface TableColumn {
  readonly name: string;
  readonly values: Float64Array | readonly string[];
}

export interface Table {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

export interface CsvOptions {
  /** `auto` takes the first of tab, comma and semicolon that occurs in the header. */
  readonly delimiter: "auto" | "," | "\t" | ";";
  readonly mostColumns: number;
  /** Longest line, in characters. */
  readonly longestLine: number;
}

export const csvDefaults: CsvOptions = { delimiter: "auto", mostColumns: 100_000, longestLine: 1 << 25 };

/**
 * Reads a table from a source, a piece at a time. Throws InputError with the line number for ragged rows, missing or
 * non-numeric values, an unclosed quote; also for an empty file, a header without rows, too many columns, repeated names.
 */
export async function readCsv(source: ByteSource, options: Partial<CsvOptions> = {}): Promise<Table> {
  const parser = new CsvParser(source.name, options);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const piece of readPieces(source)) parser.push(decode(decoder, piece, source.name));
  parser.push(decode(decoder, undefined, source.name));
  return parser.finish();
}

function decode(decoder: TextDecoder, bytes: Uint8Array | undefined, name: string): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch (cause) {
    throw new InputError(`${name} is not text in UTF-8: save it as a UTF-8 csv file`, { cause });
  }
}

const MISSING = /^(|nan|na|n\/a|null|none|nil|-)$/i;

type Growing = { readonly name: string; readonly kind: "numbers"; readonly values: number[] } | GrowingText;
type GrowingText = { readonly name: string; readonly kind: "text"; readonly values: string[] };

/** A parser that is fed text in pieces of any length. */
export class CsvParser {
  readonly #name: string;
  readonly #options: CsvOptions;
  #delimiter: string | undefined;
  #header: readonly string[] | undefined;
  #columns: Growing[] = [];
  #rows = 0;
  /** Number of the line at which the pending record begins. */
  #line = 1;
  #pending = "";
  /** Up to where `#pending` has been searched for the end of its record, and whether that point is inside quotes. */
  #searched = 0;
  #quoted = false;

  constructor(name: string, options: Partial<CsvOptions> = {}) {
    this.#name = name;
    this.#options = { ...csvDefaults, ...options };
  }

  push(text: string): void {
    this.#pending += text;
    let start = 0;
    for (let end = this.#findEnd(); end >= 0; end = this.#findEnd()) {
      this.#record(this.#pending.slice(start, end));
      start = end + 1;
    }
    this.#pending = this.#pending.slice(start);
    this.#searched -= start;
    if (this.#pending.length > this.#options.longestLine) {
      this.#fail(
        `is longer than ${this.#options.longestLine} characters${this.#quoted ? "; a quote may be unclosed" : ""}`,
      );
    }
  }

  finish(): Table {
    if (this.#quoted) this.#fail("opens a quote that is never closed");
    if (this.#pending !== "") this.#record(this.#pending);
    if (!this.#header) throw new InputError(`${this.#name} is empty: a header line and at least one row are needed`);
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

  #fail(problem: string): never {
    throw new InputError(`${this.#name}, line ${this.#line}: ${problem}`);
  }

  /** Index of the next line feed outside quotes, or -1 with the search left where it ended. */
  #findEnd(): number {
    const text = this.#pending;
    for (let at = this.#searched; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) this.#quoted = !this.#quoted;
      else if (code === 10 && !this.#quoted) {
        this.#searched = at + 1;
        return at;
      }
    }
    this.#searched = text.length;
    return -1;
  }

  #record(raw: string): void {
    const record = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (record.trim() !== "") {
      this.#delimiter ??= this.#options.delimiter === "auto" ? guessDelimiter(record) : this.#options.delimiter;
      const fields = splitFields(record, this.#delimiter);
      if (!fields) this.#fail("a quote closes before the end of its field");
      if (this.#header) this.#row(fields, this.#header);
      else this.#header = this.#checkHeader(fields.map((field) => field.trim()));
    }
    for (let at = raw.indexOf("\n"); at >= 0; at = raw.indexOf("\n", at + 1)) this.#line++;
    this.#line++;
  }

  #checkHeader(names: readonly string[]): readonly string[] {
    const { mostColumns } = this.#options;
    if (names.length > mostColumns) {
      this.#fail(
        `${names.length} columns; at most ${mostColumns} are read. Conditions are rows: is the table turned over?`,
      );
    }
    const unnamed = names.indexOf("");
    if (unnamed >= 0) this.#fail(`column ${unnamed + 1} has no name`);
    if (names.every((name) => Number.isFinite(Number(name))))
      this.#fail("numbers where a header with column names is needed");
    const seen = new Set<string>();
    for (const name of names) {
      if (seen.has(name)) this.#fail(`two columns are named "${name}"`);
      seen.add(name);
    }
    return names;
  }

  #row(fields: readonly string[], header: readonly string[]): void {
    if (fields.length !== header.length)
      this.#fail(`${fields.length} values where the header has ${header.length} columns`);
    if (this.#rows === 0) this.#columns = header.map((name, i) => startColumn(name, fields[i]));
    for (let i = 0; i < fields.length; i++) this.#add(this.#columns[i], fields[i].trim());
    this.#rows++;
  }

  #add(column: Growing, field: string): void {
    if (MISSING.test(field) && (column.kind === "numbers" || field === "" || this.#rows === 0)) {
      this.#fail(`column "${column.name}" has no value ("${field}"): remove the row or fill it in`);
    }
    if (column.kind === "text") {
      column.values.push(field);
      return;
    }
    const value = Number(field);
    if (!Number.isFinite(value))
      this.#fail(`column "${column.name}": a finite number is expected, not "${field.slice(0, 40)}"`);
    column.values.push(value);
  }
}

const startColumn = (name: string, field: string): Growing =>
  Number.isNaN(Number(field)) ? { name, kind: "text", values: [] } : { name, kind: "numbers", values: [] };

const guessDelimiter = (header: string): string => ["\t", ",", ";"].find((mark) => header.includes(mark)) ?? ",";

/** Fields of one record, or undefined where a quoted field goes on after its closing quote. */
function splitFields(record: string, delimiter: string): string[] | undefined {
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  while (at <= record.length) {
    const field = record[at] === '"' ? quotedField(record, at) : plainField(record, at, delimiter);
    if (field.end < record.length && record[field.end] !== delimiter) return undefined;
    fields.push(field.text);
    at = field.end + 1;
  }
  return fields;
}

interface Field {
  readonly text: string;
  /** Index of the character after the field. */
  readonly end: number;
}

function plainField(record: string, start: number, delimiter: string): Field {
  const found = record.indexOf(delimiter, start);
  const end = found < 0 ? record.length : found;
  return { text: record.slice(start, end), end };
}

/** Two quotes in a quoted field stand for one. */
function quotedField(record: string, start: number): Field {
  let close = record.indexOf('"', start + 1);
  while (close >= 0 && record[close + 1] === '"') close = record.indexOf('"', close + 2);
  if (close < 0) return { text: record.slice(start + 1), end: record.length };
  return { text: record.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 };
}

/** Text of a table, with quotes where a field needs them; numbers in full precision. */
export function formatCsv({ rows, columns }: Table, delimiter: "," | "\t" = ","): string {
  const quoted = (value: string | number) => {
    const text = String(value);
    return /["\n\r\t,;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.map(({ name }) => quoted(name)).join(delimiter)];
  for (let row = 0; row < rows; row++) lines.push(columns.map(({ values }) => quoted(values[row])).join(delimiter));
  return `${lines.join("\n")}\n`;
}
