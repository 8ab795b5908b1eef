/**
 * Prediction: mean over the batch of the sum over outputs of the squared error. Rival: the mean over outputs too, which
 * divides the strength by the number of outputs.
 */
import { batchMean, square } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";

/** Mean over the batch of the sum over outputs of (output - target)^2; logged as "prediction". */
export function squaredError(): ObjectiveTerm {
  return {
    name: "prediction",
    value: ({ output, target }) => batchMean(square(output.ref.sub(target.ref))),
  };
}
