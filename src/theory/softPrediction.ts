/**
 * Predictions that need not be exact (docs/theory.md, section 5). With squared error of weight gamma the best readout of a
 * code is a ridge regression costing T = lambda_out tr(G P^{-1}), P = Q + K, K = (lambda_out / gamma) Sigma^{-1}: the
 * optimum of the whole training loss of a linear network is the same convex problem, solved by setting `gamma`.
 */
import { apply, inversePositive } from "../math/linearAlgebra.js";
import { combine, type Matrix, matrix, multiply, trace, transpose } from "../math/matrix.js";
import { type ReducedProblem, reduceProblem, softGram } from "./problem.js";
import type { CodingProblem, Neuron } from "./types.js";

export interface SoftReadout {
  /** E|W_out z + b_out - y|^2 = (lambda_out / gamma)^2 tr(G P^{-1} Sigma^{-1} P^{-1}) */
  readonly squaredError: number;
  /** lambda_out |W_out|^2 + gamma x squared error = lambda_out tr(G P^{-1}) */
  readonly cost: number;
}

/** What the best readout of a code costs and how far it misses. */
export function softReadout(problem: CodingProblem, neurons: readonly Neuron[]): SoftReadout {
  const reduced = reduceProblem(problem);
  const inverse = inversePositive(combine(gramOf(reduced, neurons), softGram(reduced)));
  const weighed = multiply(reduced.targetGram, inverse);
  const cost = reduced.lambdaOut * trace(weighed);
  if (reduced.gamma === Infinity) return { squaredError: 0, cost };
  const spread = multiply(weighed, multiply(inversePositive(reduced.covariance), inverse));
  return { squaredError: (reduced.lambdaOut / reduced.gamma) ** 2 * trace(spread), cost };
}

/** Q = M'M of these neurons, in problem coordinates [d x d]. */
export function gramOf(problem: ReducedProblem, neurons: readonly Neuron[]): Matrix {
  const d = problem.dimension;
  const out = matrix(d, d);
  for (const { direction, gain } of neurons) {
    const u = apply(transpose(problem.basis), direction).map((value) => gain * value);
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) out.data[i * d + j] += u[i] * u[j];
  }
  return out;
}
