/** What the columns of a table are: numbers or names, with a unit or none, or no more than the number of the row. */
import { decimalOf, isInfinite, isMissing, withPoint } from "./numbers.js";

export interface LayoutColumn {
  readonly name: string;
  /** Its place among the fields of a row. */
  readonly at: number;
  /** Undefined where no row that was looked at has a value. */
  readonly kind?: "numbers" | "text";
  readonly units?: string;
  /** Whether it counts rows, or names them. */
  readonly isIndex: boolean;
}

export interface ColumnParts {
  /** Undefined where the table has no names. */
  readonly names: readonly string[] | undefined;
  readonly rows: readonly (readonly string[])[];
  readonly units: readonly string[] | undefined;
  readonly decimal: "." | ",";
  readonly fail: (problem: string) => never;
}

interface Columns {
  readonly width: number;
  readonly columns: readonly LayoutColumn[];
  readonly notes: readonly string[];
}

/** Names that programs give to a column of row numbers. */
const INDEX = /^(index|unnamed: ?\d+|unnamed|rows?|row_?(names?|numbers?|id|index)|__index_level_0__|coords|frames?)$/i;

export function columnsOf(parts: ColumnParts): Columns {
  const { rows } = parts;
  const width = widthOf(parts);
  const valuesAt = (at: number) => rows.slice(0, 1000).map((row) => row[at] ?? "");
  const names = namesOf(parts, width);
  const notes: string[] = [];
  const columns = names.flatMap((name, at): LayoutColumn[] => {
    const values = valuesAt(at);
    if (name === "" && at > 0) {
      if (values.some((value) => value !== "")) parts.fail(`column ${at + 1} has no name`);
      notes.push(`column ${at + 1} has no name and no values: left out`);
      return [];
    }
    const isIndex = name === "" || (INDEX.test(name) && isCounting(values));
    const own = name === "" ? freeName("index", names) : name;
    if (isIndex)
      notes.push(`column "${own}" numbers or names the rows: neither activity nor a factor, unless it is named`);
    const units = unitOf(parts.units?.[at]);
    return [{ name: own, at, isIndex, ...kindOf(values, parts.decimal), ...(units !== undefined && { units }) }];
  });
  checkDifferent(columns, parts.fail);
  return { width, columns, notes };
}

const unitOf = (text = ""): string | undefined => {
  const bare = text.replace(/^[[(](.*)[\])]$/, "$1");
  return bare === "" || bare === "-" ? undefined : bare;
};

/** Without blank fields behind the last column; with the field before the first where only the rows have it (R's write.table). */
function widthOf({ names, rows }: ColumnParts): number {
  const [row = []] = rows;
  if (!names) return row.length;
  const own = lastFilled(names) + 1;
  return hasNamelessFirst(names, rows) ? own + 1 : own;
}

const lastFilled = (fields: readonly string[]): number =>
  fields.reduce((last, field, at) => (field === "" ? last : at), -1);

/** Every row has a field more than there are names, and values in the last. */
const hasNamelessFirst = (names: readonly string[], rows: readonly (readonly string[])[]): boolean =>
  names.length > 0 &&
  names.at(-1) !== "" &&
  rows.length > 0 &&
  rows.every((row) => row.length === names.length + 1) &&
  rows.some((row) => row.at(-1) !== "");

function namesOf({ names, rows }: ColumnParts, width: number): readonly string[] {
  if (!names) return Array.from({ length: width }, (_, i) => `s${i + 1}`);
  return hasNamelessFirst(names, rows) ? ["", ...names] : names.slice(0, width);
}

function freeName(wanted: string, names: readonly string[]): string {
  return names.includes(wanted) ? freeName(`${wanted}_`, names) : wanted;
}

/** In equal steps of whole numbers upwards. */
function isCounting(values: readonly string[]): boolean {
  const step = Number(values[1]) - Number(values[0]);
  const follows = (value: string, row: number) => value !== "" && Number(value) === Number(values[0]) + step * row;
  return values.length > 1 && Number.isInteger(step) && step > 0 && values.every(follows);
}

/** By what most values are, wherever in the column they stand. */
function kindOf(values: readonly string[], decimal: "." | ","): Pick<LayoutColumn, "kind"> {
  let [numbers, infinite, words] = [0, 0, 0];
  for (const value of values) {
    if (value !== "" && Number.isFinite(decimalOf(decimal === "," ? withPoint(value) : value))) numbers++;
    else if (isInfinite(value)) infinite++;
    else if (!isMissing(value)) words++;
  }
  if (numbers + infinite + words === 0) return {};
  if (words === 0) return { kind: "numbers" };
  return { kind: numbers >= words ? "numbers" : "text" };
}

function checkDifferent(columns: readonly LayoutColumn[], fail: (problem: string) => never): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) fail(`two columns are named "${name}"`);
    seen.add(name);
  }
}
