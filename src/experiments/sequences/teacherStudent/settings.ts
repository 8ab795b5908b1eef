import { z } from "zod";
import type { StatePairs } from "../../../tasks/sequences/teacherStudent.js";
import { seedsField, whole } from "../../frame/fields.js";
import { sequenceFields, strengthField } from "../study.js";

/** Which pairs of states the teacher goes through: all; without two corners, more and more; all, but ever fewer off the diagonal. */
export const PAIRS = {
  square: { kind: "square" },
  "band-0.7": { kind: "band", width: 0.7 },
  "band-0.5": { kind: "band", width: 0.5 },
  "band-0.35": { kind: "band", width: 0.35 },
  "diagonal-0.3": { kind: "diagonal", again: 0.3 },
  "diagonal-0.6": { kind: "diagonal", again: 0.6 },
  "diagonal-0.9": { kind: "diagonal", again: 0.9 },
} as const satisfies Readonly<Record<string, StatePairs>>;

export type PairsName = keyof typeof PAIRS;

const names = Object.keys(PAIRS) as [PairsName, ...PairsName[]];

export const settings = z.object({
  seeds: seedsField([10, 11, 12], "teacher, its states, and initial weights of the student"),
  pairs: z
    .array(z.enum(names))
    .min(1)
    .default(names)
    .describe("pairs of states: all; within a band; all, those off the diagonal seldom"),
  ...sequenceFields({ units: 64, updates: 24_000, learningRate: 2e-3 }),
  steps: whole(2).default(20).describe("steps of a trial"),
  trials: whole(2).default(10_000).describe("trials of the data set"),
  batch: whole(1).default(16).describe("trials per update"),
  evaluationTrials: whole(10).default(400).describe("fresh trials on which the student is measured"),
  prediction: strengthField(100, "the error, mean over steps and outputs"),
  activityEnergy: strengthField(1, "the energy of activity, mean over steps and units"),
  weightEnergy: strengthField(1, "the mean squared weights of each matrix"),
});

export type TeacherSettings = z.infer<typeof settings>;
