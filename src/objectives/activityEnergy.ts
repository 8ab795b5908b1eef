/**
 * Energy of activity: mean over the batch of the sum over constrained layers and units of a^2. Whittington et al. 2023,
 * L_activity. Rivals average over units as well (BioAE: Hsu et al. 2023), so their strengths are not comparable.
 */
import { batchMean, square } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import { addAll } from "./sum.js";

/** Mean over the batch of the sum over constrained layers and units of a^2. Whittington et al. 2023, L_activity. */
export function activityEnergy(): ObjectiveTerm {
  return {
    name: "activityEnergy",
    value: ({ activity }) => addAll(Object.values(activity).map((a) => batchMean(square(a.ref)))),
  };
}
