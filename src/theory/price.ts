/**
 * What one neuron costs (docs/theory.md, section 2). A neuron with row u of M needs at least the bias
 * h(u) = max_t -(u . s_t), the support function of conv(-S), and then pays
 *     c(u) = alpha (u' Sigma u + h(u)^2) + lambda_in u' G_in^{-1} u.
 * Whittington et al. 2023, equation of theorem 1, for one neuron; Dorrell et al. 2025, section 2, for general supports.
 */
import { quadraticForm } from "../math/linearAlgebra.js";
import { combine, type Matrix } from "../math/matrix.js";
import type { ReducedProblem } from "./problem.js";

/** h(u) >= 0, in units of activity. */
export function smallestBias(points: Matrix, u: ArrayLike<number>): number {
  let most = 0;
  const d = points.columns;
  for (let row = 0; row < points.rows; row++) {
    let value = 0;
    for (let i = 0; i < d; i++) value -= u[i] * points.data[row * d + i];
    if (value > most) most = value;
  }
  return most;
}

/** The quadratic part B of a price: alpha Sigma + lambda_in G_in^{-1} [d x d]. */
export const quadraticPrice = (problem: ReducedProblem): Matrix =>
  combine(problem.covariance, problem.inputCost, problem.alpha, problem.lambdaIn);

/** How far the factors reach against u: h(u), in units of activity. */
export const reach = (problem: ReducedProblem, u: Float64Array): number =>
  problem.body === undefined ? smallestBias(problem.points, u) : problem.body.farthest(u).most;

/** The bias of a neuron with row u. */
export const biasOf = (problem: ReducedProblem, u: Float64Array): number =>
  problem.body === undefined ? smallestBias(problem.points, u) : problem.body.bias(u);

/** c(u), in units of energy. */
export const price = (problem: ReducedProblem, u: ArrayLike<number>): number =>
  quadraticForm(quadraticPrice(problem), u) + problem.alpha * reach(problem, Float64Array.from(u)) ** 2;
