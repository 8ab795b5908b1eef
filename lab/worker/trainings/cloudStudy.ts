/** An autoencoder on a cloud of two factors: the very training of the experiment `cloud`. */
import type { HostTree } from "../../../src/engine/protocols.js";
import { toSafetensors } from "../../../src/engine/safetensors.js";
import {
  activityOf,
  type CloudSettings,
  cloudKey,
  cloudSamples,
  cloudSettings,
  datasetOf,
  lossOf,
  type PointTask,
  problemOf,
  type ShallowNetwork,
  shallowNetwork,
  shallowPlan,
} from "../../../src/experiments/points/index.js";
import type { Matrix } from "../../../src/math/matrix.js";
import { representation, saveRepresentation } from "../../../src/representation/index.js";
import { type CodingProblem, codeSelectivity, networkEnergy } from "../../../src/theory/index.js";
import type { TrainingPlan } from "../../../src/training/index.js";
import { problemOfSettings } from "../energy.js";
import type { Values } from "../values.js";
import { altered } from "./alteration.js";
import type { Alteration, CloudSnapshot, TrainingRequest } from "./protocol.js";
import type { Study } from "./session.js";
import { tuningOf } from "./tuning.js";
import { weightsOf } from "./weights.js";

/** What networks are trained on and measured by. */
interface CloudTask {
  readonly of: string;
  readonly chosen: CloudSettings;
  readonly task: PointTask;
  readonly problem: CodingProblem;
}

/** Networks of any seeds on one cloud. */
export interface CloudNetworks {
  planOf(seed: number): TrainingPlan;
  snapshot(parameters: HostTree): CloudSnapshot;
}

export function cloudNetworks(settings: Values): CloudNetworks {
  const on = cloudTask(settings);
  const { chosen, task, problem } = on;
  return {
    planOf: (seed) => shallowPlan(chosen.neurons, task, chosen, cloudKey(seed)),
    snapshot: (parameters) => snapshotOf(on, shallowNetwork(problem, parameters)),
  };
}

export function cloudStudy({ settings, seed }: TrainingRequest): Study {
  const on = cloudTask(settings);
  const { planOf, snapshot } = cloudNetworks(settings);
  const networkOf = (parameters: HostTree) => shallowNetwork(on.problem, parameters);
  return {
    plan: planOf(seed),
    snapshot: async (parameters) => snapshot(parameters),
    lossOf: (shown) => (shown.kind === "cloud" ? shown.energy.total : Number.NaN),
    altered: async (parameters, alteration) =>
      alteredCode(parameters, alteration, meansOf(activityIn(on, networkOf(parameters)))),
    inspect: async (parameters, _, unit) => ({
      tuning: tuningOf(codeOn(on, networkOf(parameters)), unit),
      ...weightsOf(parameters, "code", "output", unit),
    }),
    files: async (parameters) => ({
      npz: saveRepresentation(codeOn(on, networkOf(parameters))),
      safetensors: toSafetensors(parameters),
    }),
  };
}

function cloudTask(settings: Values): CloudTask {
  const chosen = cloudSettings.parse(settings);
  const task = { samples: cloudSamples(chosen) };
  return { of: problemOfSettings(settings), chosen, task, problem: problemOf(task, chosen) };
}

/** [points x units] */
const activityIn = ({ chosen, task }: CloudTask, network: ShallowNetwork): Matrix =>
  activityOf(chosen.neurons, network, task.samples);

/** Mean of every column. */
function meansOf({ rows, columns, data }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) means[at % columns] += data[at] / rows;
  return means;
}

/** Where biases of the code are not parameters but follow from the weights, what a held unit gives goes to the output's. */
function alteredCode(parameters: HostTree, alteration: Alteration, means: Float64Array): HostTree {
  const silent = altered(parameters, "code", alteration, means);
  if (parameters["code.bias"] !== undefined) return silent;
  const { shape, data } = parameters["output.bias"];
  const read = parameters["output.weight"];
  const bias = Float32Array.from(data, (value, output) =>
    alteration.clamp.reduce((sum, unit) => sum + means[unit] * read.data[unit * read.shape[1] + output], value),
  );
  return { ...silent, "output.bias": { shape, data: bias } };
}

function snapshotOf(on: CloudTask, network: ShallowNetwork): CloudSnapshot {
  const { of, problem } = on;
  const { inputWeights, inputBias } = network;
  const { total, squaredError } = lossIn(on, network);
  return {
    kind: "cloud",
    code: inputWeights.data,
    bias: Float64Array.from(inputBias),
    share: shares(on, network),
    energy: { of, total },
    squaredError,
    selectivity: codeSelectivity(inputWeights, problem.support.covariance),
  };
}

/** The whole loss, by the very function that the experiment measures its networks with. */
function lossIn({ chosen, task, problem }: CloudTask, network: ShallowNetwork) {
  if (chosen.neurons === "linear") return networkEnergy(problem, network);
  const { energy, squaredError } = lossOf(problem, "rectified", network, task);
  return { total: energy, squaredError };
}

/** alpha E z^2 + lambda_in |w|^2 of every unit, as parts of their sum. */
function shares(on: CloudTask, network: ShallowNetwork): Float64Array {
  const { alpha = 1, lambdaIn = 1 } = on.problem;
  const activity = activityIn(on, network);
  const squares = meansOf({ ...activity, data: activity.data.map((value) => value * value) });
  const weights = network.inputWeights.data;
  const costs = squares.map(
    (square, unit) => alpha * square + lambdaIn * (weights[2 * unit] ** 2 + weights[2 * unit + 1] ** 2),
  );
  const all = costs.reduce((sum, cost) => sum + cost, 0);
  return costs.map((cost) => cost / all);
}

function codeOn(on: CloudTask, network: ShallowNetwork) {
  const { data, columns } = activityIn(on, network);
  return representation({ activity: data, units: columns, factors: datasetOf(on.task).factors });
}
