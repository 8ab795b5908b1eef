/** What every study of trained networks lets one set: task, training, strengths of the constraints, measurement. */
import { z } from "zod";
import { fold, key as rootKey } from "../../math/random.js";
import type { initialisations } from "../../models/initialisation.js";

/** The defaults in which studies differ. */
export interface StudyDefaults {
  readonly batch: number;
  readonly updates: number;
  readonly learningRate: number;
  readonly schedule: "constant" | "cosine" | "linear-second-half";
  readonly nonnegativity: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
  readonly nullDraws: number;
  /** Default 5000. */
  readonly evaluationSamples?: number;
  /** Default TEN_SEEDS. */
  readonly seeds?: readonly number[];
  /** Default "torch-default". */
  readonly initialisation?: keyof typeof initialisations;
}

/** A setting that is a whole number, `least` or more. */
export const whole = (least: number) => z.int().min(least);
const strength = (what: string) => z.number().min(0).describe(`strength of ${what}`);

export const TEN_SEEDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
export const FIVE_SEEDS = [0, 1, 2, 3, 4];
export const THREE_SEEDS = [0, 1, 2];

/** Of codes of space: none of them was looked at while their settings were chosen. */
export const TWENTY_SPATIAL_SEEDS = Array.from({ length: 20 }, (_, i) => 1000 + i);
export const SPATIAL_SEEDS = TWENTY_SPATIAL_SEEDS.slice(0, 10);

/** The setting `seeds`: one or more whole numbers, by default `seeds`; `what` describes it. */
export const seedsField = (seeds: readonly number[], what: string) =>
  z
    .array(whole(0))
    .min(1)
    .default([...seeds])
    .describe(what);

export const ablatedSeedsField = (what: "ablation" | "other condition") =>
  whole(0).default(3).describe(`how many of the seeds, from the first, are also trained in every ${what}`);

/** How a network is trained. */
const trainingFields = (defaults: StudyDefaults) => ({
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
    .default(defaults.initialisation ?? "torch-default")
    .describe("initial weights"),
});

const strengthFields = (defaults: StudyDefaults) => ({
  prediction: strength("prediction").default(1),
  nonnegativity: strength("nonnegativity").default(defaults.nonnegativity),
  activityEnergy: strength("the energy of activity").default(defaults.activityEnergy),
  weightEnergy: strength("the energy of weights").default(defaults.weightEnergy),
});

const measurementFields = (defaults: StudyDefaults) => ({
  evaluationSamples: whole(100)
    .default(defaults.evaluationSamples ?? 5000)
    .describe("fresh samples on which the code is measured"),
  bins: whole(2).default(20).describe("equal-width bins of the information estimate"),
  nullDraws: whole(20).default(defaults.nullDraws).describe("draws of each chance level"),
});

/** The fields of a study's settings; a study adds its own. */
export const studyFields = (defaults: StudyDefaults) => ({
  seeds: z
    .array(whole(0))
    .min(1)
    .default([...(defaults.seeds ?? TEN_SEEDS)])
    .describe("one task, data set and initial network per seed"),
  factors: whole(2).default(6).describe("independent factors, uniform on [0, 1]"),
  ...trainingFields(defaults),
  ...strengthFields(defaults),
  ...measurementFields(defaults),
});

const studySchema = (defaults: StudyDefaults) => z.object(studyFields(defaults));
/** Settings that every study of trained networks has. */
export type StudySettings = z.infer<ReturnType<typeof studySchema>>;

/** The key of all draws for one purpose, e.g. "training data", in the trainings of one seed. */
export const keyOf = (seed: number, purpose: string) => fold(rootKey(seed), purpose);
