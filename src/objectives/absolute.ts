/**
 * Absolute values in place of energies, the sparsity controls of Whittington et al. 2023 (A.6, Figs. 8, 9 and 11): of activity,
 * mean over the batch of the sum over constrained layers and units of |a|; of weights, the sum over all weight matrices of
 * |w|, biases free.
 */
import { absolute, batchMean, sumAll } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import { addAll } from "./sum.js";

/** Mean over the batch of the sum over constrained layers and units of |a|. Whittington et al. 2023, A.6. */
export function absoluteActivity(): ObjectiveTerm {
  return {
    name: "absoluteActivity",
    value: ({ activity }) => addAll(Object.values(activity).map((a) => batchMean(absolute(a.ref)))),
  };
}

/** Sum over all weight matrices of |w|, biases free. Whittington et al. 2023, A.6. */
export function absoluteWeights(): ObjectiveTerm {
  return {
    name: "absoluteWeights",
    value: ({ parameters, weights }) => addAll(weights.map((name) => sumAll(absolute(parameters[name].ref)))),
  };
}
