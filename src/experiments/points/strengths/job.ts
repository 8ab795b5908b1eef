/** One row of the diagram of `strengths`: networks at one strength of activity energy and every strength of weight energy. */
import { identity, type Matrix, multiply, trace, transpose } from "../../../math/matrix.js";
import { fold, key as rootKey } from "../../../math/random.js";
import { mir } from "../../../metrics/index.js";
import type { Factor, Job, JobContext, JobResult } from "../../../protocols.js";
import { representation } from "../../../representation/index.js";
import {
  type CodingProblem,
  codeActivity,
  codeOf,
  codeOfNeurons,
  type Neuron,
  rectifiedFloor,
  softReadout,
  solveOptimum,
} from "../../../theory/index.js";
import { shaped } from "../../frame/arrays.js";
import { gramCosine, targetsAt } from "../mixing.js";
import { squareGrid, uniformPoints } from "../sets.js";
import {
  activityOf,
  type Code,
  lossOf,
  type ShallowNetwork,
  shallowNetwork,
  shallowPlan,
  trainAll,
} from "../shallow.js";
import { type PointTask, problemOf } from "../study.js";
import { ROW_VALUES, type RowValue } from "./measures.js";
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
  const plans = prices.map((price) => shallowPlan(code, task, price, fold(rootKey(seed), "training")));
  const networks = await trainAll(plans, context);
  const fresh = uniformPoints(fold(rootKey(seed), "evaluation"), settings.evaluationSamples);
  const columns = prices.map((price, k) => {
    const problem = problemOf(task, price);
    const network = shallowNetwork(problem, networks[k]);
    return {
      ...measured(problem, code, network, task, fresh, settings.bins),
      ...certified(problem, fresh, settings.bins),
      ...rectifiedOptimum(problem, code, task),
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

/** Energy and error on the training data, in double precision; purity on fresh samples. */
function measured(
  problem: CodingProblem,
  code: Code,
  network: ShallowNetwork,
  task: PointTask,
  fresh: Matrix,
  bins: number,
): Pick<Record<RowValue, number>, "mir" | "energy" | "squaredError" | "mixing"> {
  const loss = lossOf(problem, code, network, task);
  const explained = 1 - loss.squaredError / targetVariance(problem);
  return {
    ...loss,
    mir: explained < SILENT ? Number.NaN : mirOf(activityOf(code, network, fresh), fresh, bins),
    mixing: code === "linear" ? gramCosine(codeOf(problem, network.inputWeights)) : Number.NaN,
  };
}

/** tr(A_out Sigma A_out') */
function targetVariance({ targetMixing, support: { covariance } }: CodingProblem): number {
  const mixing = targetMixing ?? identity(covariance.rows);
  return trace(multiply(multiply(mixing, covariance), transpose(mixing)));
}

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

/** Relative gap at which the optimum of rectified neurons counts as certified. */
const TOLERANCE = 1e-4;

/** NaN beside linear networks, and where it is not certified. */
function rectifiedOptimum(
  problem: CodingProblem,
  code: Code,
  { samples }: PointTask,
): Pick<Record<RowValue, number>, "rectifiedEnergy" | "rectifiedLowerBound"> {
  const unknown = { rectifiedEnergy: Number.NaN, rectifiedLowerBound: Number.NaN };
  if (code === "linear") return unknown;
  const { status, energy, lowerBound } = rectifiedFloor(problem, { values: samples }, { tolerance: TOLERANCE });
  return status === "certified" ? { rectifiedEnergy: energy, rectifiedLowerBound: lowerBound } : unknown;
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
