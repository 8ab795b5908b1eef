/** Whether a file is a table of nothing but factors, and how `predict` reads it. */
import { type DataEntry, type DataFile, readColumns, type TableColumn } from "../../../io/index.js";
import { requireFewFactors, requireFewLevels } from "../../../theory/index.js";

/** Columns that `predict` takes for factors, and which of them are names. */
export interface Prediction {
  /** Whether they are named as arrays of the file, or as columns of its one table. */
  readonly flag: "--columns" | "--arrays";
  readonly columns: readonly string[];
  readonly categorical: readonly string[];
}

const TABLES: readonly DataFile["format"][] = ["csv", "parquet"];

/** More conditions than these are not looked through. */
const MOST_ROWS = 1_000_000;

const isFactor = ({ problem, shape, role }: DataEntry): boolean =>
  problem === undefined && shape.length === 1 && role !== "description" && role !== "time";

const isWhole = ({ values }: TableColumn): boolean =>
  values instanceof Float64Array ? values.every(Number.isFinite) : values.every((value) => value !== "");

const varies = ({ values }: TableColumn): boolean =>
  values instanceof Float64Array ? values.some((value) => value !== values[0]) : new Set(values).size > 1;

/**
 * Undefined where the file holds something else beside, or a column in which a value is missing. Throws InputError for more factors
 * or levels than can be searched.
 */
export async function predictionOf(file: DataFile): Promise<Prediction | undefined> {
  const entries = file.entries.filter(isFactor);
  const [rows] = entries[0]?.shape ?? [0];
  const isTable =
    entries.every(({ shape }) => shape[0] === rows) && !file.entries.some(({ shape }) => shape.length > 1);
  if (!isTable || rows === 0 || rows > MOST_ROWS) return undefined;
  const columns = (await readColumns(file, entries)).filter(varies);
  if (columns.length === 0 || !columns.every(isWhole)) return undefined;
  requireFewFactors(columns.length);
  const categorical = columns.filter(({ values }) => !(values instanceof Float64Array));
  for (const { name, values } of categorical) requireFewLevels(new Set<number | string>(values).size, name, file.name);
  return {
    flag: TABLES.includes(file.format) ? "--columns" : "--arrays",
    columns: columns.map(({ name }) => name),
    categorical: categorical.map(({ name }) => name),
  };
}
