/** Whether a table has decimal points or decimal commas. */
import { decimalOf, hasDecimalComma, hasThousands, mayBeThousands } from "./numbers.js";

export interface DecimalMark {
  readonly mark: "." | ",";
  readonly note?: string;
}

const POINT = { mark: "." } as const;

/** Settled by the whole table: it has one mark. Calls `fail` where numbers can be read in two ways. */
export function decimalMark(
  rows: readonly (readonly string[])[],
  delimiter: string,
  fail: (problem: string) => never,
): DecimalMark {
  const columns = (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] ?? "").filter((field) => field !== ""));
  const thousands = columns.flat().find(hasThousands);
  if (thousands !== undefined)
    fail(`${thousands} has marks of thousands: write numbers with a decimal point and no other mark`);
  const commas = columns.filter((fields) => isCommaColumn(fields));
  if (commas.length === 0) return POINT;
  const [example] = commas[0].filter(hasDecimalComma);
  const point = columns.flat().find((field) => /^[-+]?\d*\.\d+(e[-+]?\d+)?$/i.test(field));
  if (delimiter === ",") return commas.flat().some(isSurelyDecimal) ? comma(example) : POINT; // else they may be lists
  if (point !== undefined) {
    fail(`${example} has a decimal comma but ${point} a decimal point: write all numbers with a decimal point`);
  }
  if (commas.flat().filter(hasDecimalComma).every(mayBeThousands)) {
    fail(
      `${example} may be ${example.replace(",", ".")} or ${example.replace(",", "")}: write it with a decimal point, or without a mark`,
    );
  }
  return comma(example);
}

const comma = (example: string): DecimalMark => ({
  mark: ",",
  note: `decimal commas are read as such: ${example} is ${example.replace(",", ".")}`,
});

/** Mostly numbers, some of them with a comma. */
function isCommaColumn(fields: readonly string[]): boolean {
  const withComma = fields.filter(hasDecimalComma).length;
  const others = fields.filter((field) => Number.isFinite(decimalOf(field))).length;
  return withComma > 0 && 2 * (withComma + others) > fields.length;
}

/** A leading zero, or more digits than a list would have. */
const isSurelyDecimal = (field: string): boolean =>
  /^[-+]?0?,\d+$/.test(field) || /^[-+]?\d+,\d{4,}(e[-+]?\d+)?$/i.test(field);
