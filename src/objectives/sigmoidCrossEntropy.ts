/**
 * Cross-entropy of targets in [0, 1] with the sigmoid of the output, in nats: mean over the batch of the sum over outputs of
 * softplus(o) - t o. Whittington et al. 2023 name it as the loss of their autoencoders. Its least value is the entropy of the
 * targets, not 0.
 */
import { batchMean, softplus } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";

/** Cross-entropy of targets in [0, 1] with sigmoid(output), nats: sum over outputs, mean over the batch; logged as "prediction". */
export function sigmoidCrossEntropy(): ObjectiveTerm {
  return {
    name: "prediction",
    value: ({ output, target }) => batchMean(softplus(output.ref).sub(output.ref.mul(target.ref))),
  };
}

export interface ColumnsOptions {
  /** Name under which it is logged. */
  readonly name: string;
  /** Columns of output and target, [first, end). */
  readonly columns: readonly [number, number];
}

/** The same of some columns of output and target, logged under a name of its own. */
export const sigmoidCrossEntropyOf = ({ name, columns }: ColumnsOptions): ObjectiveTerm => ({
  name,
  value({ output, target }) {
    const own = output.ref.slice([], [...columns]);
    return batchMean(softplus(own.ref).sub(own.mul(target.ref.slice([], [...columns]))));
  },
});

/** 1 / (1 + exp(-logit)), from a logit to a probability. */
export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
