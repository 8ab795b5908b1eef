/** One value per sample of every cell: a table [samples x cells], or a column for each. */
import { type DataEntry, type DataFile, readColumns, selectEntries, turnedFile } from "../io/index.js";
import { InputError } from "../math/errors.js";
import { numbersOf } from "./arrays.js";
import type { CellData, ReadCells } from "./cellTable.js";

const ACTIVITY = /^(activity|rates?|firing_?rates?|traces?|dff|fluorescence|calcium)$/i;

/** What the format knows to be activity, or such names say is. */
export const activityNamed = (entries: readonly DataEntry[]): readonly DataEntry[] =>
  entries.filter((entry) => entry.problem === undefined && (entry.role === "activity" || ACTIVITY.test(entry.name)));

interface Turning {
  readonly samples: number;
  /** Whether the user says that tables are [cells x samples]. */
  readonly transpose: boolean;
}

/** Throws InputError where the lengths differ from the number of samples. */
export async function activityTable(
  file: DataFile,
  entries: readonly DataEntry[],
  turning: Turning,
): Promise<ReadCells> {
  const turned = entries.filter((entry) => isTurned(entry, turning));
  if (turning.transpose && turned.length === 0 && !entries.every(({ shape }) => shape.length === 1)) {
    throw new InputError(`${file.name}: --transpose turns a table [cells x samples]; ${shapesOf(entries)}`);
  }
  const names = turned.map(({ name }) => name);
  const view = names.length === 0 ? file : turnedFile(file, names);
  const chosen = entries.flatMap(({ name }) => selectEntries(view, [name]));
  const other = chosen.find(({ shape }) => shape[0] !== turning.samples);
  if (other) throw new InputError(`${file.name}: ${shapesOf(entries)}, but there are ${turning.samples} samples`);
  const notes = turning.transpose ? [] : turned.map(turnedLine);
  return { table: await cellsOf(view, chosen), notes };
}

const isTurned = ({ shape }: DataEntry, { samples, transpose }: Turning): boolean =>
  shape.length === 2 && (transpose || (shape[0] !== samples && shape[1] === samples));

const shapesOf = (entries: readonly DataEntry[]): string =>
  entries.map(({ name, shape }) => `"${name}" has shape (${shape.join(", ")})`).join(", ");

const turnedLine = ({ name, shape }: DataEntry): string =>
  `activity "${name}" is ${shape.join(" x ")}, and there are ${shape[1]} samples: its axes are exchanged, and it is turned`;

async function cellsOf(file: DataFile, entries: readonly DataEntry[]): Promise<ReadCells["table"]> {
  const columns = await readColumns(file, entries);
  const isRate = entries.every(({ role, units }) => role === "activity" && units === "Hz");
  const whole = entries.length === 1;
  return new Map<string, CellData>(
    columns.map((column, cell) => [
      whole ? String(cell) : column.name,
      { kind: "activity", values: numbersOf(file, column), isRate },
    ]),
  );
}
