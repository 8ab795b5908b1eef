/**
 * Linear and ridge regression of several targets at once: minimises sum_i |y_i - b - W' x_i|^2 + l2 |W|^2, the intercept b
 * free of the penalty (scikit-learn's `LinearRegression` and `Ridge(alpha)` with l2 = alpha).
 *
 * Householder QR with column pivoting (Golub and Van Loan, Matrix Computations, 4th ed., section 5.4.2) of the centred columns;
 * the penalty is `columns` further rows sqrt(l2) I. A column of which the earlier ones leave less than 1e-10 of its own length
 * says nothing new and gets the coefficient 0: predictions and residuals are those of every other least-squares solution.
 */
import { InputError } from "./errors.js";
import { dot } from "./linearAlgebra.js";
import { column, type Matrix, matrix } from "./matrix.js";
import { mean } from "./statistics.js";

export interface LeastSquaresOptions {
  /** Strength of the penalty on the coefficients; 0 for none. */
  readonly l2: number;
}

export interface LinearRegression {
  /** [columns x targets] */
  readonly coefficients: Matrix;
  /** [targets] */
  readonly intercepts: Float64Array;
  /** Sum of squared errors of each target [targets]; the penalty is not part of it. */
  readonly residual: Float64Array;
  /** Sum of squared deviations of each target from its mean [targets] */
  readonly total: Float64Array;
  /** Independent columns. */
  readonly rank: number;
}

/** Share of a column's length that must be left of it for the column to count as independent. */
const INDEPENDENT = 1e-10;

/** Columns made ready to be fitted to any targets: the part of the work that no target changes. */
export interface PreparedColumns {
  readonly inputs: readonly Centred[];
  readonly reduced: Reduced;
  readonly l2: number;
}

export function prepareColumns(x: Matrix, { l2 = 0 }: Partial<LeastSquaresOptions> = {}): PreparedColumns {
  const inputs = centredColumns(x);
  return { inputs, l2, reduced: reduceColumns(inputs.map(({ values }, j) => withPenalty(values, l2, j, x.columns))) };
}

/**
 * Fits `y` [rows x targets] by `x` [rows x columns]; x may have no columns. What was prepared of x with the same penalty need not be
 * made again. Throws InputError where the rows differ in number.
 */
export function fitLinear(
  x: Matrix,
  y: Matrix,
  options: Partial<LeastSquaresOptions> = {},
  { inputs, reduced, l2 }: PreparedColumns = prepareColumns(x, options),
): LinearRegression {
  if (x.rows !== y.rows) throw new InputError(`${y.rows} rows of targets cannot be fitted to ${x.rows} rows`);
  const targets = centredColumns(y);
  const fits = targets.map(({ values }) => coefficientsOf(reduced, withPenalty(values, l2, -1, x.columns)));
  const coefficients = matrix(x.columns, y.columns);
  fits.forEach((fit, t) => {
    for (let j = 0; j < x.columns; j++) coefficients.data[j * y.columns + t] = fit[j];
  });
  const means = inputs.map((input) => input.mean);
  return {
    coefficients,
    intercepts: Float64Array.from(targets, (target, t) => target.mean - dot(means, fits[t])),
    residual: Float64Array.from(targets, ({ values }, t) => squaredError(inputs, values, fits[t])),
    total: Float64Array.from(targets, ({ values }) => dot(values, values)),
    rank: reduced.order.length,
  };
}

/** Values of the targets for rows of inputs [rows x targets]. */
export function predictLinear({ coefficients, intercepts }: LinearRegression, x: Matrix): Matrix {
  const targets = intercepts.length;
  const out = matrix(x.rows, targets);
  for (let row = 0; row < x.rows; row++) {
    for (let t = 0; t < targets; t++) {
      let value = intercepts[t];
      for (let j = 0; j < x.columns; j++) value += x.data[row * x.columns + j] * coefficients.data[j * targets + t];
      out.data[row * targets + t] = value;
    }
  }
  return out;
}

export interface Centred {
  readonly values: Float64Array;
  readonly mean: number;
}

const centredColumns = (a: Matrix): Centred[] =>
  Array.from({ length: a.columns }, (_, j) => {
    const values = column(a, j);
    const centre = mean(values);
    return { values: values.map((value) => value - centre), mean: centre };
  });

/** The values followed by one row per column of the design: sqrt(l2) in the row of `own`, zero elsewhere. */
function withPenalty(values: Float64Array, l2: number, own: number, columns: number): Float64Array {
  if (l2 === 0) return values.slice();
  const out = new Float64Array(values.length + columns);
  out.set(values);
  if (own >= 0) out[values.length + own] = Math.sqrt(l2);
  return out;
}

/** R of a pivoted QR, and the reflections that lead to it. */
export interface Reduced {
  /** R: entry k of column order[c] for k <= c */
  readonly columns: readonly Float64Array[];
  /** Columns in the order in which they were taken; those that say nothing new are left out. */
  readonly order: readonly number[];
  readonly reflectors: readonly Float64Array[];
}

/** Reduces the columns in place. */
function reduceColumns(columns: Float64Array[]): Reduced {
  const length = columns.map((values) => Math.sqrt(dot(values, values)));
  const order: number[] = [];
  const reflectors: Float64Array[] = [];
  const rest = new Set(columns.keys());
  const most = columns[0]?.length ?? 0;
  while (rest.size > 0 && order.length < most) {
    const done = order.length;
    let pivot = -1;
    let best = INDEPENDENT;
    for (const j of rest) {
      const tail = columns[j].subarray(done);
      const share = Math.sqrt(dot(tail, tail)) / length[j];
      if (share > best) [pivot, best] = [j, share];
    }
    if (pivot < 0) break;
    rest.delete(pivot);
    order.push(pivot);
    const reflector = reflectorOf(columns[pivot].subarray(done));
    reflectors.push(reflector);
    for (const j of [pivot, ...rest]) reflect(columns[j].subarray(done), reflector);
  }
  return { columns, order, reflectors };
}

/** Unit vector v such that (I - 2 v v') x lies along the first axis. */
function reflectorOf(x: Float64Array): Float64Array {
  const v = x.slice();
  v[0] += (x[0] < 0 ? -1 : 1) * Math.sqrt(dot(x, x));
  const norm = Math.sqrt(dot(v, v));
  return v.map((value) => value / norm);
}

function reflect(x: Float64Array, v: Float64Array): void {
  const factor = 2 * dot(x, v);
  for (let i = 0; i < v.length; i++) x[i] -= factor * v[i];
}

/** Coefficient of every column for one target, which is reduced in place. */
function coefficientsOf({ columns, order, reflectors }: Reduced, target: Float64Array): Float64Array {
  reflectors.forEach((reflector, k) => void reflect(target.subarray(k), reflector));
  const out = new Float64Array(columns.length);
  for (let k = order.length - 1; k >= 0; k--) {
    let value = target[k];
    for (let later = k + 1; later < order.length; later++) value -= columns[order[later]][k] * out[order[later]];
    out[order[k]] = value / columns[order[k]][k];
  }
  return out;
}

function squaredError(inputs: readonly Centred[], target: Float64Array, coefficients: Float64Array): number {
  const error = target.slice();
  inputs.forEach(({ values }, j) => {
    if (coefficients[j] === 0) return;
    for (let i = 0; i < error.length; i++) error[i] -= coefficients[j] * values[i];
  });
  return dot(error, error);
}
