/** Soft nonnegativity: mean over the batch of the sum over units of max(-a, 0). Whittington et al. 2023, L_nonneg. */
import { batchMean, negativePart } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import { addAll } from "./sum.js";

export function nonnegativity(): ObjectiveTerm {
  return {
    name: "nonnegativity",
    value: ({ activity }) => addAll(Object.values(activity).map((a) => batchMean(negativePart(a.ref)))),
  };
}
