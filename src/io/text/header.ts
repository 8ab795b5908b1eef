/** Where the names of a table's columns stand: in its first line, in several, or behind a "#". */
import { splitFields, type TextRecord } from "./fields.js";
import { decimalOf, hasDecimalComma, isInfinite, isMissing } from "./numbers.js";

/** A table cut into parts, before anything is known of its columns. */
export interface Headed {
  /** Names as they stand, a line each; none where the first line holds values. */
  readonly heads: readonly (readonly string[])[];
  /** The first records that are values, each cut into fields. */
  readonly rows: readonly (readonly string[])[];
  /** How the names were found, where that is worth a word. */
  readonly note?: string;
}

export interface Parted {
  readonly comments: readonly TextRecord[];
  readonly body: readonly TextRecord[];
  readonly delimiter: string;
}

const MOST_HEADS = 4;
/** Marks of comments that may stand before a line of names. */
const COMMENT = /^\s*(#|%)+\s*/;
/** What Excel writes for a value that is none begins with the same mark. */
const EXCEL = /^\s*#(n\/a|div\/0!|value!|ref!|name\?|num!|null!)/i;

export const isComment = (record: string): boolean => /^\s*#/.test(record) && !EXCEL.test(record);
export const isLeadingComment = (record: string): boolean => COMMENT.test(record) && !EXCEL.test(record);

const isNumber = (field: string): boolean => Number.isFinite(decimalOf(field)) || hasDecimalComma(field);
const isValue = (field: string): boolean => field === "" || isNumber(field) || isMissing(field) || isInfinite(field);

/** A line of numbers, with or without gaps. */
export const isNumericRow = (fields: readonly string[]): boolean =>
  fields.every(isValue) && fields.some((field) => isNumber(field) && field !== "");

/** ",0,1,2", as pandas names the columns of an array: no values, although all of it are numbers. */
const isCount = (fields: readonly string[]): boolean =>
  fields.length > 1 && fields[0] === "" && fields.slice(1).every((field, i) => field === String(i));

const fieldsOf = ({ text }: TextRecord, delimiter: string): string[] =>
  (splitFields(text, delimiter) ?? []).map((field) => field.trim());

const numericColumns = (rows: readonly (readonly string[])[]): number[] =>
  (rows[0] ?? []).flatMap((_, at) =>
    rows.some((row) => row[at] !== undefined && isNumber(row[at]) && row[at] !== "") ? [at] : [],
  );

/** At most so many lines of title are looked for. */
const MOST_TITLES = 20;

/**
 * Lines above the names that fill a few of the columns from the left, as spreadsheets have titles and dates there. None unless a line of
 * names follows: filled throughout, and without a number where the rows below have numbers.
 */
export function titleLines(body: readonly TextRecord[], delimiter: string): number {
  const all = body.slice(0, MOST_TITLES + 50).map((record) => fieldsOf(record, delimiter));
  const width = Math.max(...all.map(filledIn));
  const names = all.findIndex((fields) => !isTitle(fields, width));
  if (names < 1 || names > MOST_TITLES || filledIn(all[names]) < width) return 0;
  const numeric = numericColumns(all.slice(names + 1));
  return numeric.length > 0 && numeric.every((at) => !isNumber(all[names][at])) ? names : 0;
}

/** Up to two words, or less than half of what a row has. */
function isTitle(fields: readonly string[], width: number): boolean {
  const filled = filledIn(fields);
  return filled === 0 || (fields[0] !== "" && filled < width && (filled <= 2 || 2 * filled < width));
}

const filledIn = (fields: readonly string[]): number => fields.filter((field) => field !== "").length;

/** Tells names from values. */
export function headed({ comments, body, delimiter }: Parted): Headed {
  const all = body.map((record) => fieldsOf(record, delimiter));
  const [first = []] = all;
  const behindMark = namesBehindMark(comments.at(-1), first, delimiter);
  if (behindMark && holdsValues(all)) {
    return {
      heads: [behindMark],
      rows: all,
      note: `names of columns are read from the comment "${short(comments.at(-1)?.text ?? "")}"`,
    };
  }
  if (isNumericRow(first) && !isCount(first)) return { heads: [], rows: all };
  const count = headLines(all);
  const numbers = first.filter((field) => field !== "" && isNumber(field));
  const note =
    numbers.length > 0 && !isCount(first) ? `the first line is read as names: ${short(first.join(", "))}` : undefined;
  return { heads: all.slice(0, count), rows: all.slice(count), ...(note !== undefined && { note }) };
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** Whether the first line is like those below: a number where they have numbers, or text in a table of nothing but text. */
function holdsValues([first, ...rows]: readonly (readonly string[])[]): boolean {
  if (isNumericRow(first)) return true;
  const numeric = numericColumns(rows.slice(0, 50));
  return numeric.length === 0 ? rows.length > 0 : numeric.some((at) => first[at] !== undefined && isNumber(first[at]));
}

/** As np.savetxt writes them: a comment of as many words as the rows have values, whatever separates those. */
function namesBehindMark(
  comment: TextRecord | undefined,
  row: readonly string[],
  delimiter: string,
): string[] | undefined {
  if (!comment) return undefined;
  const text = comment.text.replace(COMMENT, "");
  const width = row.at(-1) === "" ? row.length - 1 : row.length;
  const readings = [delimiter, ",", "\t", ";", " "].map((mark) => fieldsOf({ ...comment, text }, mark));
  return readings.find((names) => names.length === width && !isNumericRow(names));
}

/** More than one where names repeat in the first line, or it says little: DeepLabCut's scorer, body part and coordinate. */
function headLines(all: readonly (readonly string[])[]): number {
  const [first] = all;
  const named = first.filter((field) => field !== "");
  if (new Set(named).size === named.length) return 1;
  const end = all
    .slice(0, MOST_HEADS + 1)
    .findIndex((fields) => fields.slice(1).some((field) => field !== "" && isValue(field)));
  return end > 1 ? end : 1;
}

/** One name for each column, of the lines that tell columns apart. */
export function joinedNames(heads: readonly (readonly string[])[]): string[] {
  if (heads.length === 1) return [...heads[0]];
  const telling = heads.filter((head, line) => line > 0 || heads.length < 3 || new Set(head.slice(1)).size > 1);
  const last =
    heads
      .map((head) => head[0])
      .filter((name) => name !== "")
      .at(-1) ?? "";
  return heads[0].map((_, at) =>
    at === 0
      ? last
      : telling
          .map((head) => head[at])
          .filter((part) => part !== "")
          .join(" "),
  );
}
