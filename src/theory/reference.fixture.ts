/**
 * The optimum found another way, as a judge of the solver: no duals, no faces, no interior point. Masses by alternating
 * minimisation and Newton's method in the primal, directions by ascent of u'Ru / c(u) from many starts. The energy is
 * that of an explicit network on the samples, so it is above the optimum, and close to it.
 */
import {
  addOuter,
  apply,
  backSubstitute,
  cholesky,
  dot,
  forwardSubstitute,
  inversePositive,
  pseudoInverse,
  quadraticForm,
  tryCholesky,
  unit,
} from "../math/linearAlgebra.js";
import { combine, type Matrix, matrix, multiply, rowOf, scale, trace, transpose } from "../math/matrix.js";
import { nonnegativeLeastSquares } from "../math/nonnegativeLeastSquares.js";
import { fold, type Key, normal, split } from "../math/random.js";

/** Samples with weights, mixings and prices, as a test states them. */
export interface Given {
  /** [rows x d] */
  readonly samples: Matrix;
  /** [rows] */
  readonly weights: Float64Array;
  readonly inputMixing: Matrix;
  readonly targetMixing: Matrix;
  readonly alpha: number;
  readonly lambdaIn: number;
  readonly lambdaOut: number;
  /** Infinity for an exact prediction */
  readonly gamma: number;
}

interface Centred {
  /** [rows x d] */
  readonly points: Matrix;
  readonly covariance: Matrix;
}

function centre({ samples, weights }: Given): Centred {
  const { rows, columns: d } = samples;
  const total = weights.reduce((a, b) => a + b, 0);
  const points = matrix(rows, d, samples.data.slice());
  for (let i = 0; i < d; i++) {
    let mean = 0;
    for (let row = 0; row < rows; row++) mean += (weights[row] / total) * samples.data[row * d + i];
    for (let row = 0; row < rows; row++) points.data[row * d + i] -= mean;
  }
  const weighted = matrix(
    rows,
    d,
    points.data.map((x, k) => x * (weights[Math.floor(k / d)] / total)),
  );
  return { points, covariance: multiply(transpose(points), weighted) };
}

/** Whole loss of the network whose code has rows `code` [neurons x d], with its smallest biases and best readout. */
export function networkLoss(given: Given, code: Matrix): number {
  const { points, covariance } = centre(given);
  const { inputMixing, targetMixing, alpha, lambdaIn, lambdaOut, gamma } = given;
  const activity = multiply(points, transpose(code));
  const bias = Array.from({ length: code.rows }, (_, n) => {
    let least = 0;
    for (let row = 0; row < activity.rows; row++) least = Math.min(least, activity.data[row * code.rows + n]);
    return -least;
  });
  let loss = alpha * dot(bias, bias);
  for (let n = 0; n < code.rows; n++) loss += alpha * quadraticForm(covariance, rowOf(code, n));
  const inputWeights = multiply(code, pseudoInverse(inputMixing));
  loss += lambdaIn * dot(inputWeights.data, inputWeights.data);
  const outputWeights = readout(code, covariance, targetMixing, lambdaOut / gamma);
  loss += lambdaOut * dot(outputWeights.data, outputWeights.data);
  const decoded = multiply(outputWeights, code);
  const error = matrix(
    decoded.rows,
    decoded.columns,
    decoded.data.map((x, k) => x - targetMixing.data[k]),
  );
  let squaredError = 0;
  for (let row = 0; row < error.rows; row++) squaredError += quadraticForm(covariance, rowOf(error, row));
  if (gamma < Infinity) return loss + gamma * squaredError;
  return squaredError > 1e-9 * dot(targetMixing.data, targetMixing.data) ? Infinity : loss;
}

/** Least-norm exact readout, or ridge regression when errors have a price. */
function readout(code: Matrix, covariance: Matrix, target: Matrix, ridge: number): Matrix {
  if (ridge === 0) return multiply(target, pseudoInverse(code));
  const inverse = inversePositive(covariance);
  const gram = multiply(transpose(code), code);
  const sum = matrix(
    gram.rows,
    gram.rows,
    gram.data.map((x, k) => x + ridge * inverse.data[k]),
  );
  return multiply(multiply(target, inversePositive(sum)), transpose(code));
}

/** c(w) = |w|^2 + max(0, -w.p)^2 over points p [d each]: coordinates w = C'u with B = C C'. */
function priceOf(points: readonly Float64Array[], w: Float64Array): number {
  let most = 0;
  for (const point of points) most = Math.max(most, -dot(w, point));
  return dot(w, w) + most * most;
}

/** A code [neurons x d] near the optimum of `given`, whose target must have full column rank. */
export function referenceCode(given: Given, source: Key, rounds = 50): Matrix {
  const { points, covariance } = centre(given);
  const d = covariance.rows;
  const inputCost = inversePositive(multiply(transpose(given.inputMixing), given.inputMixing));
  const lower = cholesky(combine(covariance, inputCost, given.alpha, given.lambdaIn));
  const within = (a: Matrix): Matrix => multiply(multiply(transpose(lower), a), lower);
  const root = Math.sqrt(given.alpha);
  const cloud = Array.from({ length: points.rows }, (_, row) =>
    forwardSubstitute(
      lower,
      rowOf(points, row).map((x) => root * x),
    ),
  );
  const target = scale(within(multiply(transpose(given.targetMixing), given.targetMixing)), given.lambdaOut);
  const soft = scale(within(inversePositive(covariance)), given.lambdaOut / given.gamma);
  let rows = split(fold(source, "start"), 3 * d).map((at) => normal(at, d));
  for (let round = 0; round < rounds; round++) {
    rows = settle(cloud, rows, target, soft);
    const known = rows.length;
    rows = explore(cloud, rows, savingOf(rows, target, soft), fold(source, round));
    if (rows.length === known) break;
  }
  rows = settle(cloud, rows, target, soft);
  const code = rows.map((row) => backSubstitute(lower, Float64Array.from(row)));
  return matrix(code.length, d, Float64Array.from(code.flatMap((row) => [...row])));
}

/** R = P^{-1} G P^{-1}, P = sum of w w' over rows + K */
function savingOf(rows: readonly Float64Array[], target: Matrix, soft: Matrix): Matrix {
  const sum = matrix(soft.rows, soft.rows, soft.data.slice());
  for (const row of rows) addOuter(sum, row);
  const inverse = inversePositive(sum);
  return multiply(multiply(inverse, target), inverse);
}

/** The best masses of the rows' directions: a little alternating minimisation, then Newton's method over mu >= 0. */
function settle(cloud: readonly Float64Array[], rows: Float64Array[], target: Matrix, soft: Matrix): Float64Array[] {
  const cost = rows.map((row) => priceOf(cloud, row));
  const directions = rows.map((row, k) => row.map((x) => x / Math.sqrt(cost[k])));
  const weighted = (masses: Float64Array): Float64Array[] =>
    directions.map((v, k) => v.map((x) => x * Math.sqrt(masses[k])));
  const loss = (masses: Float64Array): number => {
    const sum = matrix(soft.rows, soft.rows, soft.data.slice());
    for (const row of weighted(masses)) addOuter(sum, row);
    if (tryCholesky(sum) === undefined) return Infinity;
    return masses.reduce((a, b) => a + b, 0) + trace(multiply(target, inversePositive(sum)));
  };
  let masses: Float64Array = Float64Array.from(cost);
  for (let step = 0; step < 20; step++) {
    const form = savingOf(weighted(masses), target, soft);
    masses = masses.map((mass, k) => mass * Math.sqrt(quadraticForm(form, directions[k])));
  }
  for (let step = 0; step < 25; step++) {
    const aim = newtonPoint(directions, masses, weighted(masses), target, soft);
    const before = loss(masses);
    let stride = 1;
    const moved = (): Float64Array => masses.map((mass, k) => mass + stride * (aim[k] - mass));
    while (stride > 1e-6 && !(loss(moved()) < before)) stride /= 2;
    if (stride <= 1e-6) break;
    masses = moved();
    if (before - loss(masses) < 1e-12 * before) break;
  }
  const least = 1e-9 * masses.reduce((a, b) => a + b, 0);
  return weighted(masses).filter((_, k) => masses[k] > least);
}

/** Minimum over mu >= 0 of the loss's quadratic model, by nonnegative least squares on a root of its Hessian. */
function newtonPoint(
  directions: readonly Float64Array[],
  masses: Float64Array,
  rows: readonly Float64Array[],
  target: Matrix,
  soft: Matrix,
): Float64Array {
  const n = directions.length;
  const sum = matrix(soft.rows, soft.rows, soft.data.slice());
  for (const row of rows) addOuter(sum, row);
  const inverse = inversePositive(sum);
  const form = multiply(multiply(inverse, target), inverse);
  const hessian = matrix(n, n);
  directions.forEach((v, j) => {
    const [plain, saved] = [apply(inverse, v), apply(form, v)];
    directions.forEach((other, k) => {
      hessian.data[j * n + k] = 2 * dot(plain, other) * dot(saved, other);
    });
  });
  for (let j = 0; j < n; j++) hessian.data[j * n + j] *= 1 + 1e-9;
  const slope = directions.map((v) => 1 - quadraticForm(form, v));
  const lower = cholesky(hessian);
  const right = apply(hessian, masses).map((x, j) => x - slope[j]);
  const columns = Array.from({ length: n }, (_, j) => rowOf(lower, j));
  const { active, weights } = nonnegativeLeastSquares(columns, forwardSubstitute(lower, right));
  const out = new Float64Array(n);
  active.forEach((j, k) => {
    out[j] = weights[k];
  });
  return out;
}

/** Adds what ascent finds from the present rows and from random starts: at most 2 d new rows, no two alike. */
function explore(cloud: readonly Float64Array[], rows: Float64Array[], form: Matrix, source: Key): Float64Array[] {
  const d = form.rows;
  const starts = [...rows, ...split(source, 5 * d).map((at) => normal(at, d))];
  const ratioOf = (w: Float64Array): number => quadraticForm(form, w) / priceOf(cloud, w);
  const found = starts
    .map((start) => ascent(cloud, form, start))
    .filter((w) => ratioOf(w) > 1 + 3e-6)
    .sort((a, b) => ratioOf(b) - ratioOf(a));
  const added: Float64Array[] = [];
  for (const w of found) if (added.length < 2 * d && added.every((other) => dot(other, w) < 1 - 1e-9)) added.push(w);
  const total = rows.reduce((sum, row) => sum + priceOf(cloud, row), 0);
  const size = (w: Float64Array): number => Math.sqrt((0.05 * total) / (added.length * priceOf(cloud, w)));
  return [...rows, ...added.map((w) => w.map((x) => size(w) * x))];
}

/** Unit vector where w <- projection of R w onto {(w, h): h >= -w.p} ends up. */
function ascent(cloud: readonly Float64Array[], form: Matrix, start: Float64Array): Float64Array {
  let w = start;
  for (let step = 0; step < 12; step++) w = project(cloud, unit(apply(form, w)));
  return unit(w);
}

/** First coordinates of the projection of (g, 0) onto the cone h >= -w.p, by cyclic corrections (Hildreth 1957). */
function project(cloud: readonly Float64Array[], g: Float64Array): Float64Array {
  const w = g.slice();
  let h = 0;
  const pull = new Float64Array(cloud.length);
  for (let sweep = 0; sweep < 200; sweep++) {
    let largest = 0;
    for (let k = 0; k < cloud.length; k++) {
      const p = cloud[k];
      const next = Math.max(0, pull[k] - (h + dot(w, p)) / (1 + dot(p, p)));
      const change = next - pull[k];
      if (change === 0) continue;
      pull[k] = next;
      h += change;
      for (let i = 0; i < w.length; i++) w[i] += change * p[i];
      largest = Math.max(largest, Math.abs(change));
    }
    if (largest < 1e-12) break;
  }
  return w;
}
