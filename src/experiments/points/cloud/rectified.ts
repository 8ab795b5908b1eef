/** Rectified networks on a cloud, beside the certified optimum of one hidden layer of rectified neurons (docs/theory.md, section 10). */
import type { Key } from "../../../math/random.js";
import type { JobContext } from "../../../protocols.js";
import { codeOfNeurons, codeSelectivity, predictRectified, type RectifiedPrediction } from "../../../theory/index.js";
import { initialState, parametersOf } from "../../../training/index.js";
import { trainJob } from "../../frame/trainJob.js";
import { type OptimumValues, type Outcome, outcomeOf } from "../job.js";
import { activityOf, lossOf, shallowNetwork, shallowPlan } from "../shallow.js";
import { type PointSettings, type PointTask, problemOf } from "../study.js";

/** Trains one rectified network on an autoencoder's task and measures it. */
export async function trainRectified(
  task: PointTask,
  settings: PointSettings,
  key: Key,
  context: JobContext,
): Promise<Outcome> {
  const { samples } = task;
  const problem = problemOf(task, settings);
  const prediction = predictRectified(problem, { values: samples });
  const plan = shallowPlan("rectified", task, settings, key);
  const { state, curve } = await trainJob(plan, context);
  const network = shallowNetwork(problem, parametersOf(plan, state));
  const start = shallowNetwork(problem, parametersOf(plan, initialState(plan)));
  const code = network.inputWeights;
  const activity = activityOf("rectified", network, samples).data;
  return outcomeOf({
    optimum: optimumOf(prediction),
    trained: {
      ...lossOf(problem, "rectified", network, task),
      leastActivity: activity.reduce((least, value) => Math.min(least, value), Infinity),
      selectivity: codeSelectivity(code, problem.support.covariance),
      // Its code is no linear map of the factors: the optimality check of linear codes does not speak of it.
      failures: [],
    },
    samples,
    code,
    initialCode: start.inputWeights,
    optimalCode: codeOfNeurons(prediction.neurons),
    curve,
  });
}

const optimumOf = ({ status, energy, verdict, rectified }: RectifiedPrediction): OptimumValues => ({
  status,
  energy: energy.optimal,
  lowerBound: energy.lowerBound,
  modular: energy.modular,
  verdict,
  selectivity: rectified.share && [rectified.share[0], rectified.share[1]],
});
