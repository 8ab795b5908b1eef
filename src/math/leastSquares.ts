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
    for (let i = 0; i < values.length; i++) values[i] -= centre;
    return { values, mean: centre };
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
  /** Sum of squares of every column beyond the rows that are done. */
  const tails = Float64Array.from(columns, (values) => dot(values, values));
  const length = tails.map(Math.sqrt);
  const order: number[] = [];
  const reflectors: Float64Array[] = [];
  const rest = new Set(columns.keys());
  const most = columns[0]?.length ?? 0;
  while (rest.size > 0 && order.length < most) {
    const done = order.length;
    let pivot = -1;
    let best = INDEPENDENT;
    for (const j of rest) {
      const share = Math.sqrt(tails[j]) / length[j];
      if (share > best) [pivot, best] = [j, share];
    }
    if (pivot < 0) break;
    rest.delete(pivot);
    order.push(pivot);
    const reflector = reflectorOf(columns[pivot].subarray(done));
    reflectors.push(reflector);
    reflectAll([pivot, ...rest], columns, reflector, tails);
  }
  return { columns, order, reflectors };
}

/** Reflects some of the columns, each at its end, four in a pass: the same sums in the same order as one at a time, in half the time. */
function reflectAll(which: readonly number[], columns: readonly Float64Array[], v: Float64Array, tails: Float64Array) {
  const ends = which.map((j) => columns[j].subarray(columns[j].length - v.length));
  let at = 0;
  for (; at + 3 < which.length; at += 4) {
    const squares = reflectFour(ends[at], ends[at + 1], ends[at + 2], ends[at + 3], v);
    for (let k = 0; k < 4; k++) tails[which[at + k]] = squares[k];
  }
  for (; at < which.length; at++) {
    reflect(ends[at], v);
    tails[which[at]] = dot(ends[at].subarray(1), ends[at].subarray(1));
  }
}

/** Returns the sum of squares of each beyond its first entry. */
function reflectFour(a: Float64Array, b: Float64Array, c: Float64Array, d: Float64Array, v: Float64Array) {
  let [fa, fb, fc, fd] = [0, 0, 0, 0];
  for (let i = 0; i < v.length; i++) {
    fa += a[i] * v[i];
    fb += b[i] * v[i];
    fc += c[i] * v[i];
    fd += d[i] * v[i];
  }
  [fa, fb, fc, fd] = [2 * fa, 2 * fb, 2 * fc, 2 * fd];
  a[0] -= fa * v[0];
  b[0] -= fb * v[0];
  c[0] -= fc * v[0];
  d[0] -= fd * v[0];
  let [sa, sb, sc, sd] = [0, 0, 0, 0];
  for (let i = 1; i < v.length; i++) {
    a[i] -= fa * v[i];
    b[i] -= fb * v[i];
    c[i] -= fc * v[i];
    d[i] -= fd * v[i];
    sa += a[i] * a[i];
    sb += b[i] * b[i];
    sc += c[i] * c[i];
    sd += d[i] * d[i];
  }
  return [sa, sb, sc, sd];
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
