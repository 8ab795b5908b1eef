/** The job of the linear studies: train, then measure the code on fresh samples, with chance levels and intervals. */

import { multiply } from "../../math/matrix.js";
import { energyWeightedMir, mir } from "../../metrics/index.js";
import { linearWeights } from "../../models/linearNetwork.js";
import type { HostTree, Job, JobContext, JobResult, Json, NamedArray, Representation } from "../../protocols.js";
import type { LinearMixtureTask } from "../../tasks/linearMixture.js";
import { initialState, parametersOf } from "../../training/index.js";
import { curveArrays, parameterArrays, representationArrays, shaped } from "../frame/arrays.js";
import { evaluate } from "../frame/evaluate.js";
import { keyOf } from "../frame/fields.js";
import { measureCode } from "../frame/measureCode.js";
import { trainJob } from "../frame/trainJob.js";
import { certifiedOptimum, optimalCode } from "./certified.js";
import { type DrawTask, type LinearSettings, linearPlan } from "./study.js";

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
  const { energies, codes } = await evaluate(plan, parameters, fresh, context.compile, settings);
  const { code } = codes;
  const information = mir(code, { bins: settings.bins });
  return {
    job,
    values: {
      energies: { ...energies },
      optimum: optimumValues(task, settings, code),
      ...measureCode(code, settings, keyOf(job.seed, "chance")),
    },
    arrays: {
      ...representationArrays(code),
      information: shaped([code.units, code.factors.length], information.matrix?.data ?? new Float64Array(0)),
      selectivity: shaped([code.units], information.perUnit ?? new Float64Array(0)),
      ...curveArrays(curve),
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

/** How each unit weighs the factors, W_in A_in [units x factors]. */
function encoding(parameters: HostTree, { inputMixing }: LinearMixtureTask): NamedArray {
  const { rows, columns, data } = multiply(linearWeights(parameters).weightIn, inputMixing);
  return shaped([rows, columns], data);
}
