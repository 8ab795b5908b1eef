/** One row of the diagram of `strengths`: networks at one strength of activity energy and every strength of weight energy. */
import type { HostTree } from "../../../engine/tensor.js";
import { Interrupted } from "../../../math/errors.js";
import { identity, type Matrix, matrix, multiply, trace, transpose } from "../../../math/matrix.js";
import { fold, key as rootKey } from "../../../math/random.js";
import { mir } from "../../../metrics/index.js";
import { mlp } from "../../../models/index.js";
import type { Factor, Job, JobContext, JobResult } from "../../../protocols.js";
import { representation } from "../../../representation/index.js";
import {
  type CodingProblem,
  codeActivity,
  codeOf,
  codeOfNeurons,
  type LinearNetwork,
  type Neuron,
  smallestBiases,
  softReadout,
  solveOptimum,
} from "../../../theory/index.js";
import { parametersOf, type TrainingPlan, trainMany } from "../../../training/index.js";
import { shaped } from "../../frame/arrays.js";
import { gramCosine, targetsAt } from "../mixing.js";
import { squareGrid, uniformPoints } from "../sets.js";
import { type PointTask, pointPlan, problemOf } from "../study.js";
import { type Code, ROW_VALUES, type RowValue } from "./measures.js";
import type { StrengthsSettings } from "./settings.js";

/** A network that predicts less than this share of the targets' variance has no code to speak of. */
const SILENT = 0.01;

export const taskOf = ({ grid, cosine }: Pick<StrengthsSettings, "grid" | "cosine">): PointTask => ({
  samples: squareGrid(grid),
  targetMixing: targetsAt(cosine),
});

/** Throws Interrupted when asked to stop: a row takes seconds, and starts over. */
export async function trainRow(
  job: Job,
  code: Code,
  activityStrength: number,
  settings: StrengthsSettings,
  context: JobContext,
): Promise<JobResult> {
  const { seed } = job;
  const task = taskOf(settings);
  const prices = settings.weightStrengths.map((weightEnergy) => ({
    ...settings,
    activityEnergy: activityStrength,
    weightEnergy,
  }));
  const plans = prices.map((price) => {
    const plan = pointPlan(task, price, fold(rootKey(seed), "training"));
    return code === "linear" ? plan : { ...plan, model: rectifiedNetwork(settings.code) };
  });
  const networks = await trainAll(plans, context);
  const fresh = uniformPoints(fold(rootKey(seed), "evaluation"), settings.evaluationSamples);
  const columns = prices.map((price, k) => {
    const problem = problemOf(task, price);
    const network = networkOf(problem, code, networks[k]);
    return {
      ...measured(problem, code, network, task, fresh, settings.bins),
      ...certified(problem, fresh, settings.bins),
    };
  });
  const arrays = ROW_VALUES.map((name) => [
    name,
    shaped(
      [columns.length],
      Float64Array.from(columns, (c) => c[name]),
    ),
  ]);
  return { job, values: { code, activityStrength }, arrays: Object.fromEntries(arrays) };
}

const rectifiedNetwork = (units: number) =>
  mlp({ inputs: 2, outputs: 2, hidden: [{ name: "code", units, activation: "relu" }] });

/** Parameters at the end of each training. All share one compiled step: strengths are given to it at every update. */
async function trainAll(plans: readonly TrainingPlan[], { compile, signal, report }: JobContext): Promise<HostTree[]> {
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

interface Network extends LinearNetwork {
  readonly outputBias: Float64Array;
}

/** A linear code has the smallest legal biases, a rectified one those that it learned. */
function networkOf(problem: CodingProblem, code: Code, parameters: HostTree): Network {
  const weights = (name: string): Matrix => {
    const { shape, data } = parameters[name];
    return transpose(matrix(shape[0], shape[1], Float64Array.from(data)));
  };
  const inputWeights = weights("code.weight");
  return {
    inputWeights,
    inputBias:
      code === "linear" ? smallestBiases(problem, inputWeights) : Float64Array.from(parameters["code.bias"].data),
    outputWeights: weights("output.weight"),
    outputBias: Float64Array.from(parameters["output.bias"].data),
  };
}

/** Activity on samples [samples x units]. */
function activityOf(code: Code, { inputWeights, inputBias }: Network, samples: Matrix): Matrix {
  const drive = multiply(samples, transpose(inputWeights));
  const units = inputWeights.rows;
  const values = drive.data.map((value, i) => value + inputBias[i % units]);
  return matrix(drive.rows, units, code === "linear" ? values : values.map((value) => Math.max(0, value)));
}

/** Energy and error on the training data, in double precision; purity on fresh samples. */
function measured(
  problem: CodingProblem,
  code: Code,
  network: Network,
  { samples, targetMixing }: PointTask,
  fresh: Matrix,
  bins: number,
): Pick<Record<RowValue, number>, "mir" | "energy" | "squaredError" | "mixing"> {
  const { alpha = 1, lambdaIn = 1, gamma = 1 } = problem;
  const activity = activityOf(code, network, samples);
  const output = multiply(activity, transpose(network.outputWeights)).data;
  const target = targetMixing ? multiply(samples, transpose(targetMixing)).data : samples.data;
  const outputs = network.outputBias.length;
  const squaredError = perSample(
    output,
    samples.rows,
    (value, i) => value + network.outputBias[i % outputs] - target[i],
  );
  const weights = squares(network.inputWeights.data) + squares(network.outputWeights.data);
  const explained = 1 - squaredError / targetVariance(problem);
  return {
    mir: explained < SILENT ? Number.NaN : mirOf(activityOf(code, network, fresh), fresh, bins),
    energy:
      alpha * perSample(activity.data, samples.rows, (value) => value) + lambdaIn * weights + gamma * squaredError,
    squaredError,
    mixing: code === "linear" ? gramCosine(codeOf(problem, network.inputWeights)) : Number.NaN,
  };
}

/** tr(A_out Sigma A_out') */
function targetVariance({ targetMixing, support: { covariance } }: CodingProblem): number {
  const mixing = targetMixing ?? identity(covariance.rows);
  return trace(multiply(multiply(mixing, covariance), transpose(mixing)));
}

const squares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);

const perSample = (values: Float64Array, samples: number, f: (value: number, i: number) => number): number =>
  squares(values.map(f)) / samples;

/** The optimum at these strengths, the same measures of it. */
function certified(problem: CodingProblem, fresh: Matrix, bins: number) {
  const { energy, lowerBound, neurons } = solveOptimum(problem);
  return {
    optimalMir: optimalMir(neurons, problem, fresh, bins),
    optimalEnergy: energy,
    optimalLowerBound: lowerBound,
    optimalSquaredError: softReadout(problem, neurons).squaredError,
    optimalMixing: neurons.length === 0 ? Number.NaN : gramCosine(codeOfNeurons(neurons)),
  };
}

const optimalMir = (neurons: readonly Neuron[], { support }: CodingProblem, fresh: Matrix, bins: number): number =>
  neurons.length === 0 ? Number.NaN : mirOf(codeActivity(neurons, fresh, support.mean), fresh, bins);

const mirOf = (activity: Matrix, samples: Matrix, bins: number): number =>
  mir(representation({ activity: activity.data, units: activity.columns, factors: factorsOf(samples) }), { bins })
    .score;

const factorsOf = ({ rows, columns, data }: Matrix): Factor[] =>
  Array.from({ length: columns }, (_, factor) => ({
    name: `factor ${factor + 1}`,
    kind: "continuous",
    values: Float64Array.from({ length: rows }, (__, row) => data[row * columns + factor]),
  }));
