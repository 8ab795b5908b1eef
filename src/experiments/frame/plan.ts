/** The training of one network of a study: task, data, initial weights and minibatches depend on the seed alone. */
import { adam } from "../../engine/optimisers.js";
import { constant, fallingFirstHalf, schedules } from "../../engine/schedules.js";
import { absoluteActivity, activityEnergy, nonnegativity, weightEnergy } from "../../objectives/index.js";
import type { Model, ObjectiveTerm, Task } from "../../protocols.js";
import type { TrainingPlan, WeightedTerm } from "../../training/index.js";
import { type Arm, type Constraint, strengthIn } from "./arms.js";
import { keyOf, type StudySettings } from "./fields.js";

/** What only some studies set. */
interface SomeStudies {
  /** Strength of absolute activity. */
  readonly sparsity?: number;
  /** Strengths of energies at the first update, in multiples of what they are from the middle of training on. */
  readonly energyStart?: number;
}

/**
 * Prediction and the three constraints; the ones that the arm removes at strength 0, so that they are still logged. In a
 * study that has a strength of sparsity, absolute activity too.
 */
export function ablatedObjective(
  arm: Arm,
  settings: StudySettings & SomeStudies,
  prediction: ObjectiveTerm,
): WeightedTerm[] {
  const { sparsity, energyStart = 1 } = settings;
  const strengthOf = (constraint: Constraint) => strengthIn(arm, constraint, settings[constraint]);
  const falling = (constraint: Constraint) => fallingFirstHalf(strengthOf(constraint), energyStart);
  return [
    { term: prediction, strength: constant(settings.prediction) },
    { term: nonnegativity(), strength: constant(strengthOf("nonnegativity")) },
    { term: activityEnergy(), strength: falling("activityEnergy") },
    { term: weightEnergy(), strength: falling("weightEnergy") },
    ...(sparsity === undefined ? [] : [{ term: absoluteActivity(), strength: constant(arm.sparse ? sparsity : 0) }]),
  ];
}

/** The training of one seed: Adam on minibatches of the task's samples, by the settings of the study. */
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
  // As many as there are: every sample once, instead of as many drawn with replacement.
  batch: settings.batch === settings.samples ? "all" : settings.batch,
  steps: settings.updates,
  key: keyOf(seed, "training"),
});
