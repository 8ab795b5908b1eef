import { z } from "zod";
import { seedsField, whole } from "../../frame/fields.js";
import { PAIR_NAMES, USUAL_PAIRS } from "../frequencies.js";
import { sequenceFields, strengthField } from "../study.js";

export const settings = z.object({
  seeds: seedsField([10, 11, 12], "initial weights; frequencies are the same for every seed"),
  pairs: z
    .array(z.enum(PAIR_NAMES))
    .min(1)
    .default([...USUAL_PAIRS])
    .describe("pairs of frequencies; 1-2 is 3 and 6"),
  steps: whole(60).default(100).describe("steps of the sequence in training"),
  measuredSteps: whole(60).default(200).describe("steps over which the trained network is run and measured"),
  interval: z.number().positive().default(0.1).describe("time between steps"),
  ...sequenceFields({ units: 20, updates: 8000, learningRate: 2e-3 }),
  prediction: strengthField(1, "the error, mean over steps and outputs"),
  squaredNegativity: strengthField(10, "squared negative activity, mean over steps and units"),
  activityEnergy: strengthField(0.5, "the energy of activity, mean over steps and units"),
  weightEnergy: strengthField(0.02, "the energy of weights"),
});

export type SinusoidSettings = z.infer<typeof settings>;
