/** Labels as columns of numbers. */
import type { Labels } from "../math/information/index.js";
import { type Matrix, matrix } from "../math/matrix.js";

/** A column of zeros and ones for every level of every variable [rows x levels of all] */
export function oneHot(variables: readonly Labels[], rows: number): Matrix {
  const columns = variables.reduce((sum, { levels }) => sum + levels, 0);
  const out = matrix(rows, columns);
  let first = 0;
  for (const { values, levels } of variables) {
    for (let row = 0; row < rows; row++) out.data[row * columns + first + values[row]] = 1;
    first += levels;
  }
  return out;
}
