/** One pass over a table: its support, some rows to draw, and all of them where they are needed again. */
import type { Batch, Cells, TableStream } from "../../../io/index.js";
import { InputError, UsageError } from "../../../math/errors.js";
import { type Matrix, matrix } from "../../../math/matrix.js";
import { fold, type Key } from "../../../math/random.js";
import {
  type CodedColumn,
  codeColumns,
  coordinateGroups,
  coordinateNames,
  MOST_JUDGED,
  type Support,
  SupportAccumulator,
  selectRows,
} from "../../../theory/index.js";
import type { Choice } from "./columns.js";
import { type OrderedRows, OrderedRowsKept } from "./orderedRows.js";
import { Reservoir } from "./reservoir.js";

/** All that is known of the factors once they have been read. */
export interface Factors {
  readonly columns: readonly CodedColumn[];
  readonly support: Support;
  /** Coordinates that count as one factor. */
  readonly groups: readonly (readonly number[])[];
  /** Rows to draw [rows x coordinates], in their own units. */
  readonly drawn: Matrix;
  /** Rows of weight above zero; undefined where corners were given. */
  readonly judged: JudgedRows | undefined;
  /** Rows of weight above zero in their order, all or every few of them; undefined where corners were given. */
  readonly ordered: OrderedRows | undefined;
  /** All rows and their weights, where they were asked for. */
  readonly all?: { readonly rows: Matrix; readonly weights: Float64Array | undefined };
}

export interface JudgedRows {
  /** All of them or a random part [rows x coordinates]. */
  readonly rows: Matrix;
  readonly count: number;
}

export interface GatherOptions {
  /** Weights of the rows from a file of their own. */
  readonly weights: Float64Array | undefined;
  readonly keepAll: boolean;
  /** Rows that are kept to be drawn. */
  readonly drawn: number;
  readonly source: Key;
  /** Told after every batch how many rows have been read, and which part of the file. */
  progress(rows: number, done: number): void;
}

/** As many numbers are kept for a sensitivity analysis: 128 MB. */
const MOST_KEPT = 1 << 24;

/** Throws InputError for values that cannot be used, naming their place. */
export async function gatherFactors(
  table: TableStream,
  columns: readonly CodedColumn[],
  { chosen, weights: weightColumn, blocks: blockColumn, groups }: Choice,
  options: GatherOptions,
): Promise<Factors> {
  const names = columns.flatMap(coordinateNames);
  const accumulator = new SupportAccumulator(names.length, names);
  const reservoir = new Reservoir(options.drawn, fold(options.source, "drawn"));
  const judged = new Reservoir(MOST_JUDGED, fold(options.source, "judged"));
  let counted = 0;
  const ordered = new OrderedRowsKept(names.length);
  const kept = new KeptRows(names.length, options.keepAll);
  const wanted = [
    ...chosen.map(({ column, kind }) => ({ column, as: kind.kind === "categorical" ? "text" : "numbers" }) as const),
    ...(weightColumn === undefined ? [] : [{ column: weightColumn, as: "numbers" as const }]),
    ...(blockColumn === undefined ? [] : [{ column: blockColumn, as: "text" as const }]),
  ];
  let rows = 0;
  for await (const batch of table.read(wanted)) {
    const coded = codeColumns(columns, levelNumbers(columns, batch));
    const ownWeights = weightColumn === undefined ? undefined : numbersOf(batch.columns[columns.length]);
    const weights = ownWeights ?? weightsOf(batch, options.weights, rows);
    requireWeights(weights, rows, table.name);
    accumulator.add(coded, weights);
    reservoir.add(coded);
    const occurring = withoutZeroWeights(coded, weights);
    judged.add(occurring);
    counted += occurring.rows;
    ordered.add(coded, weights, blockColumn === undefined ? undefined : textsOf(batch.columns[wanted.length - 1]));
    kept.add(coded, weights);
    rows += batch.rows;
    options.progress(rows, batch.done);
  }
  if (options.weights !== undefined && options.weights.length !== rows) {
    throw new InputError(`${table.name} has ${rows} rows, but there are ${options.weights.length} weights`);
  }
  return {
    columns,
    support: accumulator.finish(),
    groups: coordinateGroups(columns, groups),
    drawn: reservoir.sample,
    judged: { rows: judged.sample, count: counted },
    ordered: ordered.all,
    ...(options.keepAll ? { all: kept.all } : {}),
  };
}

/** Values of the factor columns of a batch, categories by the numbers of their levels. */
function levelNumbers(columns: readonly CodedColumn[], batch: Batch): ArrayLike<number>[] {
  return columns.map((column, k) => {
    const cells = batch.columns[k];
    if (column.kind !== "categorical") return numbersOf(cells);
    const numbers = new Map(column.levels.map((level, number) => [level, number]));
    return Float64Array.from(cells, (cell: number | string) => numbers.get(String(cell)) ?? -1);
  });
}

const numbersOf = (cells: Cells): Float64Array =>
  cells instanceof Float64Array ? cells : Float64Array.from(cells, Number);

const textsOf = (cells: Cells): string[] => Array.from(cells, (cell: number | string) => String(cell));

/** Those of a batch from a file of their own. */
function weightsOf(batch: Batch, file: Float64Array | undefined, row: number): Float64Array | undefined {
  if (file === undefined) return undefined;
  if (row + batch.rows > file.length) {
    throw new InputError(`there are ${file.length} weights, but more rows: one for each row is needed`);
  }
  return file.subarray(row, row + batch.rows);
}

/** The rows that occur; those of weight zero are only possible. */
function withoutZeroWeights(rows: Matrix, weights: Float64Array | undefined): Matrix {
  if (weights === undefined || !weights.includes(0)) return rows;
  const occurring = Int32Array.from(weights.keys()).filter((row) => weights[row] > 0);
  return selectRows(rows, occurring);
}

function requireWeights(weights: Float64Array | undefined, row: number, file: string): void {
  const bad = weights?.findIndex((weight) => !(weight >= 0)) ?? -1;
  if (bad < 0) return;
  throw new InputError(
    `${file}: the weight of row ${row + bad + 1} is ${weights?.[bad]}; weights are zero or positive numbers`,
  );
}

/** Rows as they pass by, where they are to be kept. */
class KeptRows {
  readonly #columns: number;
  readonly #keep: boolean;
  readonly #rows: Float64Array[] = [];
  readonly #weights: Float64Array[] = [];
  #size = 0;

  constructor(columns: number, keep: boolean) {
    this.#columns = columns;
    this.#keep = keep;
  }

  add({ data }: Matrix, weights: Float64Array | undefined): void {
    if (!this.#keep) return;
    this.#size += data.length;
    if (this.#size > MOST_KEPT) {
      const most = Math.floor(MOST_KEPT / this.#columns);
      throw new UsageError(
        `--sensitivity and --neurons rectified keep all rows in memory, at most ${most} of ${this.#columns} factors; leave them out, ` +
          "or give it a random part of the rows.",
      );
    }
    this.#rows.push(data);
    if (weights !== undefined) this.#weights.push(Float64Array.from(weights));
  }

  get all(): NonNullable<Factors["all"]> {
    const rows = matrix(this.#size / this.#columns, this.#columns, joined(this.#rows));
    return { rows, weights: this.#weights.length > 0 ? joined(this.#weights) : undefined };
  }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
