/**
 * Weights by their mean square: the sum over all weight matrices of the mean of their squared entries (Dorrell et al. 2025, program
 * disentangled_rnn_params). Large matrices are cheap by it. Rival: `weightEnergy`, the sum of squared entries.
 */
import { square, sumAll } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import { addAll } from "./sum.js";

/** Sum over weight matrices [rows x columns] of the mean of their squared entries; biases are free. */
export function meanWeightEnergy(): ObjectiveTerm {
  return {
    name: "meanWeightEnergy",
    value: ({ parameters, weights }) =>
      addAll(
        weights.map((name) => {
          const [rows, columns] = parameters[name].shape;
          return sumAll(square(parameters[name].ref)).mul(1 / (rows * columns));
        }),
      ),
  };
}
