/**
 * The ablation study of a linear network, the body of Fig. 2 and Fig. 4A-B of Whittington et al. 2023: one task per seed,
 * one training per arm from the same initial weights and the same minibatches, so that arms are compared seed by seed.
 */
import { z } from "zod";
import { adam } from "../engine/optimisers.js";
import { constant, schedules } from "../engine/schedules.js";
import { fold, key as rootKey } from "../math/random.js";
import { initialisations } from "../models/initialisation.js";
import { linearNetwork } from "../models/linearNetwork.js";
import { activityEnergy, nonnegativity, squaredError, weightEnergy } from "../objectives/index.js";
import type { Backend, Job } from "../protocols.js";
import type { LinearMixtureTask } from "../tasks/linearMixture.js";
import type { TrainingPlan } from "../training/index.js";
import { ARMS, type Arm, strengthIn } from "./ablations.js";

/** What the two figures' settings have in common; each figure gives its own defaults. */
export interface LinearDefaults {
  readonly code: number;
  readonly batch: number;
  readonly updates: number;
  readonly learningRate: number;
  readonly schedule: "constant" | "cosine" | "linear-second-half";
  readonly nonnegativity: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
  readonly nullDraws: number;
}

const whole = (least: number) => z.int().min(least);
const strength = (what: string) => z.number().min(0).describe(`strength of ${what}`);

export const TEN_SEEDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
export const THREE_SEEDS = [0, 1, 2];

/** Settings shared by the linear studies, with this figure's defaults. */
export const linearSettings = (defaults: LinearDefaults) =>
  z.object({
    seeds: z.array(whole(0)).min(1).default(TEN_SEEDS).describe("one task, data set and initial network per seed"),
    factors: whole(2).default(6).describe("independent factors, uniform on [0, 1]"),
    code: whole(1).default(defaults.code).describe("units of the code"),
    samples: whole(1).default(200_000).describe("size of the data set"),
    batch: whole(1).default(defaults.batch).describe("samples per update"),
    updates: whole(1).default(defaults.updates).describe("updates of the weights"),
    learningRate: z.number().positive().default(defaults.learningRate).describe("largest step size of Adam"),
    schedule: z
      .enum(["constant", "cosine", "linear-second-half"])
      .default(defaults.schedule)
      .describe("how the learning rate falls"),
    initialisation: z
      .enum(["torch-default", "glorot-uniform", "he-normal"])
      .default("torch-default")
      .describe("initial weights"),
    prediction: strength("prediction").default(1),
    nonnegativity: strength("nonnegativity").default(defaults.nonnegativity),
    activityEnergy: strength("the energy of activity").default(defaults.activityEnergy),
    weightEnergy: strength("the energy of weights").default(defaults.weightEnergy),
    evaluationSamples: whole(100).default(5000).describe("fresh samples on which the code is measured"),
    bins: whole(2).default(20).describe("equal-width bins of the information estimate"),
    nullDraws: whole(20).default(defaults.nullDraws).describe("draws of each chance level"),
  });

export type LinearSettings = z.infer<ReturnType<typeof linearSettings>>;

/** What distinguishes one linear study from the other: the task drawn for a seed. */
export type DrawTask = (seed: number, settings: LinearSettings) => LinearMixtureTask;

export const armOf = (job: Job): Arm => {
  const arm = ARMS.find(({ id }) => id === job.condition);
  if (!arm) throw new RangeError(`no arm is called ${job.condition}`);
  return arm;
};

/** One training per arm and seed; a seed's arms follow one another, so that whole seeds finish early. */
export const linearJobs = (settings: LinearSettings): Job[] =>
  settings.seeds.flatMap((seed) => ARMS.map((arm) => ({ id: `${arm.id}-seed${seed}`, condition: arm.id, seed })));

export const keyOf = (seed: number, purpose: string) => fold(rootKey(seed), purpose);

export function linearPlan(task: LinearMixtureTask, job: Job, settings: LinearSettings): TrainingPlan {
  const arm = armOf(job);
  const strengthOf = (constraint: "nonnegativity" | "activityEnergy" | "weightEnergy") =>
    constant(strengthIn(arm, constraint, settings[constraint]));
  return {
    model: linearNetwork({
      inputs: task.inputs,
      code: settings.code,
      outputs: task.outputs,
      initialisation: initialisations[settings.initialisation],
    }),
    objective: [
      { term: squaredError(), strength: constant(settings.prediction) },
      { term: nonnegativity(), strength: strengthOf("nonnegativity") },
      { term: activityEnergy(), strength: strengthOf("activityEnergy") },
      { term: weightEnergy(), strength: strengthOf("weightEnergy") },
    ],
    optimiser: adam({ learningRate: schedules[settings.schedule](settings.learningRate) }),
    data: task.sample(keyOf(job.seed, "training data"), settings.samples),
    batch: settings.batch,
    steps: settings.updates,
    key: keyOf(job.seed, "training"),
  };
}

/** What a study costs on one core, measured: milliseconds per update, and seconds to measure a code with 100 draws a null. */
export interface LinearCost {
  readonly update: Readonly<Record<Backend, number>>;
  readonly measure: number;
}

export const linearSeconds = (settings: LinearSettings, backend: Backend, { update, measure }: LinearCost): number =>
  linearJobs(settings).length * ((settings.updates * update[backend]) / 1000 + (measure * settings.nullDraws) / 100);
