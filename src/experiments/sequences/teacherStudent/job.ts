/** One student of a teacher whose states are chosen. */
import { z } from "zod";
import { constant } from "../../../engine/schedules.js";
import { matrix } from "../../../math/matrix.js";
import { fold, type Key, uniform } from "../../../math/random.js";
import { linearCinfom } from "../../../metrics/linearCinfom.js";
import {
  INPUT_WEIGHT,
  OUTPUT_BIAS,
  OUTPUT_WEIGHT,
  RECURRENT_BIAS,
  type RecurrentNetworkOptions,
  recurrentNetwork,
  recurrentWeight,
  runRecurrentNetwork,
} from "../../../models/index.js";
import { torchDefault } from "../../../models/initialisation.js";
import { activityEnergy, meanWeightEnergy, squaredError } from "../../../objectives/index.js";
import type { HostTree, JobContext } from "../../../protocols.js";
import { representation } from "../../../representation/index.js";
import { someTrials } from "../../../tasks/sequences/sequences.js";
import { drawTeacher, teacherTrials } from "../../../tasks/sequences/teacherStudent.js";
import { parametersOf } from "../../../training/index.js";
import { curveArrays, shaped } from "../../frame/arrays.js";
import { keyOf } from "../../frame/fields.js";
import { score } from "../../frame/measures.js";
import { trainJob } from "../../frame/trainJob.js";
import { sequencePlan } from "../study.js";
import { columnOf, explained, normalisedInformation, partialWeights } from "./measures.js";
import { PAIRS, type PairsName, type TeacherSettings } from "./settings.js";

export const measures = z.object({
  pairs: z.string(),
  share: score,
  active: z.number(),
  mixed: z.number(),
  /** The published measure of the code, and that of the states. */
  linearCinfom: score,
  normalisedInformation: score,
  explained: score,
  error: z.number(),
});

export type TeacherValues = z.infer<typeof measures>;

export function teacherPlan(name: PairsName, seed: number, settings: TeacherSettings) {
  const { steps, trials, batch, units } = settings;
  const teacher = drawTeacher(keyOf(seed, "teacher"));
  const draw = (count: number, purpose: string) =>
    teacherTrials(teacher, PAIRS[name], { trials: count, steps }, keyOf(seed, purpose));
  const options: RecurrentNetworkOptions = {
    inputs: 2,
    outputs: 2,
    steps,
    units,
    activation: "relu",
    initialise: student,
  };
  const plan = sequencePlan({
    model: recurrentNetwork(options),
    stream: someTrials(draw(trials, "training data"), batch, keyOf(seed, "batches")),
    objective: [
      { term: squaredError(), strength: constant(settings.prediction / 2) },
      { term: activityEnergy(), strength: constant(settings.activityEnergy / units) },
      { term: meanWeightEnergy(), strength: constant(settings.weightEnergy) },
    ],
    updates: settings.updates,
    learningRate: settings.learningRate,
    lastRate: 0.01,
    clip: 2,
    leastGradient: 1e-18,
    seed,
  });
  return { plan, options, fresh: draw(settings.evaluationTrials, "evaluation") };
}

/** As published: PyTorch's default for recurrence and readout; inputs uniform on [0, 1], over the length of them all. */
function student(key: Key, { units, inputs, outputs }: RecurrentNetworkOptions): HostTree {
  const recurrent = torchDefault(fold(key, "recurrent"), units, units);
  const readout = torchDefault(fold(key, "output"), units, outputs);
  const inward = uniform(fold(key, "input"), inputs * units);
  const length = Math.sqrt(inward.reduce((sum, value) => sum + value * value, 0));
  return {
    [recurrentWeight(0)]: recurrent.weight,
    [RECURRENT_BIAS]: recurrent.bias,
    [INPUT_WEIGHT]: { shape: [inputs, units], data: Float32Array.from(inward, (value) => value / length) },
    [OUTPUT_WEIGHT]: readout.weight,
    [OUTPUT_BIAS]: readout.bias,
  };
}

export async function runTeacher(pairs: PairsName, seed: number, settings: TeacherSettings, context: JobContext) {
  const { plan, options, fresh } = teacherPlan(pairs, seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const { code, output } = runRecurrentNetwork(parametersOf(plan, state), options, fresh.input);
  const states = matrix(fresh.steps * fresh.trials, 2, fresh.states);
  const { weights, ...shares } = partialWeights(matrix(states.rows, settings.units, code), states);
  const values: z.input<typeof measures> = {
    pairs,
    ...shares,
    linearCinfom: publishedScore(code, settings.units, states),
    normalisedInformation: normalisedInformation(states),
    explained: explained(output, fresh.target, fresh.outputs),
    error: curve.values.prediction[curve.steps.length - 1] / 2,
  };
  return {
    values,
    arrays: { weights: shaped([settings.units, 2], Float32Array.from(weights.data)), ...curveArrays(curve) },
  };
}

function publishedScore(activity: Float64Array, units: number, states: Parameters<typeof columnOf>[0]): number {
  const factors = [0, 1].map((k) => ({
    name: `teacher ${k + 1}`,
    kind: "continuous" as const,
    values: columnOf(states, k),
  }));
  return linearCinfom(representation({ activity, units, factors })).score;
}
