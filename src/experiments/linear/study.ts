/**
 * The ablation study of a linear network, the body of Fig. 2 and Fig. 4A-B of Whittington et al. 2023: one task per seed,
 * one training per arm from the same initial weights and the same minibatches, so that arms are compared seed by seed.
 */
import { z } from "zod";
import { initialisations } from "../../models/initialisation.js";
import { linearNetwork } from "../../models/linearNetwork.js";
import { squaredError } from "../../objectives/index.js";
import type { Backend, Job } from "../../protocols.js";
import type { LinearMixtureTask } from "../../tasks/linearMixture.js";
import type { TrainingPlan } from "../../training/index.js";
import { ARMS, armJobs, armOf, EVERY_ARM } from "../frame/arms.js";
import { type StudyDefaults, studyFields, whole } from "../frame/fields.js";
import { ablatedObjective, studyPlan } from "../frame/plan.js";
import { costOn, type UpdateCost } from "../frame/seconds.js";

/** What the two figures' settings have in common; each figure gives its own defaults. */
export interface LinearDefaults extends StudyDefaults {
  readonly code: number;
}

/** The network of Fig. 2, which the controls of Figs. 8 and 9 vary. */
export const FIG2_DEFAULTS = {
  code: 188,
  batch: 128,
  updates: 20_000,
  learningRate: 3e-3,
  schedule: "linear-second-half",
  nonnegativity: 2,
  activityEnergy: 1e-3,
  weightEnergy: 1e-4,
  nullDraws: 40,
} as const satisfies LinearDefaults;

/** Settings shared by the linear studies, with this figure's defaults. */
export const linearSettings = (defaults: LinearDefaults) =>
  z.object({ ...studyFields(defaults), code: whole(1).default(defaults.code).describe("units of the code") });

export type LinearSettings = z.infer<ReturnType<typeof linearSettings>>;

/** What distinguishes one linear study from the other: the task drawn for a seed. */
export type DrawTask = (seed: number, settings: LinearSettings) => LinearMixtureTask;

export const linearJobs = (settings: LinearSettings): Job[] => armJobs(settings.seeds, ARMS);

export function linearPlan(task: LinearMixtureTask, job: Job, settings: LinearSettings): TrainingPlan {
  const model = linearNetwork({
    inputs: task.inputs,
    code: settings.code,
    outputs: task.outputs,
    initialisation: initialisations[settings.initialisation],
  });
  return studyPlan(model, task, ablatedObjective(armOf(job, EVERY_ARM), settings, squaredError()), job.seed, settings);
}

/** What a study costs on one core, measured: milliseconds per update, and seconds to measure a code with 100 draws a null. */
export interface LinearCost {
  readonly update: UpdateCost;
  readonly measure: number;
}

export const linearSeconds = (settings: LinearSettings, backend: Backend, { update, measure }: LinearCost): number =>
  linearJobs(settings).length *
  ((settings.updates * costOn(update, backend)) / 1000 + (measure * settings.nullDraws) / 100);
