import { symmetricEigenvalues } from "../math/linearAlgebra.js";
import { gram, matrix } from "../math/matrix.js";
import type { Trials } from "./protocols.js";

/** Largest correlation of combinations of the coordinates of two variables (canonical correlation); of numbers the size of Pearson's. */
export function multipleCorrelation({ variables, support }: Trials, one: string, other: string): number {
  const [rows, columns] = [one, other].map(
    (wanted) => variables.find(({ name }) => name === wanted)?.coordinates ?? [],
  );
  const { data, columns: d } = support.covariance;
  const cross = Float64Array.from(rows.flatMap((i) => columns.map((j) => data[i * d + j])));
  return Math.sqrt(Math.max(0, ...symmetricEigenvalues(gram(matrix(rows.length, columns.length, cross)))));
}
