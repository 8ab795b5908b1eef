/**
 * A recording's files as they can be measured: tables turned so that rows are conditions, and rows left out in which a task variable
 * has no value. What was done is said.
 */
import { type Choice, type DataEntry, type DataFile, fileOfRows, readColumns, turnedFile } from "../io/index.js";
import { InputError } from "../math/errors.js";
import { counted, listed } from "../math/words.js";
import { type RowSelection, selectedRows } from "./recordingRows.js";

export interface Selecting {
  /** Activity is stored as [units x conditions]. */
  readonly transpose?: boolean;
  /** Rows in which a value is missing: refused by default, but for rows outside of a table of intervals, which are left out. */
  readonly missing?: "refuse" | "leave-out";
  /** An array that has values in the rows to be kept, and none in the others. */
  readonly inside?: string;
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
  entries.map((entry) => file.entries.find(({ name }) => name === entry.name) ?? entry);

/** Tables whose second axis is as long as the conditions are many. */
function turnedParts(parts: Parts, { transpose }: Selecting): Prepared {
  const { file, factorsFile, activity, factors } = parts;
  const [table] = activity;
  const isTable = activity.length === 1 && table.shape.length === 2;
  if (transpose && !isTable) {
    throw new InputError(`${file.name}: --transpose turns one table [units x conditions]; name it with --activity`);
  }
  const rows = isTable ? conditionsOf(parts, transpose) : activity[0].shape[0];
  const turnsActivity = transpose === true || (isTable && table.shape[0] !== rows);
  const others = factors.filter(({ shape }) => shape.length === 2 && shape[0] !== rows && shape[1] === rows);
  const names = [...(turnsActivity ? [table] : []), ...others].map(({ name }) => name);
  if (names.length === 0) return { ...parts, choices: [] };
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

const turnChoice = ({ name, shape }: DataEntry, rows: number, what: string): Choice => ({
  said: `${what} "${name}" is ${shape.join(" x ")} beside ${rows} conditions: its axes are exchanged, and it is turned`,
});

/** Without the rows in which something is missing. */
async function withoutMissing(parts: Prepared, selecting: Selecting): Promise<Prepared> {
  const { file, factorsFile, activity, factors } = parts;
  const rows = selecting.rows;
  const unchanged = { ...parts, ...(rows && { rows }), choices: [] };
  const checked = selecting.missing === "leave-out" ? factors : factors.filter(({ within }) => within !== undefined);
  const inside = selecting.inside === undefined ? [] : [insideEntry(file, selecting.inside)];
  if (checked.length === 0 && inside.length === 0 && selecting.missing !== "leave-out") return unchanged;
  const total = activity[0].shape[0];
  const isKept = new Uint8Array(total).fill(1);
  await strikeMissing(isKept, factorsFile, checked);
  await strikeMissing(isKept, file, inside);
  if (selecting.missing === "leave-out") await strikeMissing(isKept, file, activity);
  const chosen = numbersOf(rows, total);
  const kept = chosen.filter((row) => isKept[row] === 1);
  if (kept.length === chosen.length) return unchanged;
  if (kept.length === 0)
    throw new InputError(
      `${file.name}: no row is left in which all of ${namesOf([...checked, ...inside])} have a value`,
    );
  const own = fileOfRows(file, kept, total);
  const beside = factorsFile === file ? own : fileOfRows(factorsFile, kept, total);
  return {
    file: own,
    factorsFile: beside,
    activity: again(activity, own),
    factors: again(factors, beside),
    choices: [{ said: leftOutWords(chosen.length - kept.length, kept.length, checked, selecting) }],
  };
}

const namesOf = (entries: readonly DataEntry[]): string => listed(entries.map(({ name }) => name));

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
    ...(inside === undefined ? [] : [`outside of ${inside}`]),
  ];
  return `${counted(out, "row")} left out, ${why.join(", or ")}; ${kept} kept`;
}

function insideEntry(file: DataFile, name: string): DataEntry {
  const entry = file.entries.find((one) => one.name === name || one.name === `intervals/${name}`);
  if (entry) return entry;
  const tables = [...new Set(file.entries.flatMap(({ within }) => within ?? []))];
  const known = tables.length > 0 ? `there are ${listed(tables)}` : "this file has none";
  throw new InputError(`${file.name}: --inside takes a table of intervals; "${name}" is none: ${known}`);
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

/** Infinite values are no gaps but errors. */
const isMissing = (value: number | string): boolean => (typeof value === "number" ? Number.isNaN(value) : value === "");
