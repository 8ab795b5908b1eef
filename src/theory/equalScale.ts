/** Variables that count by their spread alone, whatever their units. */
import { spectralMap } from "../math/linearAlgebra.js";
import { type Matrix, matrix, submatrix } from "../math/matrix.js";
import { type CodedColumn, coordinateNames } from "./coordinates.js";

/** The coordinates of every column. */
export function blocksOf(columns: readonly CodedColumn[]): number[][] {
  let at = 0;
  return columns.map((column) => coordinateNames(column).map(() => at++));
}

/** Root of the total variance of every column's coordinates, in its own units. */
export const columnSpreads = (covariance: Matrix, columns: readonly CodedColumn[]): number[] =>
  blocksOf(columns).map((block) =>
    Math.sqrt(block.reduce((sum, i) => sum + covariance.data[i * covariance.columns + i], 0)),
  );

/** Sigma^-1/2 of every block [coordinates x coordinates]: a mixing in which every variable counts by its spread alone. */
export function equalised(covariance: Matrix, blocks: readonly (readonly number[])[]): Matrix {
  const out = matrix(covariance.rows, covariance.rows);
  for (const block of blocks) {
    const inner = submatrix(covariance, block);
    const most = Math.max(...block.map((_, i) => inner.data[i * block.length + i]));
    const root = spectralMap(inner, (value) => (value > 1e-10 * most ? 1 / Math.sqrt(value) : 0));
    block.forEach((row, i) => {
      block.forEach((column, j) => {
        out.data[row * out.columns + column] = root.data[i * block.length + j];
      });
    });
  }
  return out;
}
