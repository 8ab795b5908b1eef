/** The job of the linear studies: train, then measure the code on fresh samples, with chance levels and intervals. */

import { multiply } from "../math/matrix.js";
import type { Key } from "../math/random.js";
import {
  type ChanceLevel,
  chanceLevel,
  energyWeightedMir,
  mir,
  mirByRule,
  subsampleInterval,
} from "../metrics/index.js";
import { linearWeights } from "../models/linearNetwork.js";
import type { HostTree, Job, JobContext, JobResult, Json, NamedArray, Representation } from "../protocols.js";
import type { LinearMixtureTask } from "../tasks/linearMixture.js";
import { initialState, parametersOf } from "../training/index.js";
import { certifiedOptimum, optimalCode } from "./certifiedLinear.js";
import { evaluate } from "./evaluate.js";
import { type DrawTask, keyOf, type LinearSettings, linearPlan } from "./linearStudy.js";
import { trainJob } from "./trainJob.js";

/** The dead-unit rules shown beside the default, as fractions of the largest unit. */
export const RULES = [0.01, 0.05, 0.2] as const;

export async function runLinearJob(
  drawTask: DrawTask,
  job: Job,
  settings: LinearSettings,
  context: JobContext,
): Promise<JobResult> {
  const task = drawTask(job.seed, settings);
  const plan = linearPlan(task, job, settings);
  const { state, curve } = await trainJob(plan, context);
  const parameters = parametersOf(plan, state);
  const fresh = task.sample(keyOf(job.seed, "evaluation"), settings.evaluationSamples);
  const { code, ...energies } = await evaluate(plan, parameters, fresh, context.compile, settings);
  const information = mir(code, { bins: settings.bins });
  return {
    job,
    values: {
      energies,
      optimum: optimumValues(task, settings, code),
      ...measureCode(code, settings, keyOf(job.seed, "chance")),
    },
    arrays: {
      ...representationArrays(code),
      information: shaped([code.units, code.factors.length], information.matrix?.data ?? new Float64Array(0)),
      selectivity: shaped([code.units], information.perUnit ?? new Float64Array(0)),
      curveSteps: shaped([curve.steps.length], curve.steps),
      ...prefixed("curve.", curve.values),
      encoding: encoding(parameters, task),
      initialEncoding: encoding(parametersOf(plan, initialState(plan)), task),
      ...parameterArrays(parameters),
      inputMixing: shaped([task.inputMixing.rows, task.inputMixing.columns], task.inputMixing.data),
      targetMixing: shaped([task.targetMixing.rows, task.targetMixing.columns], task.targetMixing.data),
    },
  };
}

/**
 * The certified floor of the objective, and how selective a code that attains it is. Its neurons differ widely in gain, and a
 * ratio that counts each once gives faint mixed neurons the weight of strong pure ones: compare by energy-weighted MIR.
 */
function optimumValues(task: LinearMixtureTask, settings: LinearSettings, { factors }: Representation): Json {
  const { status, gap, energy, lowerBound, neurons } = certifiedOptimum(task, settings);
  const code = optimalCode(neurons, factors);
  return {
    status,
    gap,
    energy,
    lowerBound,
    neurons: neurons.length,
    mir: mir(code, { bins: settings.bins }).score,
    energyWeightedMir: energyWeightedMir(code, { bins: settings.bins }).score,
  };
}

/** MIR under every rule, its interval and chance levels. */
function measureCode(code: Representation, { bins, nullDraws }: LinearSettings, key: Key): Record<string, Json> {
  const score = (r: Representation) => mir(r, { bins }).score;
  const observed = mir(code, { bins });
  const { low, high } = subsampleInterval(score, code, { draws: nullDraws }, key);
  return {
    mir: observed.score,
    mirByRule: mirByRule(code, RULES, { bins }).map(({ score: value, activeUnits }) => ({ mir: value, activeUnits })),
    energyWeightedMir: energyWeightedMir(code, { bins }).score,
    mirSettings: observed.settings,
    interval: [low, high],
    rotated: chanceValues(chanceLevel(score, code, { kind: "rotated", draws: nullDraws }, key)),
    permuted: chanceValues(chanceLevel(score, code, { kind: "permuted", draws: nullDraws }, key)),
  };
}

/** How each unit weighs the factors, W_in A_in [units x factors]. */
function encoding(parameters: HostTree, { inputMixing }: LinearMixtureTask): NamedArray {
  const { rows, columns, data } = multiply(linearWeights(parameters).weightIn, inputMixing);
  return shaped([rows, columns], data);
}

const chanceValues = ({ interval, median, p, draws }: ChanceLevel): Json => ({
  interval: [...interval],
  median,
  p,
  draws,
});

const shaped = (shape: readonly number[], data: NamedArray["data"]): NamedArray => ({ shape, data });

const prefixed = (prefix: string, values: Readonly<Record<string, Float32Array>>): Record<string, NamedArray> =>
  Object.fromEntries(Object.entries(values).map(([name, data]) => [prefix + name, shaped([data.length], data)]));

const parameterArrays = (parameters: HostTree): Record<string, NamedArray> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, data }]) => [`parameter.${name}`, shaped(shape, data)]),
  );

/** In the layout that `purecell` reads as a representation: "activity" and "factors". */
function representationArrays(code: Representation): Record<string, NamedArray> {
  const count = code.factors.length;
  const factors = new Float64Array(code.conditions * count);
  for (const [index, { values }] of code.factors.entries()) {
    for (let row = 0; row < code.conditions; row++) factors[row * count + index] = values[row];
  }
  return {
    activity: shaped([code.conditions, code.units], Float32Array.from(code.activity)),
    factors: shaped([code.conditions, count], factors),
  };
}
