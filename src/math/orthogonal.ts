/** Orthonormal frames: of a given span, and random. */
import { type Matrix, matrix } from "./matrix.js";
import { type Key, normal } from "./random.js";

/** Removes from `vector` its component along the unit vector `axis`. */
function project(vector: Float64Array, axis: Float64Array): void {
  let along = 0;
  for (let i = 0; i < vector.length; i++) along += vector[i] * axis[i];
  for (let i = 0; i < vector.length; i++) vector[i] -= along * axis[i];
}

function length(vector: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += vector[i] * vector[i];
  return Math.sqrt(squares);
}

function normalise(vector: Float64Array): void {
  const norm = length(vector);
  for (let i = 0; i < vector.length; i++) vector[i] /= norm;
}

/**
 * Orthonormal rows with the same span as the rows of `a`, which must be independent (Gram-Schmidt, twice over, so that they
 * are orthogonal to rounding). [a.rows x a.columns]
 */
export function orthonormalRows(a: Matrix): Matrix {
  const out = matrix(a.rows, a.columns, a.data.slice());
  const rows = Array.from({ length: a.rows }, (_, i) => out.data.subarray(i * a.columns, (i + 1) * a.columns));
  for (let i = 0; i < rows.length; i++) {
    for (let pass = 0; pass < 2; pass++) for (let k = 0; k < i; k++) project(rows[i], rows[k]);
    normalise(rows[i]);
  }
  return out;
}

/** Orthonormal vectors, and which of the given vectors each was made of. */
export interface Additions {
  readonly axes: readonly Float64Array[];
  /** Ascending; one for every axis. */
  readonly from: readonly number[];
}

/**
 * Orthonormal vectors that span what `vectors` add to the orthonormal `earlier` ones, in order. A vector of which less than 1e-8
 * of its length is left adds nothing.
 */
export function independentAdditions(
  vectors: readonly Float64Array[],
  earlier: readonly Float64Array[] = [],
): Additions {
  const axes: Float64Array[] = [];
  const from: number[] = [];
  vectors.forEach((vector, index) => {
    const rest = vector.slice();
    for (let pass = 0; pass < 2; pass++) {
      for (const axis of earlier) project(rest, axis);
      for (const axis of axes) project(rest, axis);
    }
    if (!(length(rest) > 1e-8 * length(vector))) return;
    normalise(rest);
    axes.push(rest);
    from.push(index);
  });
  return { axes, from };
}

/** The vectors of `independentAdditions` alone. */
export const orthonormalAdditions = (
  vectors: readonly Float64Array[],
  earlier: readonly Float64Array[] = [],
): readonly Float64Array[] => independentAdditions(vectors, earlier).axes;

/**
 * `rows` orthonormal vectors of `columns` entries from the uniform (Haar) distribution; a random orthogonal matrix where the
 * two are equal. Gram-Schmidt on Gaussian rows: Stewart, SIAM J. Numer. Anal. 17, 403 (1980). Needs rows <= columns.
 */
export function randomOrthonormalRows(key: Key, rows: number, columns: number): Matrix {
  if (rows > columns) throw new RangeError(`${rows} vectors of ${columns} entries cannot be orthonormal`);
  return orthonormalRows(matrix(rows, columns, normal(key, rows * columns)));
}

/**
 * Rows that span the row space of a positive semidefinite matrix: the factor of a Cholesky decomposition with diagonal
 * pivoting (Higham, "Accuracy and Stability of Numerical Algorithms", section 10.3), a = R' R, stopped when what is left of
 * the diagonal is below `tolerance` times its largest entry. [rank x size]
 */
export function pivotedCholesky(a: Matrix, tolerance = 1e-12): Matrix {
  const size = a.rows;
  const left = Float64Array.from({ length: size }, (_, i) => a.data[i * size + i]);
  const stop = tolerance * left.reduce((most, value) => Math.max(most, value), 0);
  const rows: Float64Array[] = [];
  while (rows.length < size) {
    const pivot = left.reduce((best, value, i) => (value > left[best] ? i : best), 0);
    if (!(left[pivot] > stop)) break;
    const row = a.data.slice(pivot * size, (pivot + 1) * size);
    for (const earlier of rows) {
      const factor = earlier[pivot];
      for (let j = 0; j < size; j++) row[j] -= factor * earlier[j];
    }
    const root = Math.sqrt(left[pivot]);
    for (let j = 0; j < size; j++) {
      row[j] /= root;
      left[j] = Math.max(0, left[j] - row[j] * row[j]);
    }
    left[pivot] = 0;
    rows.push(row);
  }
  const out = matrix(rows.length, size);
  rows.forEach((row, i) => void out.data.set(row, i * size));
  return out;
}
