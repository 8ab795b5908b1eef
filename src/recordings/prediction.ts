/** Whether a file is a table of nothing but factors, and how `predict` reads it. */
import { type DataEntry, type DataFile, readColumns, type TableColumn } from "../io/index.js";
import { symmetricEigenvalues } from "../math/linearAlgebra.js";
import { matrix } from "../math/matrix.js";
import { pearson } from "../math/statistics.js";
import { requireFewFactors, requireFewLevels } from "../theory/index.js";
import { namesOfText } from "./conditions.js";
import { withoutCounters } from "./counters.js";

/** Columns that `predict` takes for factors, and which of them are names. */
export interface Prediction {
  readonly columns: readonly string[];
  readonly categorical: readonly string[];
}

/** Files of one table, whose columns are named with --columns. */
const TABLES: readonly DataFile["format"][] = ["csv", "parquet"];

/** More conditions than these are not looked through. */
const MOST_ROWS = 1_000_000;

/** Smallest eigenvalue of the correlations of columns of which none is made of the others. */
const LEAST_EIGENVALUE = 1e-6;

function areDependent(columns: readonly Float64Array[]): boolean {
  const count = columns.length;
  const correlations = Float64Array.from({ length: count * count }, (_, at) =>
    pearson(columns[Math.floor(at / count)], columns[at % count]),
  );
  return count > 1 && symmetricEigenvalues(matrix(count, count, correlations))[0] < LEAST_EIGENVALUE;
}

const isFactor = ({ problem, shape, role }: DataEntry): boolean =>
  problem === undefined && shape.length === 1 && role !== "description" && role !== "time";

/** As `predict` reads the table where no column is named. */
function factorsOf(file: DataFile): readonly DataEntry[] {
  const all = file.entries.filter(isFactor);
  const { names } = withoutCounters(
    all.map(({ name }) => name),
    namesOfText(file),
  );
  return all.filter(({ name }) => names.includes(name));
}

const isWhole = ({ values }: TableColumn): boolean =>
  values instanceof Float64Array ? values.every(Number.isFinite) : values.every((value) => value !== "");

const varies = ({ values }: TableColumn): boolean =>
  values instanceof Float64Array ? values.some((value) => value !== values[0]) : new Set(values).size > 1;

/**
 * Undefined where the file holds something else beside, a column in which a value is missing, or one that others make up. Throws InputError for more factors
 * or levels than can be searched.
 */
export async function predictionOf(file: DataFile): Promise<Prediction | undefined> {
  const entries = factorsOf(file);
  const [rows] = entries[0]?.shape ?? [0];
  const isTable =
    entries.every(({ shape }) => shape[0] === rows) && !file.entries.some(({ shape }) => shape.length > 1);
  if (!TABLES.includes(file.format) || !isTable || rows === 0 || rows > MOST_ROWS) return undefined;
  const columns = (await readColumns(file, entries)).filter(varies);
  if (columns.length === 0 || !columns.every(isWhole)) return undefined;
  requireFewFactors(columns.length);
  const numbers = columns.flatMap(({ values }) => (values instanceof Float64Array ? [values] : []));
  if (numbers.length >= rows || areDependent(numbers)) return undefined;
  const categorical = columns.filter(({ values }) => !(values instanceof Float64Array));
  for (const { name, values } of categorical) requireFewLevels(new Set<number | string>(values).size, name, file.name);
  return {
    columns: columns.map(({ name }) => name),
    categorical: categorical.map(({ name }) => name),
  };
}
