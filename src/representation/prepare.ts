/**
 * A recording's files as they can be measured: tables turned so that rows are conditions, and rows left out in which a task variable
 * has no value. What was done is said.
 */
import {
  type Choice,
  type DataEntry,
  type DataFile,
  fileOfRows,
  readColumns,
  selectEntries,
  turnedFile,
} from "../io/index.js";
import { InputError } from "../math/errors.js";
import { counted, listed } from "../math/words.js";
import { type Inside, isMissing, rowsInside } from "./inside.js";
import { type RowSelection, selectedRows } from "./recordingRows.js";

export interface Selecting {
  /** Activity is stored as [units x conditions]. */
  readonly transpose?: boolean;
  /** Rows in which a value is missing: refused by default, but for rows outside of a table of intervals, which are left out. */
  readonly missing?: "refuse" | "leave-out";
  /** Intervals outside of which rows are left out. */
  readonly inside?: Inside;
  readonly rows?: RowSelection;
}

/** Which entries of which file are what. */
export interface Parts {
  readonly file: DataFile;
  readonly factorsFile: DataFile;
  readonly activity: readonly DataEntry[];
  readonly factors: readonly DataEntry[];
}

export interface Prepared extends Parts {
  readonly rows?: RowSelection;
  readonly choices: readonly Choice[];
}

/** Throws InputError where no row is left. */
export async function prepare(parts: Parts, selecting: Selecting): Promise<Prepared> {
  const turned = turnedParts(parts, selecting);
  const cut = await withoutMissing(turned, selecting);
  return { ...cut, choices: [...turned.choices, ...cut.choices] };
}

/** Entries of the same names in another view of their file. */
const again = (entries: readonly DataEntry[], file: DataFile): readonly DataEntry[] =>
  entries.flatMap(({ name }) => selectEntries(file, [name]));

/** Tables whose second axis is as long as the conditions are many. */
function turnedParts(parts: Parts, { transpose }: Selecting): Prepared {
  const { file, factorsFile, activity, factors } = parts;
  const [table] = activity;
  const isTable = activity.length === 1 && table.shape.length === 2;
  const isList = activity.length === 1 && table.shape.length === 1;
  if (transpose && !isTable && !isList) {
    throw new InputError(`${file.name}: --transpose turns one table [units x conditions]; name it with --activity`);
  }
  const rows = isTable ? conditionsOf(parts, transpose) : activity[0].shape[0];
  const turnsActivity = (transpose === true && isTable) || (isTable && table.shape[0] !== rows);
  const others = factors.filter(({ shape }) => shape.length === 2 && shape[0] !== rows && shape[1] === rows);
  const names = [...(turnsActivity ? [table] : []), ...others].map(({ name }) => name);
  if (names.length === 0) return { ...parts, choices: isTable ? squareChoices(table) : [] };
  const [own, beside] = [turnedFile(file, names), turnedFile(factorsFile, names)];
  return {
    file: own,
    factorsFile: factorsFile === file ? own : beside,
    activity: again(activity, own),
    factors: again(factors, factorsFile === file ? own : beside),
    choices: [
      ...(turnsActivity && !transpose ? [turnChoice(table, rows, "activity")] : []),
      ...others.map((entry) => turnChoice(entry, rows, "factors")),
    ],
  };
}

/** By the lists among the factors, which have no other axis; or by their tables, of which no axis is longer than the conditions. */
function conditionsOf({ activity: [{ shape }], factors }: Parts, transpose = false): number {
  if (transpose) return shape[1];
  const lists = factors.filter((entry) => entry.shape.length === 1);
  const sizes = (lists.length > 0 ? lists : factors).flatMap((entry) => [entry.shape[0], Math.max(...entry.shape)]);
  return !sizes.includes(shape[0]) && sizes.includes(shape[1]) ? shape[1] : shape[0];
}

/** Of as many rows as columns, lengths do not tell which are which. */
const squareChoices = ({ name, shape }: DataEntry): Choice[] =>
  shape[0] === shape[1] && shape[0] > 1
    ? [
        {
          said: `activity "${name}" is ${shape.join(" x ")}: its rows are taken as conditions`,
          otherwise: "--transpose",
        },
      ]
    : [];

const turnChoice = ({ name, shape }: DataEntry, rows: number, what: string): Choice => ({
  said: `${what} "${name}" is ${shape.join(" x ")} beside ${rows} conditions: its axes are exchanged, and it is turned`,
});

/** Without the rows in which something is missing. */
async function withoutMissing(parts: Prepared, selecting: Selecting): Promise<Prepared> {
  const { rows } = selecting;
  const unchanged = { ...parts, ...(rows && { rows }), choices: [] };
  const checked = factorsWithGaps(parts, selecting);
  if (!checked) return unchanged;
  const total = parts.activity[0].shape[0];
  const isKept = await rowsKept(parts, checked, selecting);
  const chosen = numbersOf(rows, total);
  const kept = chosen.filter((row) => isKept[row] === 1);
  if (kept.length === chosen.length) return unchanged;
  const said = leftOutWords(chosen.length - kept.length, kept.length, checked, selecting);
  if (kept.length === 0) throw new InputError(`${parts.file.name}: no row is left: ${said}`);
  return { ...ofRows(parts, kept, total), choices: [{ said }] };
}

/** The factors whose gaps leave out rows; undefined where no row is to be left out, for these or for another reason. */
function factorsWithGaps({ factors }: Parts, { inside, missing }: Selecting): readonly DataEntry[] | undefined {
  if (missing === "leave-out") return factors;
  const inTables = factors.filter(({ within }) => within !== undefined);
  return inTables.length === 0 && inside === undefined ? undefined : inTables;
}

/** 1 for each row of the activity that has all its values and lies inside. */
async function rowsKept(
  { file, factorsFile, activity }: Parts,
  checked: readonly DataEntry[],
  { inside, missing }: Selecting,
): Promise<Uint8Array> {
  const total = activity[0].shape[0];
  const isKept = new Uint8Array(total).fill(1);
  await strikeMissing(isKept, factorsFile, checked);
  const isInside = inside === undefined ? undefined : await rowsInside(file, inside, total);
  if (isInside) for (let row = 0; row < total; row++) isKept[row] &= isInside[row];
  if (missing === "leave-out") await strikeMissing(isKept, file, activity);
  return isKept;
}

function ofRows({ file, factorsFile, activity, factors }: Parts, kept: Int32Array, total: number): Parts {
  const own = fileOfRows(file, kept, total);
  const beside = factorsFile === file ? own : fileOfRows(factorsFile, kept, total);
  return { file: own, factorsFile: beside, activity: again(activity, own), factors: again(factors, beside) };
}

function leftOutWords(
  out: number,
  kept: number,
  checked: readonly DataEntry[],
  { missing, inside }: Selecting,
): string {
  const tables = [...new Set(checked.flatMap(({ within }) => within ?? []))];
  const why = [
    ...(missing === "leave-out"
      ? ["with a value missing"]
      : tables.length > 0
        ? [`outside of ${listed(tables)} or without a value there`]
        : []),
    ...(inside === undefined ? [] : [`outside of ${typeof inside === "string" ? inside : inside.name}`]),
  ];
  return `${counted(out, "row")} left out, ${why.join(", or ")}; ${kept} kept`;
}

function numbersOf(rows: RowSelection | undefined, total: number): Int32Array {
  if (!rows) return Int32Array.from({ length: total }, (_, row) => row);
  return Int32Array.from({ length: selectedRows(rows, total) }, (_, at) => rows.from + at * rows.step);
}

/** Bytes of float64 that are looked through at a time. */
const PART = 2 ** 26;

async function strikeMissing(isKept: Uint8Array, file: DataFile, entries: readonly DataEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const width = entries.reduce((sum, { shape }) => sum + (shape[1] ?? 1), 0);
  const step = Math.max(1, Math.floor(PART / (8 * width)));
  for (let from = 0; from < isKept.length; from += step) {
    const to = Math.min(isKept.length, from + step);
    for (const { values } of await readColumns(file, entries, { rows: [from, to] })) {
      for (let row = 0; row < values.length; row++) if (isMissing(values[row])) isKept[from + row] = 0;
    }
  }
}
