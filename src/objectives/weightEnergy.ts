/**
 * Energy of weights: the sum over all weight matrices of their squared Frobenius norm; biases are free. Whittington et
 * al. 2023, L_weight. Rival: decoupled weight decay (AdamW), which is not the gradient of any energy.
 * `charged` picks the weights that cost: all unless given; the VAEs of that paper charge the decoder's dense layers alone.
 */
import { square, sumAll } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import { addAll } from "./sum.js";

/**
 * Sum of the squared entries of all weight matrices that `charged` picks, by default all; biases are free. Whittington et al. 2023, L_weight.
 */
export function weightEnergy(charged: (name: string) => boolean = () => true): ObjectiveTerm {
  return {
    name: "weightEnergy",
    value: ({ parameters, weights }) =>
      addAll(weights.filter(charged).map((name) => sumAll(square(parameters[name].ref)))),
  };
}
