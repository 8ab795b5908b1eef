/** The training of one network of a study: task, data, initial weights and minibatches depend on the seed alone. */
import { adam } from "../engine/optimisers.js";
import { constant, schedules } from "../engine/schedules.js";
import { absoluteActivity, activityEnergy, nonnegativity, weightEnergy } from "../objectives/index.js";
import type { Model, ObjectiveTerm, Task } from "../protocols.js";
import type { TrainingPlan, WeightedTerm } from "../training/index.js";
import { type Arm, type Constraint, strengthIn } from "./ablations.js";
import { keyOf, type StudySettings } from "./studySettings.js";

/**
 * Prediction and the three constraints; the ones that the arm removes at strength 0, so that they are still logged. In a
 * study that has a strength of sparsity, absolute activity too.
 */
export function ablatedObjective(
  arm: Arm,
  settings: StudySettings & { readonly sparsity?: number },
  prediction: ObjectiveTerm,
): WeightedTerm[] {
  const strengthOf = (constraint: Constraint) => constant(strengthIn(arm, constraint, settings[constraint]));
  const { sparsity } = settings;
  return [
    { term: prediction, strength: constant(settings.prediction) },
    { term: nonnegativity(), strength: strengthOf("nonnegativity") },
    { term: activityEnergy(), strength: strengthOf("activityEnergy") },
    { term: weightEnergy(), strength: strengthOf("weightEnergy") },
    ...(sparsity === undefined ? [] : [{ term: absoluteActivity(), strength: constant(arm.sparse ? sparsity : 0) }]),
  ];
}

export const studyPlan = (
  model: Model,
  task: Task,
  objective: readonly WeightedTerm[],
  seed: number,
  settings: StudySettings,
): TrainingPlan => ({
  model,
  objective,
  optimiser: adam({ learningRate: schedules[settings.schedule](settings.learningRate) }),
  data: task.sample(keyOf(seed, "training data"), settings.samples),
  batch: settings.batch,
  steps: settings.updates,
  key: keyOf(seed, "training"),
});
