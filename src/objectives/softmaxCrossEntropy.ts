/**
 * Cross-entropy of one-hot targets with the softmax of some columns of the output, in nats: mean over rows of
 *   log sum_o exp(y_o) - sum_o t_o y_o.
 * Whittington et al. 2023, A.9, L_location; several groups of columns are several terms.
 */
import { batchMean, fixed, logSumExp } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import type { ColumnsOptions } from "./sigmoidCrossEntropy.js";

/**
 * Cross-entropy of one-hot targets with the softmax of the columns [first, end) of the output, nats, mean over rows.
 * Whittington et al. 2023, A.9, L_location.
 */
export function softmaxCrossEntropy({ name, columns }: ColumnsOptions): ObjectiveTerm {
  return {
    name,
    value({ output, target }) {
      const own = output.ref.slice([], [...columns]);
      const inner = own.ref.mul(target.ref.slice([], [...columns])).sum(1);
      return batchMean(logSumExp(own).sub(inner));
    },
  };
}

/**
 * The same where rows run through the classes in order, over and over, so that no target is needed: columns from `first` to the last
 * are the logits of as many classes.
 */
export function placeCrossEntropy(name: string, first: number): ObjectiveTerm {
  return {
    name,
    value({ output }) {
      const [rows, columns] = output.shape;
      const classes = columns - first;
      const logits = output.ref.slice([], [first, columns]);
      const own = Float32Array.from({ length: classes ** 2 }, (_, at) => (at % (classes + 1) === 0 ? 1 : 0));
      const cycle = logits.ref.reshape([rows / classes, classes, classes]).mul(fixed([1, classes, classes], own));
      return batchMean(logSumExp(logits).sub(cycle.sum(2).reshape([rows])));
    },
  };
}

/** The mean over rows of one column of the output, a loss that the model works out itself. */
export const columnMean = (name: string, column: number): ObjectiveTerm => ({
  name,
  value: ({ output }) => batchMean(output.ref.slice([], [column, column + 1])),
});
