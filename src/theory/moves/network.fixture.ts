/** The cheapest recurrent network found by descent, without any theory: a judge of the bounds. */

import { minimise } from "../../math/lbfgs.js";
import { addOuter, apply, inversePositive, quadraticForm, symmetrise } from "../../math/linearAlgebra.js";
import { combine, type Matrix, matrix, multiply, rowOf, trace, transpose } from "../../math/matrix.js";
import { fold, key, normal } from "../../math/random.js";
import { quadraticPrice } from "../price.js";
import { type ReducedProblem, reduceProblem } from "../problem.js";
import type { MovedProblem } from "./groups.fixture.js";

/** Least energy with recurrent weights (lambda_rec 1) of networks of `units`, from so many random starts. */
export function trainedEnergy(moved: MovedProblem, units: number, starts: number): number {
  const problem = reduceProblem(moved.problem);
  const moves = moved.moves.map(({ matrix: a }) => a);
  const size = units * problem.dimension;
  const ends = Array.from({ length: starts }, (_, k) => {
    const start = normal(fold(fold(key(5), "start"), k), size).map((value) => 0.5 * value);
    return minimise((x, gradient) => energy(problem, moves, x, gradient), start, { iterations: 400, tolerance: 1e-9 })
      .value;
  });
  return Math.min(...ends);
}

/** Energy of a code with these rows [units x factors] and the least recurrent weights that it needs. */
export function networkEnergy({ problem, moves }: MovedProblem, rows: readonly (readonly number[])[]): number {
  const x = Float64Array.from(rows.flat());
  const matrices = moves.map(({ matrix: a }) => a);
  return energy(reduceProblem(problem), matrices, x, new Float64Array(x.length));
}

/** C + lambda_out tr(G Q^-1) + sum_a tr(A Q^-1 A' Q) of rows M [units x d], and its gradient. */
function energy(problem: ReducedProblem, moves: readonly Matrix[], x: Float64Array, gradient: Float64Array): number {
  const d = problem.dimension;
  const rows = matrix(x.length / d, d, x);
  const base = quadraticPrice(problem);
  const q = matrix(d, d);
  for (let k = 0; k < rows.rows; k++) addOuter(q, rowOf(rows, k));
  for (let i = 0; i < d; i++) q.data[i * d + i] += 1e-12;
  const back = inversePositive(q);
  const weighed = multiply(multiply(back, problem.targetGram), back);
  let slope = combine(weighed, weighed, -problem.lambdaOut, 0);
  let total = problem.lambdaOut * trace(multiply(problem.targetGram, back));
  for (const a of moves) {
    const there = multiply(multiply(a, back), transpose(a));
    total += trace(multiply(there, q));
    const needed = multiply(multiply(transpose(a), q), a);
    slope = combine(slope, combine(there, multiply(multiply(back, needed), back), 1, -1));
  }
  slope = symmetrise(slope);
  for (let k = 0; k < rows.rows; k++) {
    const u = rowOf(rows, k);
    const { bias, point } = farthest(problem, u);
    total += quadraticForm(base, u) + problem.alpha * bias * bias;
    const along = apply(combine(base, slope), u);
    for (let i = 0; i < d; i++) gradient[k * d + i] = 2 * along[i] - 2 * problem.alpha * bias * point[i];
  }
  return total;
}

function farthest({ points }: ReducedProblem, u: Float64Array): { bias: number; point: Float64Array } {
  const activity = apply(points, u);
  const at = activity.indexOf(Math.min(...activity));
  return { bias: -activity[at], point: rowOf(points, at) };
}
