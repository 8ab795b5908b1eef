/** What a code costs on a sample of factors, signed and nonnegative. */
import { quadraticForm } from "../../../math/linearAlgebra.js";
import type { Matrix } from "../../../math/matrix.js";
import { type Support, smallestBias } from "../../../theory/index.js";

export interface CodeEnergies {
  /** Population variance, sum over neurons of Var z: what centred, signed neurons cost. */
  readonly signed: number;
  /** E|z|^2 with each neuron's smallest legal bias. */
  readonly nonnegative: number;
}

/** Energies of a code M [neurons x factors]. */
export function codeEnergies({ covariance, points }: Support, code: Matrix): CodeEnergies {
  let signed = 0;
  let bias = 0;
  for (let n = 0; n < code.rows; n++) {
    const u = code.data.subarray(n * code.columns, (n + 1) * code.columns);
    signed += quadraticForm(covariance, u);
    bias += smallestBias(points, u) ** 2;
  }
  return { signed, nonnegative: signed + bias };
}
