/** What separates the fields of a table: the mark by which every line has as many, and most of them are numbers. */
import { BLANKS, splitFields } from "./fields.js";
import { decimalOf, hasDecimalComma } from "./numbers.js";

/** In order of preference. */
const MARKS = ["\t", ",", ";", "|", BLANKS];

/** So many lines tell. */
const ENOUGH = 100;

interface Fit {
  readonly mark: string;
  readonly isEven: boolean;
  /** Part of the fields below the first line that are numbers. */
  readonly numeric: number;
  /** Whether fields hold another mark that is no decimal comma: "Hz,0.5" of "3.2 Hz,0.5 Hz", cut at blanks. */
  readonly isMixed: boolean;
}

/** Of lines of which the first may hold names; a comma where nothing separates them. */
export function delimiterOf(lines: readonly string[]): string {
  const fits = MARKS.map((mark) => fitOf(lines.slice(0, ENOUGH), mark));
  const even = mostNumeric(withoutMixed(fits.filter(({ isEven }) => isEven)));
  const uneven = mostNumeric(fits.filter(({ numeric }) => numeric > 0.5)); // refused later, with the line
  return (even ?? uneven)?.mark ?? markIn(lines[0] ?? "");
}

/** Blanks are within fields where another mark cuts lines evenly, and what they cut holds that mark. */
const withoutMixed = (even: readonly Fit[]): readonly Fit[] => {
  const pure = even.filter(({ isMixed }) => !isMixed);
  return pure.length > 0 ? pure : even;
};

const mostNumeric = (fits: readonly Fit[]): Fit | undefined =>
  fits.reduce<Fit | undefined>((best, fit) => (best && best.numeric >= fit.numeric ? best : fit), undefined);

function fitOf(lines: readonly string[], mark: string): Fit {
  const [first = [], ...rows] = lines.map((line) => splitFields(line, mark) ?? []);
  const [own, width] = [first.length, rows[0]?.length ?? first.length];
  // names may lack that of the first column, or end in a mark where the rows do not
  const fits = mark === BLANKS ? own > 1 && (own === width || own === width - 1) : Math.abs(own - width) <= 1;
  const isEven = own > 1 && width > 1 && fits && rows.every(({ length }) => length === width);
  const fields = rows.length > 0 ? rows.flat() : first;
  const numeric = fields.filter((field) => isNumeric(field, mark)).length / Math.max(1, fields.length);
  const isMixed = mark === BLANKS && fields.some((field) => /[,;|\t]/.test(field) && !hasDecimalComma(field));
  return { mark, isEven, numeric: own > 1 && width > 1 ? numeric : 0, isMixed };
}

function isNumeric(field: string, mark: string): boolean {
  const text = field.trim();
  return text !== "" && (Number.isFinite(decimalOf(text)) || (mark !== "," && hasDecimalComma(text)));
}

function markIn(line: string): string {
  const bare = line.replace(/"[^"]*"/g, "");
  return ["\t", ",", ";"].find((mark) => bare.includes(mark)) ?? ",";
}
