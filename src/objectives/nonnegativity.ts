/**
 * Soft nonnegativity: mean over the batch of the sum over units of max(-a, 0). Whittington et al. 2023, L_nonneg. Charged on the
 * activity, or on what goes into the nonlinearity: for rectified units the first is nothing.
 */
import { batchMean, negativePart } from "../engine/ops.js";
import { UsageError } from "../math/errors.js";
import type { ObjectiveInputs, ObjectiveTerm, TensorTree } from "../protocols.js";
import { addAll } from "./sum.js";

export type NonnegativityOn = "activity" | "preactivation";

/**
 * Mean over the batch of the sum over constrained layers and units of max(-a, 0). Whittington et al. 2023, L_nonneg. Its value
 * throws UsageError where the model does not lay open what is to be charged.
 */
export function nonnegativity(on: NonnegativityOn = "activity"): ObjectiveTerm {
  return {
    name: "nonnegativity",
    value: (inputs) => addAll(Object.values(charged(inputs, on)).map((a) => batchMean(negativePart(a.ref)))),
  };
}

function charged({ activity, preactivation }: ObjectiveInputs, on: NonnegativityOn): TensorTree {
  if (on === "activity") return activity;
  if (preactivation !== undefined) return preactivation;
  throw new UsageError(
    "the model does not lay open what goes into its nonlinearities: make it with preactivations: true",
  );
}
