/** Separated values as records of fields, from text that arrives in pieces of any length. */
import { InputError } from "../math/errors.js";
import { counted } from "../math/words.js";
import { MOST_COLUMNS } from "./entries.js";
import { type ByteSource, readPieces } from "./source.js";
import { textReader } from "./text/encoding.js";
import { recordsIn, splitFields, withoutReturn } from "./text/fields.js";
import { isComment } from "./text/header.js";
import { layoutOf, type TableLayout } from "./text/layout.js";
import { decimalOf, withPoint } from "./text/numbers.js";

export interface CsvOptions {
  /** `auto`: the mark by which all lines have as many fields, most of them numbers; blanks too. */
  readonly delimiter: "auto" | "," | "\t" | ";";
  /** Whether the first line holds names; `auto`: unless all its fields are numbers. Without names: s1, s2, ... */
  readonly header: "required" | "none" | "auto";
  readonly mostColumns: number;
  /** Longest line, in characters. */
  readonly longestLine: number;
}

/** The mark between fields is judged from the first lines, names are required. */
export const csvDefaults: CsvOptions = {
  delimiter: "auto",
  header: "required",
  mostColumns: MOST_COLUMNS,
  longestLine: 1 << 25,
};

/** A first line of numbers where names are required. */
export class MissingHeader extends InputError {}

/** Text where a number is needed. */
export class NotANumber extends InputError {}

/** The layout of a table is judged from so many characters, and twice as many while they hold fewer than `LEAST_RECORDS`. */
const LOOK = 1 << 16;
const LEAST_RECORDS = 3;

/** Hands the fields of every row to `take`; blank lines and comments are skipped. */
export class CsvRecords {
  readonly #name: string;
  readonly #options: CsvOptions;
  readonly #take: (fields: readonly string[]) => void;
  #layout: TableLayout | undefined;
  #look = LOOK;
  #end = "\n";
  /** Number of the line at which the pending record begins. */
  #line = 1;
  #pending = "";
  /** Up to where `#pending` has been searched for the end of its record, and whether that point is inside quotes. */
  #searched = 0;
  #quoted = false;
  /** Rows without any value that are nothing if they end the table. */
  #blank = 0;
  #comments = 0;

  constructor(name: string, options: Partial<CsvOptions>, take: (fields: readonly string[]) => void) {
    this.#name = name;
    this.#options = { ...csvDefaults, ...options };
    this.#take = take;
  }

  /** Undefined until enough has been read to tell. */
  get layout(): TableLayout | undefined {
    return this.#layout;
  }

  /** What was taken for granted, a sentence each; of the whole table once it has been read. */
  get notes(): readonly string[] {
    const left = this.#comments === 0 ? [] : [`${this.#comments} lines that begin with "#" are left out as comments`];
    const end = this.#blank === 0 ? [] : [`${counted(this.#blank, "row")} without any value at the end left out`];
    return [...(this.#layout?.notes ?? []), ...left, ...end].map((note) => `${this.#name}: ${note}`);
  }

  push(text: string): void {
    this.#pending += text;
    if (!this.#layout) this.#lookAtLayout(false);
    if (this.#layout) this.#scan();
    const { longestLine } = this.#options;
    if (this.#pending.length > Math.max(longestLine, this.#layout ? 0 : LOOK)) {
      this.fail(`is longer than ${longestLine} characters${this.#isOpen() ? "; a quote may be unclosed" : ""}`);
    }
  }

  /** The last record, which may lack a line end. Throws InputError for an empty file. */
  finish(): void {
    if (!this.#layout) this.#lookAtLayout(true);
    this.#scan();
    if (this.#quoted) this.fail("opens a quote that is never closed");
    if (this.#pending !== "") this.#record(this.#pending);
    this.#pending = "";
    if (!this.#layout) throw new InputError(`${this.#name} is empty: a header line and at least one row are needed`);
  }

  /** Throws InputError, or one of its `Kind`, with the number of the line of the current record. */
  fail(problem: string, Kind: new (message: string) => InputError = InputError): never {
    throw this.#error(this.#line, problem, Kind);
  }

  /** A field as a number: NaN where it is none. */
  numberOf(field: string): number {
    return decimalOf(this.#layout?.decimal === "," ? withPoint(field) : field);
  }

  #error(line: number, problem: string, Kind: new (message: string) => InputError = InputError): InputError {
    return new Kind(`${this.#name}, line ${line}: ${problem}`);
  }

  #isOpen(): boolean {
    return this.#layout ? this.#quoted : this.#pending.split('"').length % 2 === 0;
  }

  /** Looks at the same beginning whatever pieces it came in. */
  #lookAtLayout(atEnd: boolean): void {
    for (; atEnd || this.#pending.length >= this.#look; this.#look *= 2) {
      const start = this.#pending.slice(0, this.#look);
      const isAll = atEnd && this.#pending.length <= this.#look;
      this.#end = !start.includes("\n") && /\r(?!$)/.test(start) ? "\r" : "\n";
      const records = recordsIn(start, this.#end, isAll);
      if (!isAll && records.length < LEAST_RECORDS) continue;
      this.#layout = layoutOf(records, this.#options, (line, problem, kind) => {
        throw this.#error(line, problem, kind === "no names" ? MissingHeader : InputError);
      });
      return;
    }
  }

  #scan(): void {
    let start = 0;
    for (let end = this.#findEnd(); end >= 0; end = this.#findEnd()) {
      this.#record(this.#pending.slice(start, end));
      start = end + 1;
    }
    this.#pending = this.#pending.slice(start);
    this.#searched -= start;
  }

  /** Index of the next end of a line outside quotes, or -1 with the search left where it ended. */
  #findEnd(): number {
    const text = this.#pending;
    const code = this.#end.charCodeAt(0);
    for (let at = this.#searched; at < text.length; at++) {
      const here = text.charCodeAt(at);
      if (here === 34) this.#quoted = !this.#quoted;
      else if (here === code && !this.#quoted) {
        this.#searched = at + 1;
        return at;
      }
    }
    this.#searched = text.length;
    return -1;
  }

  #record(raw: string): void {
    const layout = this.#layout;
    if (layout && this.#line > layout.lastHead) this.#row(withoutReturn(raw), layout);
    if (raw.includes('"'))
      for (let at = raw.indexOf(this.#end); at >= 0; at = raw.indexOf(this.#end, at + 1)) this.#line++;
    this.#line++;
  }

  #row(record: string, layout: TableLayout): void {
    if (record.trim() === "") return;
    if (layout.hasComments && isComment(record)) {
      this.#comments++;
      return;
    }
    const fields = splitFields(record, layout.delimiter);
    if (!fields) this.fail("a quote closes before the end of its field");
    if (fields.length !== layout.width) this.#fit(fields, layout.width);
    if (fields[0].trim() === "" && fields.every((field) => field.trim() === "")) {
      this.#blank++;
      return;
    }
    for (; this.#blank > 0; this.#blank--) this.#take(fields.map(() => ""));
    this.#take(fields);
  }

  /** Marks at the end of a line, with nothing behind them, are no fields. */
  #fit(fields: string[], width: number): void {
    const count = fields.length;
    if (count > width && fields.slice(width).every((field) => field.trim() === "")) fields.length = width;
    else this.fail(`${count} values where the header has ${width} columns`);
  }
}

/** Feeds a source to `records` piece by piece; yields the part of the file that has been read, after each piece. */
export async function* feedCsv(
  source: ByteSource,
  records: CsvRecords,
  say?: (note: string) => void,
): AsyncGenerator<number> {
  let reader: ReturnType<typeof textReader> | undefined;
  let done = 0;
  for await (const piece of readPieces(source)) {
    if (!reader) {
      reader = textReader(piece, source.name);
      if (reader.note !== undefined) say?.(reader.note);
    }
    records.push(reader.decode(piece));
    done += piece.length;
    yield done / source.size;
  }
  records.push(reader?.decode(undefined) ?? "");
  records.finish();
  yield 1;
}
