/**
 * From rows to the cloud of a rectified problem. Rectified neurons see every point, so none is left out; only equal rows are merged, their
 * weights added. Whitened coordinates make zero tests and prices free of the factors' units.
 */
import { InputError, UsageError } from "../../math/errors.js";
import { cholesky, forwardSubstitute, symmetricEigen } from "../../math/linearAlgebra.js";
import { type Matrix, matrix, rowOf, transpose } from "../../math/matrix.js";
import { congruence, type ReducedProblem } from "../problem.js";
import { reducedRows } from "../samples/tolerantProblem.js";
import type { Cloud, Rows } from "./protocols.js";

/** Whitened coordinates that differ by less count as equal. */
const EQUAL = 1e-8;
/** Part of the largest variance of the target below which an output is nothing. */
const NOTHING = 1e-13;

/** Throws UsageError without a finite gamma and a positive lambdaIn, InputError where the rows are not those of the problem. */
export function cloudOf(problem: ReducedProblem, rows: Rows): Cloud {
  requirePrices(problem);
  const { dimension, alpha, lambdaOut, gamma, lambdaIn } = problem;
  const lower = cholesky(problem.covariance);
  const { points, masses } = merged(whitened(problem, lower, rows));
  const inputs = matrix(points.length, dimension + 1);
  points.forEach((point, t) => {
    inputs.data.set(point, t * (dimension + 1));
    inputs.data[t * (dimension + 1) + dimension] = 1;
  });
  const inner = whitenedForm(lower, problem.inputCost);
  const inputPrice = matrix(dimension + 1, dimension + 1);
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < dimension; j++)
      inputPrice.data[i * (dimension + 1) + j] = lambdaIn * inner.data[i * dimension + j];
  }
  const targets = targetsOf(problem, lower, points);
  return { dimension, inputs, masses, targets, lower, inputPrice, alpha, lambdaOut, gamma };
}

function requirePrices({ gamma, lambdaIn }: ReducedProblem): void {
  if (gamma === Infinity) {
    throw new UsageError("rectified neurons need a price of squared error: give gamma (--gamma), e.g. 1000");
  }
  if (!(lambdaIn > 0)) {
    throw new UsageError(
      "rectified neurons need a price of input weights above zero: give lambdaIn (--lambda-in), e.g. 1e-6",
    );
  }
}

interface Weighted {
  readonly points: readonly Float64Array[];
  readonly masses: Float64Array;
}

/** Rows of weight above zero, about their mean, in coordinates of unit covariance. */
function whitened(problem: ReducedProblem, lower: Matrix, rows: Rows): Weighted {
  const { columns, weights } = reducedRows(problem, rows.values, rows.weights);
  const all = weights ?? new Float64Array(rows.values.rows).fill(1);
  const kept = Int32Array.from(all.keys()).filter((row) => all[row] > 0);
  const total = kept.reduce((sum, row) => sum + all[row], 0);
  if (!(total > 0)) throw new InputError("rectified neurons need rows of weight above zero");
  const masses = Float64Array.from(kept, (row) => all[row] / total);
  const means = columns.map((column) => {
    const origin = column[kept[0]];
    return kept.reduce((sum, row, at) => sum + masses[at] * (column[row] - origin), origin);
  });
  const points = Array.from(kept, (row) =>
    forwardSubstitute(
      lower,
      Float64Array.from(columns, (column, j) => column[row] - means[j]),
    ),
  );
  return { points, masses };
}

/** Each point once, with the weight of all that are equal to it, in the order of their coordinates. */
function merged({ points, masses }: Weighted): Weighted {
  const order = Int32Array.from(points.keys()).sort((a, b) => compare(points[a], points[b]));
  const out: Float64Array[] = [];
  const sums: number[] = [];
  for (const row of order) {
    const same = lastEqual(out, points[row]);
    if (same < 0) {
      out.push(points[row]);
      sums.push(masses[row]);
    } else sums[same] += masses[row];
  }
  return { points: out, masses: Float64Array.from(sums) };
}

/** Lexicographic. */
function compare(a: Float64Array, b: Float64Array): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}

/** Number of the point equal to `x` among points of ascending first coordinate; -1 where there is none. */
function lastEqual(points: readonly Float64Array[], x: Float64Array): number {
  for (let at = points.length - 1; at >= 0 && x[0] - points[at][0] <= EQUAL; at--) {
    if (x.every((value, i) => Math.abs(value - points[at][i]) <= EQUAL)) return at;
  }
  return -1;
}

/** L^{-1} a L^{-T} */
function whitenedForm(lower: Matrix, a: Matrix): Matrix {
  const half = matrix(a.rows, a.rows);
  for (let i = 0; i < a.rows; i++) half.data.set(forwardSubstitute(lower, rowOf(a, i)), i * a.rows);
  const turned = transpose(half);
  for (let i = 0; i < a.rows; i++) turned.data.set(forwardSubstitute(lower, rowOf(turned, i)), i * a.rows);
  return turned;
}

/** What has to be read: the points times a root of L'G L along its axes, so that there are as many outputs as the target has. */
function targetsOf({ targetGram }: ReducedProblem, lower: Matrix, points: readonly Float64Array[]): Matrix {
  const { values, vectors } = symmetricEigen(congruence(lower, targetGram));
  const d = lower.rows;
  const kept = [...values.keys()].filter((k) => values[k] > NOTHING * values[d - 1]);
  const out = matrix(points.length, kept.length);
  points.forEach((point, t) => {
    kept.forEach((k, at) => {
      let sum = 0;
      for (let i = 0; i < d; i++) sum += point[i] * vectors.data[i * d + k];
      out.data[t * kept.length + at] = Math.sqrt(values[k]) * sum;
    });
  });
  return out;
}
