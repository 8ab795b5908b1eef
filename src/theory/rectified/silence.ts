/** Where no rectified neuron pays, and what is left uncoded where some do. */
import type { ReducedProblem } from "../problem.js";
import { groupsLeftOut, whetherSilent } from "../silence.js";
import type { Optimum, Silence } from "../types.js";
import { besideLinear } from "./answer.js";
import { missedVariances } from "./missed.js";
import type { Cloud, RectifiedOracle, RectifiedPrediction } from "./protocols.js";
import { weighUnits } from "./weights.js";

/** As of linear codes (`silence.ts`): the pull of what is not predicted grows with gamma, and where none is predicted it is all that there is. */
export function silenceOf(reduced: ReducedProblem, cloud: Cloud, oracle: RectifiedOracle, deadline: number): Silence {
  const { dual, energy } = weighUnits(cloud, []);
  const found = whetherSilent((threshold) => oracle.search(dual, threshold, deadline).bound, cloud.gamma);
  return { ...found, energy, leftOut: groupsLeftOut(reduced, missedVariances(cloud, [])) };
}

/** No code is the best one, and a pure one. */
export function silentAnswer(
  energy: number,
  linear: Optimum,
): Omit<RectifiedPrediction, "silence" | "threshold" | "settings" | "notes"> {
  return {
    verdict: "silent",
    status: "certified",
    gap: 0,
    energy: { modular: energy, optimal: energy, lowerBound: energy },
    rectified: { pureSaving: 0, bounds: [0, 0], share: null, rectifiedShare: 0 },
    linear: besideLinear(linear, energy),
    neurons: [],
  };
}
