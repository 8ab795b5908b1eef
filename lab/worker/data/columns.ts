/** The columns of a file that can be factors of a prediction: arrays of one dimension, and those of small tables. */
import { type DataEntry, type DataFile, readColumns } from "../../../src/io/index.js";
import { InputError } from "../../../src/math/errors.js";
import { isDescription, readDescriptions } from "../../../src/representation/index.js";
import { type CodedColumn, levelsInOrder, requireFewLevels } from "../../../src/theory/index.js";
import { current } from "./opened.js";
import type { Column, Kind, Kinds } from "./protocol.js";

/** Tables of more columns than this are hardly factors of one task. */
const FEW = 12;

export async function columnsOf(file: DataFile): Promise<Column[]> {
  const usable = file.entries.filter(
    ({ name, kind, problem, shape, role }) =>
      problem === undefined &&
      kind !== "unreadable" &&
      shape.length > 0 &&
      role !== "description" &&
      !isDescription(name),
  );
  const columns = await Promise.all(usable.map((entry) => columnsIn(file, entry)));
  return columns.flat();
}

async function columnsIn(file: DataFile, { name, kind, shape, period }: DataEntry): Promise<Column[]> {
  const known = period === undefined ? {} : { known: { kind: "circular", period } as const };
  if (shape.length === 1) return [{ name, array: name, text: kind === "text", ...known }];
  if (shape.length > 2 || shape[1] > FEW || kind === "text") return [];
  if (name === "factors") return factorColumns(file, shape[1]);
  const stem = file.format === "npy" ? "s" : `${name} `;
  return Array.from({ length: shape[1] }, (_, i) => ({ name: `${stem}${i + 1}`, array: name, text: false, ...known }));
}

/** Named and read as the file says. */
async function factorColumns(file: DataFile, count: number): Promise<Column[]> {
  const { names, kinds, periods } = await readDescriptions(file);
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds?.[i] ?? "auto";
    const period = periods?.[i] ?? Number.NaN;
    const known: Kind | undefined =
      kind === "auto" ? undefined : kind === "circular" ? (period > 0 ? { kind, period } : undefined) : { kind };
    return { name: names?.[i] ?? `s${i + 1}`, array: "factors", text: false, ...(known && { known }) };
  });
}

export interface FactorTable {
  readonly columns: readonly CodedColumn[];
  /** By column, [rows]; categories by the numbers of their levels. */
  readonly values: readonly Float64Array[];
}

/** What is not said of a kind is read as numbers, as by `purecell predict`. Throws InputError for what cannot be read so. */
export async function factorTable(names: readonly string[], kinds: Kinds): Promise<FactorTable> {
  const { file, columns } = current();
  const chosen = names.map((name) => {
    const found = columns.find((column) => column.name === name);
    if (found === undefined) throw new InputError(`${file.name} has no column "${name}"`);
    return found;
  });
  const arrays = [...new Set(chosen.map(({ array }) => array))];
  const entries = arrays.map((array) => file.entries.filter(({ name }) => name === array)[0]);
  const read = await readColumns(file, entries);
  const order = arrays.flatMap((array) => columns.filter((column) => column.array === array));
  const coded = chosen.map((column) => {
    const { values } = read[order.indexOf(column)];
    return codedColumn(
      column.name,
      values,
      (Object.hasOwn(kinds, column.name) ? kinds[column.name] : column.known) ?? { kind: "continuous" },
      file.name,
    );
  });
  return { columns: coded.map(({ column }) => column), values: coded.map(({ values }) => values) };
}

function codedColumn(
  name: string,
  values: Float64Array | readonly string[],
  { kind, period = Number.NaN }: Kind,
  file: string,
): { column: CodedColumn; values: Float64Array } {
  if (kind === "categorical") {
    const words = Array.from<number | string, string>(values, String);
    const levels = levelsInOrder(new Set(words));
    requireFewLevels(levels.length, name, file);
    const numbers = new Map(levels.map((level, number) => [level, number]));
    return { column: { name, kind, levels }, values: Float64Array.from(words, (word) => numbers.get(word) ?? -1) };
  }
  if (!(values instanceof Float64Array)) {
    throw new InputError(`${file}: column "${name}" holds text, e.g. "${values[0]}": a column of names is categorical`);
  }
  if (kind === "continuous") return { column: { name, kind }, values };
  if (!(period > 0 && period < Infinity)) throw new InputError(`the circular factor "${name}" needs a period above 0`);
  return { column: { name, kind, period }, values };
}
