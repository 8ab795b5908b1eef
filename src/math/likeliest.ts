import type { Matrix } from "./matrix.js";

/** The column with the largest entry of every row, the first of equals [rows]. */
export function likeliestLevel({ rows, columns, data }: Matrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let k = 1; k < columns; k++) if (data[row * columns + k] > data[row * columns + best]) best = k;
    return best;
  });
}
