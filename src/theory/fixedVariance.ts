/** The theorems of Whittington et al. 2023 as formulas (docs/theory.md, section 7). */

import { dot } from "../math/linearAlgebra.js";
import { column, type Matrix } from "../math/matrix.js";

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
