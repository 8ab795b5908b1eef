/** Networks of one hidden layer, linear or rectified, on fixed points: trained many at a time, then read in double precision. */
import type { HostTree } from "../../engine/tensor.js";
import { Interrupted } from "../../math/errors.js";
import { type Matrix, matrix, multiply, transpose } from "../../math/matrix.js";
import type { Key } from "../../math/random.js";
import { mlp } from "../../models/index.js";
import type { JobContext, Model } from "../../protocols.js";
import type { CodingProblem, LinearNetwork } from "../../theory/index.js";
import { parametersOf, type TrainingPlan, trainMany } from "../../training/index.js";
import { networkOf } from "./networkOf.js";
import { type PointSettings, type PointTask, pointPlan } from "./study.js";

export const CODES = ["linear", "rectified"] as const;
export type Code = (typeof CODES)[number];

export const rectifiedNetwork = (inputs: number, units: number, outputs: number): Model =>
  mlp({ inputs, outputs, hidden: [{ name: "code", units, activation: "relu" }] });

/** As `pointPlan`; a rectified code learns its biases. */
export function shallowPlan(code: Code, task: PointTask, settings: PointSettings, key: Key): TrainingPlan {
  const plan = pointPlan(task, settings, key);
  if (code === "linear") return plan;
  const factors = task.samples.columns;
  return { ...plan, model: rectifiedNetwork(factors, settings.code, task.targetMixing?.rows ?? factors) };
}

/**
 * Parameters at the end of each training. All share one compiled step: strengths are given to it at every update. Throws Interrupted when asked
 * to stop: these trainings take seconds, and start over.
 */
export async function trainAll(
  plans: readonly TrainingPlan[],
  { compile, signal, report }: JobContext,
): Promise<HostTree[]> {
  const total = plans.reduce((sum, { steps }) => sum + steps, 0);
  const training = trainMany(plans, compile);
  let next = await training.next();
  while (!next.done) {
    const { network, state, metrics } = next.value;
    const done = network * plans[0].steps + state.step;
    report({ done, total, metrics: { loss: metrics.loss[metrics.loss.length - 1] } });
    if (signal.aborted) throw new Interrupted();
    next = await training.next();
  }
  return next.value.map((state, k) => parametersOf(plans[k], state));
}

export interface ShallowNetwork extends LinearNetwork {
  readonly outputBias: Float64Array;
}

/** A linear code has the smallest legal biases, a rectified one those that it learned. */
export function shallowNetwork(problem: CodingProblem, parameters: HostTree): ShallowNetwork {
  return { ...networkOf(problem, parameters), outputBias: Float64Array.from(parameters["output.bias"].data) };
}

/** Activity on samples [samples x units]. */
export function activityOf(code: Code, { inputWeights, inputBias }: LinearNetwork, samples: Matrix): Matrix {
  const drive = multiply(samples, transpose(inputWeights));
  const units = inputWeights.rows;
  const values = drive.data.map((value, i) => value + inputBias[i % units]);
  return matrix(drive.rows, units, code === "linear" ? values : values.map((value) => Math.max(0, value)));
}

/** The whole training loss on the points of a task, and the squared error in it. */
export function lossOf(
  { alpha = 1, lambdaIn = 1, gamma = 1 }: CodingProblem,
  code: Code,
  network: ShallowNetwork,
  { samples, targetMixing }: PointTask,
): { readonly energy: number; readonly squaredError: number } {
  const activity = activityOf(code, network, samples);
  const output = multiply(activity, transpose(network.outputWeights)).data;
  const target = targetMixing ? multiply(samples, transpose(targetMixing)).data : samples.data;
  const outputs = network.outputBias.length;
  const squaredError =
    squares(output.map((value, i) => value + network.outputBias[i % outputs] - target[i])) / samples.rows;
  const weights = squares(network.inputWeights.data) + squares(network.outputWeights.data);
  return {
    energy: (alpha * squares(activity.data)) / samples.rows + lambdaIn * weights + gamma * squaredError,
    squaredError,
  };
}

const squares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
