/**
 * Energy of the weights that path-integrate a Fourier code g(x) = a_0 + sum_j a_j cos(k_j x) + b_j sin(k_j x). A move d turns
 * each pair (cos, sin) by the angle k_j d, so the least ||W_d||_F^2 of a matrix with g(x + d) = W_d g(x) on the whole code is
 * the number of dimensions that the code spans (W_d is a rotation there). Counted here by its usual convex stand-in, the
 * group lasso over frequencies (Yuan and Lin 2006):
 *   sum_j sqrt(epsilon + sum_n a_nj^2 + b_nj^2).
 * Stands for Whittington et al. 2023, A.9, beta_weight sum ||W||^2 with their path-integration loss at zero.
 */
import { sqrt, square, sumAll } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import { addAll } from "./sum.js";

/** Smooths the root at zero. */
const EPSILON = 1e-8;

/** The model's weight matrices are all [frequencies x units]. */
export function pathIntegrationEnergy(): ObjectiveTerm {
  return {
    name: "weightEnergy",
    value({ parameters, weights }) {
      const power = addAll(weights.map((name) => square(parameters[name].ref).sum(1)));
      return sumAll(sqrt(power.add(EPSILON)));
    },
  };
}
