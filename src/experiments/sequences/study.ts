/** Recurrent networks over sequences: settings in common and their training. */
import { z } from "zod";
import { adam, clipGlobalNorm, dropTiny } from "../../engine/optimisers.js";
import { constant, cosineTo, risingFirstHalf } from "../../engine/schedules.js";
import { activityEnergy, nonnegativity, squaredError, weightEnergy } from "../../objectives/index.js";
import type { BatchStream, Model } from "../../protocols.js";
import type { StreamedPlan, WeightedTerm } from "../../training/index.js";
import { keyOf, whole } from "../frame/fields.js";

export interface SequenceDefaults {
  readonly units: number;
  readonly updates: number;
  readonly learningRate: number;
}

export const sequenceFields = ({ units, updates, learningRate }: SequenceDefaults) => ({
  units: whole(2).default(units).describe("neurons"),
  updates: whole(1).default(updates).describe("updates of the weights"),
  learningRate: z.number().positive().default(learningRate).describe("first step size of Adam"),
});

export const strengthField = (value: number, what: string) =>
  z.number().min(0).default(value).describe(`strength of ${what}`);

/** Energies and the penalty begin at this share of their strengths, and reach them by the middle of training. */
const BEGINNING = 0.1;

export interface TermStrengths {
  /** Of squared error, constant; 1 when absent. */
  readonly prediction?: number;
  readonly nonnegativity: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
}

/** Squared error, and what rises beside it over the first half of training. */
export function risingObjective({ prediction = 1, ...rising }: TermStrengths): WeightedTerm[] {
  return [
    { term: squaredError(), strength: constant(prediction) },
    { term: nonnegativity(), strength: risingFirstHalf(rising.nonnegativity, BEGINNING) },
    { term: activityEnergy(), strength: risingFirstHalf(rising.activityEnergy, BEGINNING) },
    { term: weightEnergy(), strength: risingFirstHalf(rising.weightEnergy, BEGINNING) },
  ];
}

export interface SequenceTraining {
  readonly model: Model;
  readonly stream: BatchStream;
  readonly objective: readonly WeightedTerm[];
  readonly updates: number;
  readonly learningRate: number;
  /** Share of the step size that is left at the end of half a cosine; 1 for a constant one. */
  readonly lastRate: number;
  /** Longest gradient. */
  readonly clip: number;
  /** Part of a gradient below which it counts as 0: for rectified units, of which some fall silent. */
  readonly leastGradient?: number;
  readonly seed: number;
}

/** Adam with gradients of limited length; the seed makes the initial weights. */
export const sequencePlan = (training: SequenceTraining): StreamedPlan => {
  const { model, stream, objective, updates, learningRate, lastRate, clip, leastGradient, seed } = training;
  const rate = lastRate === 1 ? constant(learningRate) : cosineTo(learningRate, lastRate);
  const plain = adam({ learningRate: rate });
  return {
    model,
    stream,
    objective,
    optimiser: clipGlobalNorm(clip, leastGradient === undefined ? plain : dropTiny(leastGradient, plain)),
    steps: updates,
    key: keyOf(seed, "training"),
  };
};
