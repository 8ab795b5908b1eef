/** Tables of factors of which it is known what is missing. */
import { type Matrix, matrix } from "../../math/matrix.js";
import { type Key, uniformStream } from "../../math/random.js";

/** Rows of uniform factors on [0, 1] that `keep` accepts [rows x factors]. */
export function uniformRows(
  source: Key,
  rows: number,
  factors: number,
  keep: (row: readonly number[]) => boolean = () => true,
): Matrix {
  const next = uniformStream(source);
  const data: number[] = [];
  while (data.length < rows * factors) {
    const row = Array.from({ length: factors }, next);
    if (keep(row)) data.push(...row);
  }
  return matrix(rows, factors, Float64Array.from(data));
}

/** A corner of factors `i` and `j` is cut off: their distances from its ends sum to less than `size`. */
export interface Cut {
  readonly i: number;
  readonly j: number;
  readonly size: number;
  /** Whether the corner is at the greatest value of each. */
  readonly high: readonly [boolean, boolean];
}

export const outsideCut =
  ({ i, j, size, high }: Cut) =>
  (row: readonly number[]): boolean =>
    (high[0] ? 1 - row[i] : row[i]) + (high[1] ? 1 - row[j] : row[j]) >= size;
