/**
 * Linear regression with a penalty on absolute weights: minimises |y - b - X w|^2 / 2n + penalty |w|_1, the intercept b free.
 * Tibshirani, J. R. Statist. Soc. B 58, 267 (1996), in the scaling of scikit-learn's `Lasso(alpha)`; by coordinate descent on
 * the covariances (Friedman, Hastie and Tibshirani, J. Stat. Softw. 33, 2010, section 2.2).
 */
import { NumericalError } from "./errors.js";
import { column, type Matrix } from "./matrix.js";
import { mean } from "./statistics.js";

/** Weights [columns]. Stops when no weight's step changes the fit by more than 1e-10 of the target's deviation. */
export function fitLasso(x: Matrix, y: Float64Array, penalty: number): Float64Array {
  const columns = Array.from({ length: x.columns }, (_, j) => centred(column(x, j)));
  const target = centred(y);
  const weights = new Float64Array(x.columns);
  const gram = columns.map((a) => Float64Array.from(columns, (b) => inner(a, b)));
  const slope = Float64Array.from(columns, (a) => inner(a, target)); // less what the weights explain already
  const smallest = 1e-10 * Math.sqrt(inner(target, target));
  for (let sweep = 0; sweep < 100_000; sweep++) {
    let largest = 0;
    for (let j = 0; j < weights.length; j++) {
      if (gram[j][j] === 0) continue;
      const wanted = slope[j] + gram[j][j] * weights[j];
      const step = (Math.sign(wanted) * Math.max(0, Math.abs(wanted) - penalty)) / gram[j][j] - weights[j];
      if (step === 0) continue;
      weights[j] += step;
      for (let k = 0; k < slope.length; k++) slope[k] -= gram[j][k] * step;
      largest = Math.max(largest, Math.abs(step) * Math.sqrt(gram[j][j]));
    }
    if (largest <= smallest) return weights;
  }
  throw new NumericalError("the lasso did not converge in 100,000 sweeps: its columns are nearly dependent");
}

function centred(values: Float64Array): Float64Array {
  const centre = mean(values);
  return values.map((value) => value - centre);
}

/** Mean product of two columns. */
function inner(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total / a.length;
}
