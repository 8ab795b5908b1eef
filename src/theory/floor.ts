/**
 * A rigorous floor in any dimension (docs/theory.md, section 4). If +-y_k lie in conv(S) and theta >= 0 sums to 1, then
 * h(u)^2 >= sum_k theta_k (u.y_k)^2, so L = B + sum_k theta_k y_k y_k' never exceeds a price. Each point is shrunk until
 * its mirror image lies in the hull, and theta is improved by theta_k <- theta_k g_k / sum(theta g), g_k = y_k' Q_L y_k.
 */
import { addOuter, dot, quadraticForm, spectralMap, squareRoot } from "../math/linearAlgebra.js";
import { linearProgram } from "../math/linearProgram.js";
import { combine, type Matrix, matrix, multiply } from "../math/matrix.js";
import { lowerBound } from "./optimum.js";
import type { ScaledProblem } from "./scaled.js";

/** Points tried, those farthest from the mean first. */
const MOST_POINTS = 200;

export interface Floor {
  /** Scaled energy that no code can beat. */
  readonly bound: number;
  /** L [d x d] */
  readonly dual: Matrix;
}

export function symmetrisedFloor(problem: ScaledProblem, deadline: number): Floor {
  const mirrored: Float64Array[] = [];
  const byDistance = [...problem.points].sort((a, b) => dot(b, b) - dot(a, a));
  for (const point of byDistance.slice(0, MOST_POINTS)) {
    if (performance.now() > deadline && mirrored.length >= problem.dimension) break;
    const shrink = mirrorShrink(problem.points, point);
    if (shrink > 0) mirrored.push(point.map((value) => shrink * value));
  }
  let best: Floor = { bound: lowerBound(problem, problem.base, 1), dual: problem.base };
  let theta = mirrored.map(() => 1 / mirrored.length);
  for (let step = 0; step < 200 && mirrored.length > 0; step++) {
    const dual = combine(problem.base, problem.base, 1, 0);
    mirrored.forEach((y, k) => {
      addOuter(dual, y, theta[k]);
    });
    const bound = lowerBound(problem, dual, 1);
    if (bound > best.bound) best = { bound, dual };
    const gradient = gradientAt(problem, dual);
    const gains = mirrored.map((y, k) => theta[k] * Math.max(0, quadraticForm(gradient, y)));
    const sum = gains.reduce((a, b) => a + b, 0);
    if (!(sum > 0)) break;
    theta = gains.map((gain) => gain / sum);
  }
  return best;
}

/** Q_L = L^{-1/2} (L^{1/2} G L^{1/2})^{1/2} L^{-1/2}: where the bound rises fastest. */
function gradientAt(problem: ScaledProblem, dual: Matrix): Matrix {
  const root = squareRoot(dual);
  const inverse = spectralMap(dual, (value) => 1 / Math.sqrt(value));
  const middle = squareRoot(multiply(multiply(root, problem.gram), root));
  return multiply(multiply(inverse, middle), inverse);
}

/** The largest tau <= 1 with -tau `point` in the hull of `points`: maximise tau, sum theta v + tau point = 0, sum theta = 1. */
function mirrorShrink(points: readonly Float64Array[], point: Float64Array): number {
  const d = point.length;
  const columns = points.length + 1;
  const program = matrix(d + 1, columns);
  // the simplex takes entries far below 1 for zero
  const size = Math.max(...points.map((v) => Math.sqrt(dot(v, v))));
  points.forEach((v, k) => {
    for (let i = 0; i < d; i++) program.data[i * columns + k] = v[i] / size;
    program.data[d * columns + k] = 1;
  });
  for (let i = 0; i < d; i++) program.data[i * columns + points.length] = point[i] / size;
  const bounds = new Float64Array(d + 1);
  bounds[d] = 1;
  const cost = new Float64Array(columns);
  cost[points.length] = -1;
  const solution = linearProgram(program, bounds, cost);
  // a hair less than the maximum: the simplex meets its constraints only to rounding
  return solution === undefined ? 0 : Math.min(1, solution.x[points.length] * (1 - 1e-9));
}
