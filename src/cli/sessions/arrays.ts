/** Finding and reading the arrays of a session: by the name given, or by the names that people use. */
import {
  type DataEntry,
  type DataFile,
  findEntry,
  readColumns,
  selectEntries,
  type TableColumn,
} from "../../io/index.js";
import { InputError } from "../../math/errors.js";

const lastName = ({ name }: DataEntry): string => name.slice(name.lastIndexOf("/") + 1);

/** The entry that `text` names, or else the first whose last name fits the pattern. */
export function findOne(file: DataFile, text: string | undefined, pattern: RegExp): DataEntry | undefined {
  if (text !== undefined) return findEntry(file, text);
  return file.entries.find((entry) => entry.problem === undefined && pattern.test(lastName(entry)));
}

/** Numbers of all columns of the entries; throws InputError where one holds text. */
export async function numberColumns(file: DataFile, entries: readonly DataEntry[]): Promise<Float64Array[]> {
  return (await readColumns(file, entries)).map((column) => numbersOf(file, column));
}

export function numbersOf(file: DataFile, { name, values }: TableColumn): Float64Array {
  if (values instanceof Float64Array) return values;
  throw new InputError(`${file.name}: "${name}" holds text, expected numbers`);
}

/** One column of numbers; throws InputError where there are more. */
export async function oneColumn(file: DataFile, entry: DataEntry, what: string): Promise<Float64Array> {
  const columns = await numberColumns(file, [entry]);
  if (columns.length === 1) return columns[0];
  throw new InputError(`${file.name}: ${what} "${entry.name}" has ${columns.length} columns, expected one`);
}

const POSITION = /^(pos|positions?|xy|locations?|coordinates?|spatial_?series\w*|data)$/i;

/** x and y of every sample: one array [samples x 2], or two columns. Throws InputError with what to type where there is none. */
export async function readPosition(
  file: DataFile,
  names: readonly string[] | undefined,
): Promise<readonly [Float64Array, Float64Array]> {
  const entries = positionEntries(file, names);
  if (entries.length === 0) {
    const likely = file.entries.find((entry) => isPosition(entry));
    if (likely) {
      throw new InputError(
        `${file.name}: "${likely.name}" has shape (${likely.shape.join(", ")}), expected positions [samples x 2]; other arrays are ` +
          "named with --position, e.g. --position px,py",
      );
    }
    throw new InputError(
      `${file.name}: no positions found (looked for "position", "pos", "xy", or "x" and "y"); name them with --position, ` +
        `e.g. --position tracking or --position px,py; see "purecell inspect ${file.name}"`,
    );
  }
  const columns = await numberColumns(file, entries);
  if (columns.length === 2) return [columns[0], columns[1]];
  throw new InputError(
    `${file.name}: positions "${entries.map(({ name }) => name).join(", ")}" have ${columns.length} columns, expected x and y`,
  );
}

function positionEntries(file: DataFile, names: readonly string[] | undefined): readonly DataEntry[] {
  if (names !== undefined) return selectEntries(file, names);
  const whole = file.entries.find(
    (entry) => entry.problem === undefined && entry.shape.length === 2 && entry.shape[1] === 2 && isPosition(entry),
  );
  if (whole) return [whole];
  const [x, y] = [/^(x|pos_?x|x_?pos)$/i, /^(y|pos_?y|y_?pos)$/i].map((pattern) => findOne(file, undefined, pattern));
  return x && y ? [x, y] : [];
}

/** NWB series lie under a path that says Position. */
const isPosition = (entry: DataEntry): boolean =>
  POSITION.test(lastName(entry)) || (/position/i.test(entry.name) && entry.note === "SpatialSeries");
