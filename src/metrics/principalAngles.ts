/**
 * Principal angles between the subspaces in which two variables are encoded (Jordan 1875; Bjoerck and Golub 1973): 90 degrees where
 * they share no direction. Xie et al. 2022 and Panichello and Buschman 2021 report the angles between two memories held at once.
 */
import { symmetricEigen } from "../math/linearAlgebra.js";
import { column, type Matrix, matrix, multiply, transpose } from "../math/matrix.js";

/**
 * Angles in degrees, ascending, between the leading `dimensions` principal directions of the rows of `a` and of `b` [rows x units]
 * (differences of mean codes, say; they are not centred). NaN for directions in which one of them has no variance.
 */
export function principalAngles(a: Matrix, b: Matrix, dimensions: number): number[] {
  const [first, second] = [a, b].map((rows) => leading(rows, dimensions));
  if (first === undefined || second === undefined) return Array<number>(dimensions).fill(Number.NaN);
  const overlap = multiply(first, transpose(second));
  const { values } = symmetricEigen(multiply(overlap, transpose(overlap)));
  return [...values].reverse().map((value) => (Math.acos(Math.min(1, Math.sqrt(Math.max(0, value)))) * 180) / Math.PI);
}

/** Below this part of the largest a direction has no variance. */
const RELATIVE_RANK = 1e-9;

/** Orthonormal [dimensions x units]; undefined where the rows span less. */
function leading(rows: Matrix, dimensions: number): Matrix | undefined {
  const { values, vectors } = symmetricEigen(multiply(transpose(rows), rows));
  const last = values.length - 1;
  if (!(values[last - dimensions + 1] > RELATIVE_RANK * values[last])) return undefined;
  const out = matrix(dimensions, rows.columns);
  for (let k = 0; k < dimensions; k++) out.data.set(column(vectors, last - k), k * rows.columns);
  return out;
}
