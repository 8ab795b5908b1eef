/** Networks for one factor at every strength of weight energy, and the certified optimum of each loss. */

import type { Matrix } from "../../../math/matrix.js";
import { fold, key as rootKey } from "../../../math/random.js";
import type { Job, JobContext, JobResult } from "../../../protocols.js";
import { type CodingProblem, onOffActivity, onOffCode, type Sides, sidesOf } from "../../../theory/index.js";
import { shaped } from "../../frame/arrays.js";
import { activityOf, lossOf, rectifiedNetwork, shallowNetwork, trainAll } from "../shallow.js";
import { pointPlan } from "../study.js";
import { problemAt, samplesOf } from "./factor.js";
import { PLACE_VALUES, type PlaceValue } from "./measures.js";
import type { Kind, OnOffSettings } from "./settings.js";

/** Relative gap at which an optimum counts as certified. */
const TOLERANCE = 1e-5;

/** Throws Interrupted when asked to stop. */
export async function trainPlace(
  job: Job,
  { kind, tenths }: { readonly kind: Kind; readonly tenths: number },
  chosen: OnOffSettings,
  context: JobContext,
): Promise<JobResult> {
  const samples = samplesOf(kind, tenths, chosen.levels);
  const key = fold(rootKey(job.seed), "training");
  const plans = chosen.weightStrengths.map((weightEnergy) => ({
    ...pointPlan({ samples }, { ...chosen, weightEnergy }, key),
    model: rectifiedNetwork(1, chosen.code, 1),
  }));
  const trained = await trainAll(plans, context);
  const places = chosen.weightStrengths.map((weightEnergy, k) => {
    const problem = problemAt(samples, chosen, weightEnergy);
    const network = shallowNetwork(problem, trained[k]);
    const sides = sidesOf(network.inputWeights.data, activityOf("rectified", network, samples));
    return {
      ...sides,
      energy: lossOf(problem, "rectified", network, { samples }).energy,
      ...certified(problem, samples),
    };
  });
  const arrays = PLACE_VALUES.map((name) => [
    name,
    shaped(
      [places.length],
      Float64Array.from(places, (place) => place[name]),
    ),
  ]);
  return { job, values: { kind, tenths }, arrays: Object.fromEntries(arrays) };
}

type Certified = Pick<
  Record<PlaceValue, number>,
  "optimalOff" | "optimalOverlap" | "optimalEnergy" | "optimalLowerBound"
>;

/** NaN where the optimum, or how it is divided, is not certified. */
function certified(problem: CodingProblem, samples: Matrix): Certified {
  const { energy, lowerBound, off, neurons } = onOffCode(problem, { values: samples }, { tolerance: TOLERANCE });
  const sides: Sides = sidesOf(
    neurons.map(({ gain }) => gain),
    onOffActivity(neurons, samples.data),
  );
  const sure = off !== null && off[1] - off[0] < 0.05;
  return {
    optimalOff: sure ? sides.off : Number.NaN,
    optimalOverlap: sure ? sides.overlap : Number.NaN,
    optimalEnergy: energy,
    optimalLowerBound: lowerBound,
  };
}
