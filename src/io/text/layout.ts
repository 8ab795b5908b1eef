/**
 * How a table of text is laid out, judged from its first lines: what separates fields, where names stand, which columns are numbers,
 * which is no more than the number of the row. One place for all who read text: `readCsv` holds a table, `csvStream` goes through it.
 *
 * Parsers of other people's (csv-parse, papaparse) would replace the cutting into records and fields, some eighty lines; none judges
 * comments, units, indices or decimal commas, and they give no line numbers in the errors that are made of it.
 */
import { counted } from "../../math/words.js";
import { columnsOf, type LayoutColumn } from "./columns.js";
import { decimalMark } from "./decimals.js";
import { delimiterOf } from "./delimiter.js";
import type { TextRecord } from "./fields.js";
import { type Headed, headed, isComment, isLeadingComment, joinedNames, titleLines } from "./header.js";
import { unitsIn } from "./units.js";

export interface TableLayout {
  readonly delimiter: string;
  readonly decimal: "." | ",";
  /** Lines up to this one are no values. */
  readonly lastHead: number;
  /** Whether lines that begin with "#" are left out. */
  readonly hasComments: boolean;
  /** Fields of a row. */
  readonly width: number;
  readonly columns: readonly LayoutColumn[];
  /** What was taken for granted, a sentence each. */
  readonly notes: readonly string[];
}

export interface LayoutOptions {
  readonly delimiter: "auto" | "," | "\t" | ";";
  readonly header: "required" | "none" | "auto";
  readonly mostColumns: number;
}

/** Throws an error for the line. */
export type Fail = (line: number, problem: string, kind?: "no names") => never;

/** `records`: the first of the file. Undefined where they hold nothing but blank lines. */
export function layoutOf(records: readonly TextRecord[], options: LayoutOptions, fail: Fail): TableLayout | undefined {
  const filled = records.filter(({ text }) => text.trim() !== "");
  const said = /^"?sep=(.)"?$/i.exec(filled[0]?.text.trim() ?? "")?.[1];
  const lines = said === undefined ? filled : filled.slice(1);
  if (lines.length === 0) return undefined;
  const { comments, body, hasComments } = apart(lines);
  const delimiter =
    options.delimiter === "auto" ? (said ?? delimiterOf(body.map(({ text }) => text))) : options.delimiter;
  const titles = options.header === "none" ? 0 : titleLines(body, delimiter);
  const split = headed({ comments: titles > 0 ? [] : comments, body: body.slice(titles), delimiter });
  const parts = namedAs(split, options, (problem) => fail(body[0].line, problem, "no names"));
  const widest = Math.max(parts.heads[0]?.length ?? 0, parts.rows[0]?.length ?? 0);
  if (widest > options.mostColumns) {
    fail(
      body[0].line,
      `${counted(widest, "column")}; at most ${options.mostColumns} are read. Conditions are rows: is the table turned over?`,
    );
  }
  const units = parts.heads.length > 0 ? unitsIn(parts.rows) : undefined;
  const rows = units ? parts.rows.slice(1) : parts.rows;
  const head = body.slice(0, body.length - rows.length).at(-1) ?? comments.at(-1);
  const decimal = decimalMark(rows, delimiter, (problem) => fail(body[0].line, problem));
  const found = columnsOf({
    names: joinedOrNone(parts),
    rows,
    units,
    decimal: decimal.mark,
    fail: (problem) => fail(body[0].line, problem),
  });
  const isGuessed = options.delimiter === "auto" && said === undefined && parts.rows.some((row) => row.length > 1);
  const notes = [
    isGuessed ? separatorNote(delimiter) : undefined,
    titles > 0 ? titleNote(body.slice(0, titles)) : undefined,
    parts.note,
    units && `units are read from the line below the names: ${shortList(units)}`,
    decimal.note,
    ...found.notes,
  ];
  return {
    delimiter,
    decimal: decimal.mark,
    lastHead: head?.line ?? (said === undefined ? 0 : 1),
    hasComments,
    width: found.width,
    columns: found.columns,
    notes: notes.filter((note) => note !== undefined),
  };
}

/** Comments before the first line of the table, and all lines that are none. */
function apart(lines: readonly TextRecord[]) {
  const first = lines.findIndex(({ text }) => !isLeadingComment(text));
  const comments = first < 0 ? lines.slice(0, -1) : lines.slice(0, first);
  const rest = lines.slice(comments.length);
  const marked = rest.slice(1).filter(({ text }) => isComment(text)).length;
  const hasComments = 2 * marked <= rest.length; // else it is how values begin
  return {
    comments,
    hasComments,
    body: hasComments ? rest.filter(({ text }, at) => at === 0 || !isComment(text)) : rest,
  };
}

/** Names as the options have them. */
function namedAs(split: Headed, { header }: LayoutOptions, refuse: (problem: string) => never): Headed {
  const { heads, rows } = split;
  if (header === "none") return { heads: [], rows: [...heads, ...rows] };
  if (heads.length > 0) return split;
  if (header === "required") refuse("numbers where a header with column names is needed");
  return split;
}

const joinedOrNone = ({ heads }: Headed): readonly string[] | undefined =>
  heads.length === 0 ? undefined : joinedNames(heads);

const SEPARATORS = new Map([
  [";", "semicolons"],
  ["\t", "tabs"],
  ["|", "bars"],
]);

const titleNote = (lines: readonly TextRecord[]): string =>
  `${lines.length === 1 ? "a line" : `${lines.length} lines`} above the names of columns ${lines.length === 1 ? "is" : "are"} no values: "${lines[0].text.replace(/[,;\t|]+$/, "").slice(0, 60)}"`;

/** Commas go without saying. */
const separatorNote = (delimiter: string): string | undefined =>
  delimiter === ","
    ? undefined
    : `fields are separated by ${SEPARATORS.get(delimiter) ?? "blanks"} (otherwise a first line such as "sep=,")`;

const shortList = (words: readonly string[]): string =>
  words
    .filter((word) => word !== "")
    .slice(0, 6)
    .join(", ") + (words.length > 6 ? ", ..." : "");
