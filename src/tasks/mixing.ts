/** Random mixing matrices. */
import { type Matrix, matrix } from "../math/matrix.js";
import { fold, type Key, normal } from "../math/random.js";

/** Independent standard normal entries. */
export const gaussianMatrix = (key: Key, rows: number, columns: number): Matrix =>
  matrix(rows, columns, normal(key, rows * columns));

/**
 * A square orthogonal matrix from the uniform (Haar) distribution: Gram-Schmidt on the columns of a Gaussian matrix.
 * Stewart, SIAM J. Numer. Anal. 17, 403 (1980). The projection is done twice, so that columns are orthogonal to rounding.
 */
export function orthogonalMatrix(key: Key, size: number): Matrix {
  const columns = Array.from({ length: size }, (_, j) => normal(fold(key, j), size));
  for (let j = 0; j < size; j++) {
    for (let pass = 0; pass < 2; pass++) for (let k = 0; k < j; k++) project(columns[j], columns[k]);
    normalise(columns[j]);
  }
  const out = matrix(size, size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) out.data[i * size + j] = columns[j][i];
  return out;
}

/** Removes from `vector` its component along the unit vector `axis`. */
function project(vector: Float64Array, axis: Float64Array): void {
  let along = 0;
  for (let i = 0; i < vector.length; i++) along += vector[i] * axis[i];
  for (let i = 0; i < vector.length; i++) vector[i] -= along * axis[i];
}

function normalise(vector: Float64Array): void {
  const norm = Math.hypot(...vector);
  for (let i = 0; i < vector.length; i++) vector[i] /= norm;
}
