/** A linear autoencoder on a cloud of two factors: the very training of the experiment `cloud`. */
import type { HostTree } from "../../../src/engine/protocols.js";
import { toSafetensors } from "../../../src/engine/safetensors.js";
import {
  cloudKey,
  cloudSamples,
  cloudSettings,
  datasetOf,
  networkOf,
  pointPlan,
  problemOf,
} from "../../../src/experiments/points/index.js";
import { apply, quadraticForm } from "../../../src/math/linearAlgebra.js";
import { type Matrix, multiply, transpose } from "../../../src/math/matrix.js";
import { representation, saveRepresentation } from "../../../src/representation/index.js";
import { type CodingProblem, codeSelectivity, type LinearNetwork, networkEnergy } from "../../../src/theory/index.js";
import { problemOfSettings } from "../energy.js";
import { altered } from "./alteration.js";
import type { Alteration, CloudSnapshot, TrainingRequest } from "./protocol.js";
import type { Study } from "./session.js";
import { tuningOf } from "./tuning.js";
import { weightsOf } from "./weights.js";

export function cloudStudy({ settings, seed }: TrainingRequest): Study {
  const chosen = cloudSettings.parse(settings);
  const task = { samples: cloudSamples(chosen) };
  const problem = problemOf(task, chosen);
  const of = problemOfSettings(settings);
  return {
    plan: pointPlan(task, chosen, cloudKey(seed)),
    snapshot: async (parameters) => snapshotOf(of, problem, networkOf(problem, parameters)),
    lossOf: (snapshot) => (snapshot.kind === "cloud" ? snapshot.energy.total : Number.NaN),
    altered: async (parameters, alteration) =>
      alteredCode(parameters, alteration, meansOf(problem, networkOf(problem, parameters))),
    inspect: async (parameters, _, unit) => ({
      tuning: tuningOf(codeOn(task.samples, networkOf(problem, parameters)), unit),
      ...weightsOf(parameters, "code", "output", unit),
    }),
    files: async (parameters) => ({
      npz: saveRepresentation(codeOn(task.samples, networkOf(problem, parameters))),
      safetensors: toSafetensors(parameters),
    }),
  };
}

/** Mean activity of every unit. */
const meansOf = ({ support }: CodingProblem, { inputWeights, inputBias }: LinearNetwork): Float64Array =>
  apply(inputWeights, support.mean).map((mean, unit) => mean + inputBias[unit]);

/** Biases of the code are not parameters here but follow from the weights, so what a held unit gives goes to the output's. */
function alteredCode(parameters: HostTree, alteration: Alteration, means: Float64Array): HostTree {
  const silent = altered(parameters, "code", alteration, means);
  const { shape, data } = parameters["output.bias"];
  const read = parameters["output.weight"];
  const bias = Float32Array.from(data, (value, output) =>
    alteration.clamp.reduce((sum, unit) => sum + means[unit] * read.data[unit * read.shape[1] + output], value),
  );
  return { ...silent, "output.bias": { shape, data: bias } };
}

function snapshotOf(of: string, problem: CodingProblem, network: LinearNetwork): CloudSnapshot {
  const { total, squaredError } = networkEnergy(problem, network);
  const { inputWeights, inputBias } = network;
  return {
    kind: "cloud",
    code: inputWeights.data,
    bias: Float64Array.from(inputBias),
    share: shares(problem, network),
    energy: { of, total },
    squaredError,
    selectivity: codeSelectivity(inputWeights, problem.support.covariance),
  };
}

/** alpha E z^2 + lambda_in |w|^2 of every unit, as parts of their sum. */
function shares(
  { support, alpha = 1, lambdaIn = 1 }: CodingProblem,
  { inputWeights, inputBias }: LinearNetwork,
): Float64Array {
  const costs = Float64Array.from(inputBias, (bias, unit) => {
    const [a, b] = inputWeights.data.subarray(2 * unit, 2 * unit + 2);
    const mean = a * support.mean[0] + b * support.mean[1] + bias;
    return alpha * (quadraticForm(support.covariance, [a, b]) + mean * mean) + lambdaIn * (a * a + b * b);
  });
  const all = costs.reduce((sum, cost) => sum + cost, 0);
  return costs.map((cost) => cost / all);
}

function codeOn(samples: Matrix, { inputWeights, inputBias }: LinearNetwork) {
  const drive = multiply(samples, transpose(inputWeights));
  const units = inputWeights.rows;
  const activity = drive.data.map((value, at) => value + inputBias[at % units]);
  return representation({ activity, units, factors: datasetOf({ samples }).factors });
}
