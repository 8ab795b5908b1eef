/** Fourth powers of activity: mean over the batch of the sum over layers and units of a^4. Here stand its source and its rivals. */
import { batchMean, square } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import { addAll } from "./sum.js";

/** Mean over the batch of the sum over constrained layers and units of a^4. */
export function quarticEnergy(): ObjectiveTerm {
  return {
    name: "quarticEnergy",
    value: ({ activity }) => addAll(Object.values(activity).map((a) => batchMean(square(square(a.ref))))),
  };
}
