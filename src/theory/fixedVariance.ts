/** The theorems of Whittington et al. 2023 as formulas (docs/theory.md, section 7). */
import { dot, symmetricEigen } from "../math/linearAlgebra.js";
import { column, type Matrix, multiply, transpose } from "../math/matrix.js";

/**
 * Theorem 1: energy E|z|^2 of a code M [neurons x factors] with its smallest biases, for independent factors of variance v
 * and range [-a, a]:  (v + a^2) sum M_jk^2 + a^2 sum_j sum_{k != l} |M_jk| |M_jl|.  At fixed sum M^2 it is least exactly
 * when every row has at most one nonzero entry.
 */
export function independentCodeEnergy(code: Matrix, variance: number, halfRange: number): number {
  let total = 0;
  for (let row = 0; row < code.rows; row++) {
    const u = code.data.subarray(row * code.columns, (row + 1) * code.columns);
    const reach = u.reduce((sum, value) => sum + Math.abs(value), 0);
    total += variance * dot(u, u) + (halfRange * reach) ** 2;
  }
  return total;
}

/**
 * Theorem 2: best gains of single-factor neurons, gain_i^4 = beta_w |D_i|^2 / (v + a^2), D_i the i-th column of the target
 * mixing [targets x factors]. (The printed form has singular values in place of column norms: the same for orthogonal columns.)
 */
export function modularGainsOfTargets(
  targets: Matrix,
  weightPrice: number,
  variance: number,
  halfRange: number,
): Float64Array {
  return Float64Array.from({ length: targets.columns }, (_, i) => {
    const d = column(targets, i);
    return ((weightPrice * dot(d, d)) / (variance + halfRange * halfRange)) ** 0.25;
  });
}

export interface LeastVariance {
  /** v k^2 sigma_min(D)^2 / |W|^2, as published. */
  readonly published: number;
  /** v (sum_i sigma_i(D))^2 / |W|^2, which is attained for every D. */
  readonly attained: number;
}

/**
 * Theorem A.3.2: least summed variance of a population z = F e + b from which x = D e is read exactly, W F = D, by weights of norm
 * |W|. D is [outputs x factors] with sigma its singular values; factors have variance v. The published bound holds, with equality
 * exactly where D has orthogonal columns of one length and the pseudoinverse of F orthogonal rows of one length. For any
 * other D the bound to compare with is the second: the sum of the singular values of W F is at most |W| |F|, with equality for
 * F = S^(1/2) V' up to a factor and a rotation, D = U S V'. The two are equal exactly where all singular values are.
 */
export function leastPopulationVariance(mixing: Matrix, weightNorm: number, variance: number): LeastVariance {
  const singular = singularValues(mixing);
  const sum = singular.reduce((total, value) => total + value, 0);
  const least = singular.length * Math.min(...singular);
  const bound = (reach: number) => (variance * reach ** 2) / weightNorm ** 2;
  return { published: bound(least), attained: bound(sum) };
}

/** One for each column. */
const singularValues = (a: Matrix): number[] =>
  Array.from(symmetricEigen(multiply(transpose(a), a)).values, (value) => Math.sqrt(Math.max(0, value)));
