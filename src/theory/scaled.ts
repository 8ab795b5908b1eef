/**
 * The problem without units: coordinates in which every single-factor neuron costs 1 (its cheaper sign) and the readout's
 * Gram matrix has mean diagonal 1, so that the solver's tolerances mean the same for any data (docs/theory.md, section 3).
 */
import { combine, type Matrix, matrix, scale } from "../math/matrix.js";
import { type ConvexBody, stretched } from "./convexBody.js";
import { quadraticPrice } from "./price.js";
import { type ReducedProblem, softGram } from "./problem.js";

/** Ranges [-low_i, high_i] of the factors, times sqrt(alpha). */
export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Minimise sum_j mu_j c(u_j) + tr(G (Q + K)^{-1}), Q = sum_j mu_j u_j u_j', with c(u) = u'Bu + max_v (-u.v)^2. */
export interface ScaledProblem {
  readonly dimension: number;
  /** B [d x d] */
  readonly base: Matrix;
  /** Points times sqrt(alpha), [d] each. */
  readonly points: readonly Float64Array[];
  /** What limits the biases, where it is not the hull of the points. */
  readonly body: ConvexBody | undefined;
  /** Set when all 2^d joint extremes are present, so that the hull is a box. */
  readonly box: Box | undefined;
  /** G [d x d] */
  readonly gram: Matrix;
  /** K [d x d], zero when the prediction is exact */
  readonly soft: Matrix;
  /** Variance of each factor, [d] in scaled units. */
  readonly variance: Float64Array;
  /** Energy of the problem = unit x energy of the scaled one. */
  readonly unit: number;
  /** [d] a row u of the problem is toRow x (scaled direction) x sqrt(unit mass) */
  readonly toRow: Float64Array;
}

export function scaleProblem(problem: ReducedProblem): ScaledProblem {
  const d = problem.dimension;
  const base = quadraticPrice(problem);
  const range = cheapExtremes(problem.points);
  const size = range.map((b, i) => Math.sqrt(base.data[i * d + i] + problem.alpha * b * b));
  const gram = rescale(
    problem.targetGram,
    size.map((c) => c * Math.sqrt(problem.lambdaOut)),
  );
  let mean = 0;
  for (let i = 0; i < d; i++) mean += gram.data[i * d + i] / d;
  const unit = Math.sqrt(mean);
  const points = scaledPoints(problem, size);
  return {
    dimension: d,
    base: rescale(
      base,
      size.map((c) => 1 / c),
    ),
    points,
    body: bodyOf(problem, size),
    box: problem.body === undefined ? boxOf(points) : undefined,
    gram: scale(gram, 1 / mean),
    soft: scale(rescale(softGram(problem), size), 1 / unit),
    variance: Float64Array.from(size, (c, i) => problem.covariance.data[i * d + i] / (c * c)),
    unit,
    toRow: size.map((c) => 1 / c),
  };
}

const bodyOf = ({ body, alpha }: ReducedProblem, size: Float64Array): ConvexBody | undefined =>
  body &&
  stretched(
    body,
    size.map((c) => Math.sqrt(alpha) / c),
  );

/** b_i = min(-min s_i, max s_i): the smaller bias of the two signs of factor i [d]. */
export function cheapExtremes(points: Matrix): Float64Array {
  const { low, high } = ranges(points);
  return low.map((value, i) => Math.min(value, high[i]));
}

/** low_i = -min s_i and high_i = max s_i of centred points. */
export function ranges(points: Matrix): Box {
  const d = points.columns;
  const low = new Float64Array(d);
  const high = new Float64Array(d);
  for (let row = 0; row < points.rows; row++) {
    for (let i = 0; i < d; i++) {
      const value = points.data[row * d + i];
      if (-value > low[i]) low[i] = -value;
      if (value > high[i]) high[i] = value;
    }
  }
  return { low, high };
}

/** D a D with D = diag(sizes). */
export function rescale(a: Matrix, sizes: ArrayLike<number>): Matrix {
  const d = a.rows;
  const out = combine(a, a, 1, 0);
  for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) out.data[i * d + j] *= sizes[i] * sizes[j];
  return out;
}

function scaledPoints(problem: ReducedProblem, size: ArrayLike<number>): Float64Array[] {
  const d = problem.dimension;
  const root = Math.sqrt(problem.alpha);
  return Array.from({ length: problem.points.rows }, (_, row) =>
    Float64Array.from({ length: d }, (_, i) => (root * problem.points.data[row * d + i]) / size[i]),
  );
}

/** The box spanned by the points, if all its corners are among them (to 1e-9 of each range). */
export function boxOf(points: readonly Float64Array[]): Box | undefined {
  const d = points[0].length;
  if (d > 12 || points.length < 2 ** d) return undefined;
  const flat = matrix(points.length, d, Float64Array.from(points.flatMap((point) => [...point])));
  const { low, high } = ranges(flat);
  const seen = new Uint8Array(2 ** d);
  for (const point of points) {
    const corner = cornerOf(point, low, high);
    if (corner >= 0) seen[corner] = 1;
  }
  return seen.every((flag) => flag === 1) ? { low, high } : undefined;
}

/** Bit i set when the point is at the top of factor i; -1 when it is not a corner. */
function cornerOf(point: Float64Array, low: Float64Array, high: Float64Array): number {
  let corner = 0;
  for (let i = 0; i < point.length; i++) {
    const slack = 1e-9 * (low[i] + high[i]);
    if (point[i] >= high[i] - slack) corner |= 1 << i;
    else if (point[i] > -low[i] + slack) return -1;
  }
  return corner;
}
