/** Rows in the order of their table, few enough to be redrawn many times: every one, or every 2nd, 4th, ... of a longer table. */
import { type Matrix, matrix } from "../../../math/matrix.js";
import type { SampleRows } from "../../../theory/index.js";
import { given } from "../../flags/flag.js";

/** Rows kept at most. */
const MOST = 10_000;

export interface OrderedRows {
  /** [rows x coordinates], those of weight above zero */
  readonly rows: Matrix;
  readonly weights: Float64Array | undefined;
  /** Names of the rows' blocks. */
  readonly blocks: readonly string[] | undefined;
  /** Rows of the table for each one kept, a power of two. */
  readonly every: number;
}

/** As theory takes them. `blocks`: what was drawn independently, "rows" or the column whose names the rows have. */
export function takenRows(
  { rows, weights, blocks }: OrderedRows,
  named: string | undefined,
): Pick<SampleRows, "rows" | "weights" | "blocks"> {
  const separate = named === "rows" ? ("rows" as const) : undefined;
  return { rows, ...given({ weights, blocks: blocks ?? separate }) };
}

interface Row {
  readonly values: Float64Array;
  readonly weight: number | undefined;
  readonly block: string | undefined;
}

export class OrderedRowsKept {
  readonly #columns: number;
  #kept: Row[] = [];
  #every = 1;
  #seen = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  add({ rows, columns, data }: Matrix, weights: Float64Array | undefined, blocks: readonly string[] | undefined): void {
    for (let row = 0; row < rows; row++) {
      if (weights?.[row] === 0) continue;
      const at = this.#seen++;
      if (this.#kept.length === MOST && at % this.#every === 0) this.#thin();
      if (at % this.#every !== 0) continue;
      const values = data.slice(row * columns, (row + 1) * columns);
      this.#kept.push({ values, weight: weights?.[row], block: blocks?.[row] });
    }
  }

  get all(): OrderedRows {
    const rows = matrix(this.#kept.length, this.#columns);
    this.#kept.forEach(({ values }, row) => {
      rows.data.set(values, row * this.#columns);
    });
    const weighted = this.#kept.some(({ weight }) => weight !== undefined);
    const named = this.#kept.some(({ block }) => block !== undefined);
    return {
      rows,
      weights: weighted ? Float64Array.from(this.#kept, ({ weight }) => weight ?? 1) : undefined,
      blocks: named ? this.#kept.map(({ block }) => block ?? "") : undefined,
      every: this.#every,
    };
  }

  #thin(): void {
    this.#kept = this.#kept.filter((_, at) => at % 2 === 0);
    this.#every *= 2;
  }
}
