/**
 * Cross-entropy of one-hot targets with the softmax of some columns of the output, in nats: mean over rows of
 *   log sum_o exp(y_o) - sum_o t_o y_o.
 * Whittington et al. 2023, A.9, L_location; several groups of columns are several terms.
 */
import { batchMean, logSumExp } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";

export interface SoftmaxOptions {
  /** Name under which it is logged. */
  readonly name: string;
  /** Columns of output and target, [first, end). */
  readonly columns: readonly [number, number];
}

export function softmaxCrossEntropy({ name, columns }: SoftmaxOptions): ObjectiveTerm {
  return {
    name,
    value({ output, target }) {
      const own = output.ref.slice([], [...columns]);
      const inner = own.ref.mul(target.ref.slice([], [...columns])).sum(1);
      return batchMean(logSumExp(own).sub(inner));
    },
  };
}
