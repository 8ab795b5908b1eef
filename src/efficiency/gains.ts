/** Gains of neurons by multiple regression on the variables: trials count alike, so that conditions count by their trials. */
import { NumericalError } from "../math/errors.js";
import { choleskySolve, tryCholesky } from "../math/linearAlgebra.js";
import { matrix } from "../math/matrix.js";
import type { Trials } from "./protocols.js";

export interface Gains {
  /** Rate for a unit of every coordinate, which is its standard deviation over all trials [units x coordinates] */
  readonly gains: Float64Array;
  /** Mean rate [units] */
  readonly means: Float64Array;
}

/** Gains of some rows, each as often as it is named. Throws NumericalError where they do not tell the variables apart. */
export function gainsOf(trials: Trials, rows: Int32Array): Gains {
  const { units, coordinates, condition, activity } = trials;
  const d = coordinates.columns;
  const counts = new Float64Array(coordinates.rows);
  const sums = new Float64Array(coordinates.rows * units);
  for (const row of rows) {
    const t = condition[row];
    counts[t]++;
    for (let k = 0, from = row * units, to = t * units; k < units; k++) sums[to++] += activity[from++];
  }
  const { centre, moments } = momentsOf(trials, counts, rows.length);
  const products = new Float64Array(units * d);
  const means = new Float64Array(units);
  const s = new Float64Array(d);
  for (let t = 0; t < coordinates.rows; t++) {
    if (counts[t] === 0) continue;
    for (let i = 0; i < d; i++) s[i] = coordinates.data[t * d + i] - centre[i];
    for (let k = 0, from = t * units; k < units; k++, from++) {
      means[k] += sums[from] / rows.length;
      for (let i = 0; i < d; i++) products[k * d + i] += s[i] * sums[from];
    }
  }
  const lower = tryCholesky(moments);
  if (lower === undefined) throw new NumericalError("too few trials to tell the variables apart");
  const gains = new Float64Array(units * d);
  for (let k = 0; k < units; k++) gains.set(choleskySolve(lower, products.subarray(k * d, (k + 1) * d)), k * d);
  return { gains, means };
}

function momentsOf({ coordinates }: Trials, counts: Float64Array, rows: number) {
  const d = coordinates.columns;
  const centre = new Float64Array(d);
  for (let t = 0; t < counts.length; t++)
    for (let i = 0; i < d; i++) centre[i] += (counts[t] * coordinates.data[t * d + i]) / rows;
  const moments = matrix(d, d);
  for (let t = 0; t < counts.length; t++) {
    if (counts[t] === 0) continue;
    for (let i = 0; i < d; i++) {
      const own = counts[t] * (coordinates.data[t * d + i] - centre[i]);
      for (let j = 0; j < d; j++) moments.data[i * d + j] += own * (coordinates.data[t * d + j] - centre[j]);
    }
  }
  return { centre, moments };
}
