/** The columns of a file that can be factors of a prediction: arrays of one dimension, and those of small tables. */
import { columnNamesOf, type DataEntry, type DataFile, readColumns, selectEntries } from "../../../src/io/index.js";
import { InputError } from "../../../src/math/errors.js";
import { isDescription, prepare, readDescriptions } from "../../../src/representation/index.js";
import { type CodedColumn, levelsInOrder, requireFewLevels } from "../../../src/theory/index.js";
import { current } from "./opened.js";
import type { Column, Kind, Kinds, Texts } from "./protocol.js";
import { rowOptionsIn, selectionIn } from "./reading.js";

/** Tables of more columns than this are hardly factors of one task. */
const FEW = 12;

/** `texts`: what was said of how to read it; the command line, too, then reads all formats alike. */
export async function columnsOf(file: DataFile, texts: Texts): Promise<Column[]> {
  const asStored = isReadAsStored(file, texts);
  const usable = file.entries.filter(
    ({ name, kind, problem, shape, role }) =>
      problem === undefined &&
      kind !== "unreadable" &&
      shape.length > 0 &&
      role !== "description" &&
      !isDescription(name),
  );
  const columns = await Promise.all(usable.map((entry) => columnsIn(file, entry, asStored)));
  return columns.flat();
}

/** Formats whose rows `purecell predict` streams; it has names of its own for the columns of their tables. */
const isReadAsStored = ({ format }: DataFile, texts: Texts): boolean => {
  const { transpose, inside, missing, leaveOut, missingValue } = selectionIn(texts);
  const isPlain = !transpose && [inside, missing, leaveOut, missingValue].every((given) => given === undefined);
  return isPlain && ["npy", "npz", "csv"].includes(format);
};

async function columnsIn(file: DataFile, entry: DataEntry, asStored: boolean): Promise<Column[]> {
  const { name, kind, shape, period } = entry;
  const known = period === undefined ? {} : { known: { kind: "circular", period } as const };
  if (shape.length === 1) return [{ name, array: name, text: kind === "text", ...known }];
  if (shape.length > 2 || shape[1] > FEW || kind === "text") return [];
  if (asStored && name === "factors") return factorColumns(file, shape[1]);
  const stem = file.format === "npy" ? "s" : `${name} `;
  const names = asStored ? Array.from({ length: shape[1] }, (_, i) => `${stem}${i + 1}`) : columnNamesOf(entry);
  return names.map((own, index) => ({ name: own, array: name, index, text: false, ...known }));
}

/** Named and read as the file says. */
async function factorColumns(file: DataFile, count: number): Promise<Column[]> {
  const { names, kinds, periods } = await readDescriptions(file);
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds?.[i] ?? "auto";
    const period = periods?.[i] ?? Number.NaN;
    const known: Kind | undefined =
      kind === "auto" ? undefined : kind === "circular" ? (period > 0 ? { kind, period } : undefined) : { kind };
    return { name: names?.[i] ?? `s${i + 1}`, array: "factors", index: i, text: false, ...(known && { known }) };
  });
}

export interface FactorTable {
  readonly columns: readonly CodedColumn[];
  /** By column, [rows]; categories by the numbers of their levels. */
  readonly values: readonly Float64Array[];
}

/** What is not said of a kind is read as numbers, as by `purecell predict`. Throws InputError for what cannot be read so. */
export async function factorTable(names: readonly string[], kinds: Kinds): Promise<FactorTable> {
  const { file, columns, texts } = current();
  const chosen = names.map((name) => {
    const found = columns.find((column) => column.name === name);
    if (found === undefined) throw new InputError(`${file.name} has no column "${name}"`);
    return found;
  });
  const arrays = [...new Set(chosen.map(({ array }) => array))];
  const entries = selectEntries(file, arrays);
  const { rows, ...selecting } = await rowOptionsIn(texts);
  const prepared = await prepare({ file, factorsFile: file, activity: entries, factors: entries }, selecting);
  const read = await readColumns(prepared.file, prepared.factors);
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
