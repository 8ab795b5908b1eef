/** The rows of a recording: all, or some, or some at a time. */
import {
  columnNamesOf,
  type DataEntry,
  type DataFile,
  type ReadRows,
  readColumns,
  type TableColumn,
  toFloat64,
} from "../io/index.js";
import { entryName } from "./descriptions.js";

/** Every `step`-th row from `from` to before `to`. */
export interface RowSelection {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Rows that selection leaves of an entry of so many. */
export const selectedRows = ({ from, to, step }: RowSelection, rows: number): number =>
  Math.max(0, Math.ceil((Math.min(to, rows) - from) / step));

/** Bytes of float64 that are read at a time where only some rows are kept. */
const PART = 2 ** 26;

/** Columns of the selected rows. A step above 1 is read part by part, so that what is left out never fills memory. */
export async function selectColumns(
  file: DataFile,
  entries: readonly DataEntry[],
  rows: RowSelection | undefined,
): Promise<TableColumn[]> {
  if (!rows) return readColumns(file, entries);
  const parts: TableColumn[][] = [];
  const width = entries.reduce((sum, { shape }) => sum + (shape[1] ?? 1), 0);
  for (const range of partsOf(rows, entries[0].shape[0], width)) {
    parts.push(everyStep(await readColumns(file, entries, { rows: range }), rows.step));
  }
  return parts[0].map(({ name }, column) => ({ name, values: joined(parts.map((part) => part[column].values)) }));
}

/** Consecutive ranges of rows, each of whole steps. */
function partsOf(
  { from, to, step }: RowSelection,
  total: number,
  width: number,
  mostBytes = PART,
): (readonly [number, number])[] {
  const end = Math.min(to, total);
  const length = Math.max(1, Math.floor(mostBytes / (8 * width * step))) * step;
  const count = Math.max(1, Math.ceil((end - from) / length));
  const start = Math.min(from, end);
  return Array.from({ length: count }, (_, part) => [
    start + part * length,
    Math.min(end, start + (part + 1) * length),
  ]);
}

const everyStep = (columns: readonly TableColumn[], step: number): TableColumn[] =>
  columns.map(({ name, values }) => ({ name, values: everyRow(values, 1, step) }));

/** Every `step`-th row of a table of `width` columns. */
function everyRow<Values extends TableColumn["values"]>(values: Values, width: number, step: number): Values;
function everyRow(values: TableColumn["values"], width: number, step: number): TableColumn["values"] {
  const taken = (_: unknown, at: number) => Math.floor(at / width) % step === 0;
  if (step === 1) return values;
  return values instanceof Float64Array ? values.filter(taken) : values.filter(taken);
}

function joined(parts: readonly TableColumn["values"][]): TableColumn["values"] {
  if (parts.length === 1) return parts[0];
  const numbers = parts.filter((part) => part instanceof Float64Array);
  if (numbers.length < parts.length) return parts.flatMap((part) => (part instanceof Float64Array ? [] : part));
  const out = new Float64Array(numbers.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of numbers) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

interface Activity {
  /** [conditions x units] */
  readonly activity: Float64Array;
  readonly units: number;
}

export async function readActivity(
  file: DataFile,
  entries: readonly DataEntry[],
  rows: RowSelection | undefined,
): Promise<Activity> {
  if (entries.length > 1) return sideBySide(await selectColumns(file, entries, rows));
  const [entry] = entries;
  const units = entry.shape[1] ?? 1;
  const ranges = rows ? partsOf(rows, entry.shape[0], units) : [undefined];
  const parts: Float64Array[] = [];
  for (const range of ranges) parts.push(everyRow(await readTable(file, entry, range), units, rows?.step ?? 1));
  const activity = joined(parts);
  return { activity: activity instanceof Float64Array ? activity : new Float64Array(), units };
}

const readTable = async (file: DataFile, { name }: DataEntry, rows: ReadRows["rows"]): Promise<Float64Array> =>
  toFloat64(await file.read(name, rows && { rows }), entryName(file, name));

/** Consecutive rows of a recording's activity. */
export interface ActivityPart {
  /** Number of the first row, among those selected. */
  readonly from: number;
  /** [rows x units] */
  readonly activity: Float64Array;
}

interface PartOptions {
  readonly rows: RowSelection | undefined;
  readonly mostBytes: number;
}

/** The selected rows in order, some at a time. Throws InputError as `readActivity`. */
export async function* activityParts(
  file: DataFile,
  entries: readonly DataEntry[],
  { rows = ALL_ROWS, mostBytes }: PartOptions,
): AsyncGenerator<ActivityPart> {
  const { units } = activityShape(entries, rows);
  let from = 0;
  for (const range of partsOf(rows, entries[0].shape[0], units, mostBytes)) {
    const activity =
      entries.length > 1
        ? sideBySide(everyStep(await readColumns(file, entries, { rows: range }), rows.step)).activity
        : everyRow(await readTable(file, entries[0], range), units, rows.step);
    yield { from, activity };
    from += activity.length / units;
  }
}

const ALL_ROWS: RowSelection = { from: 0, to: Number.MAX_SAFE_INTEGER, step: 1 };

/** What the activity will be, from what the file says of its entries. */
export function activityShape(
  entries: readonly DataEntry[],
  rows: RowSelection = ALL_ROWS,
): { readonly conditions: number; readonly units: number; readonly names?: readonly string[] } {
  const names = entries.flatMap(columnNamesOf);
  const conditions = selectedRows(rows, entries[0].shape[0]);
  return { conditions, units: names.length, ...((entries.length > 1 || entries[0].columnNames) && { names }) };
}

function sideBySide(columns: readonly TableColumn[]): Activity {
  const units = columns.length;
  const activity = new Float64Array(columns[0].values.length * units);
  for (const [unit, { values }] of columns.entries()) {
    for (let row = 0; row < values.length; row++) activity[row * units + unit] = Number(values[row]);
  }
  return { activity, units };
}
