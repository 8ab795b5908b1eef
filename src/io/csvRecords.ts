/** Separated values as records of fields (RFC 4180 quoting), from text that arrives in pieces of any length. */
import { InputError } from "../math/errors.js";
import { MOST_COLUMNS } from "./entries.js";
import { type ByteSource, readPieces } from "./source.js";

export interface CsvOptions {
  /** `auto` takes the first of tab, comma and semicolon that occurs in the header, outside quotes. */
  readonly delimiter: "auto" | "," | "\t" | ";";
  /** Whether the first line holds names; `auto`: unless all its fields are numbers. Without names: s1, s2, ... */
  readonly header: "required" | "none" | "auto";
  readonly mostColumns: number;
  /** Longest line, in characters. */
  readonly longestLine: number;
  /** Whether a missing number is refused or becomes NaN; whole tables only (`readCsv`). */
  readonly missing: "refuse" | "nan";
}

export const csvDefaults: CsvOptions = {
  delimiter: "auto",
  header: "required",
  mostColumns: MOST_COLUMNS,
  longestLine: 1 << 25,
  missing: "refuse",
};

/** A first line of numbers where names are required. */
export class MissingHeader extends InputError {}

/** Text where a number is needed. */
export class NotANumber extends InputError {}

/** A value that stands for no value, in any of the ways in which programs write it. */
export const isMissing = (field: string): boolean => /^(|nan|na|n\/a|null|none|nil|-)$/i.test(field);

/**
 * The number that a field of decimal digits stands for, with point and exponent; NaN for all else, also for what JavaScript takes
 * as a number but other programs as text (0x10, 0b11, 0o7, Infinity).
 */
export function decimalOf(field: string): number {
  const value = Number(field);
  return /^\s*(0[xbo]|[-+]?I)/i.test(field) ? Number.NaN : value;
}

/** Whether these are the digits of a whole number so large that float64 skips some of its neighbours. */
export const isBeyondExact = (field: string, value: number): boolean =>
  Math.abs(value) > Number.MAX_SAFE_INTEGER && /^\s*[-+]?\d+\s*$/.test(field);

/** Of such a number, in words that go on after the name of its column. */
export const beyondExact = (field: string): string =>
  `holds ${field.trim().slice(0, 40)}, a whole number beyond 2^53 that would be rounded: ` +
  "write names of things as text, measurements with an exponent";

/** Hands every record after the header to `take`; blank lines are skipped. */
export class CsvRecords {
  readonly #name: string;
  readonly #options: CsvOptions;
  readonly #take: (fields: readonly string[]) => void;
  #delimiter: string | undefined;
  #header: readonly string[] | undefined;
  /** Number of the line at which the pending record begins. */
  #line = 1;
  #pending = "";
  /** Up to where `#pending` has been searched for the end of its record, and whether that point is inside quotes. */
  #searched = 0;
  #quoted = false;

  constructor(name: string, options: Partial<CsvOptions>, take: (fields: readonly string[]) => void) {
    this.#name = name;
    this.#options = { ...csvDefaults, ...options };
    this.#take = take;
  }

  /** Undefined until the first line is complete. */
  get header(): readonly string[] | undefined {
    return this.#header;
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
      this.fail(
        `is longer than ${this.#options.longestLine} characters${this.#quoted ? "; a quote may be unclosed" : ""}`,
      );
    }
  }

  /** The last record, which may lack a line end. Throws InputError for an empty file. */
  finish(): void {
    if (this.#quoted) this.fail("opens a quote that is never closed");
    if (this.#pending !== "") this.#record(this.#pending);
    this.#pending = "";
    if (!this.#header) throw new InputError(`${this.#name} is empty: a header line and at least one row are needed`);
  }

  /** Throws InputError, or one of its `Kind`, with the number of the line of the current record. */
  fail(problem: string, Kind: new (message: string) => InputError = InputError): never {
    throw new Kind(`${this.#name}, line ${this.#line}: ${problem}`);
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
      if (!fields) this.fail("a quote closes before the end of its field");
      if (this.#header) this.#row(fields, this.#header);
      else this.#begin(fields);
    }
    if (raw.includes('"')) for (let at = raw.indexOf("\n"); at >= 0; at = raw.indexOf("\n", at + 1)) this.#line++;
    this.#line++;
  }

  #begin(fields: readonly string[]): void {
    const { header, mostColumns } = this.#options;
    if (fields.length > mostColumns) {
      this.fail(
        `${fields.length} columns; at most ${mostColumns} are read. Conditions are rows: is the table turned over?`,
      );
    }
    const numeric = fields.every((field) => field.trim() !== "" && Number.isFinite(decimalOf(field)));
    if (header === "none" || (header === "auto" && numeric)) {
      this.#header = fields.map((_, i) => `s${i + 1}`);
      this.#row(fields, this.#header);
    } else if (numeric) this.fail("numbers where a header with column names is needed", MissingHeader);
    else this.#header = this.#checkNames(fields.map((field) => field.trim()));
  }

  #checkNames(names: readonly string[]): readonly string[] {
    const unnamed = names.indexOf("");
    if (unnamed >= 0) this.fail(`column ${unnamed + 1} has no name`);
    const seen = new Set<string>();
    for (const name of names) {
      if (seen.has(name)) this.fail(`two columns are named "${name}"`);
      seen.add(name);
    }
    return names;
  }

  #row(fields: readonly string[], header: readonly string[]): void {
    if (fields.length !== header.length)
      this.fail(`${fields.length} values where the header has ${header.length} columns`);
    this.#take(fields);
  }
}

/** Feeds a source to `records` piece by piece; yields the part of the file that has been read, after each piece. */
export async function* feedCsv(source: ByteSource, records: CsvRecords): AsyncGenerator<number> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let done = 0;
  for await (const piece of readPieces(source)) {
    records.push(decode(decoder, piece, source.name));
    done += piece.length;
    yield done / source.size;
  }
  records.push(decode(decoder, undefined, source.name));
  records.finish();
  yield 1;
}

function decode(decoder: TextDecoder, bytes: Uint8Array | undefined, name: string): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch (cause) {
    throw new InputError(`${name} is not text in UTF-8: save it as a UTF-8 csv file`, { cause });
  }
}

function guessDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, "");
  return ["\t", ",", ";"].find((mark) => bare.includes(mark)) ?? ",";
}

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
