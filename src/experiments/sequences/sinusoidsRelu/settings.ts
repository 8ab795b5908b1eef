import { z } from "zod";
import { seedsField, whole } from "../../frame/fields.js";
import { PAIR_NAMES, type PairName } from "../frequencies.js";
import { sequenceFields, strengthField } from "../study.js";

/** One whole-number ratio, and others that are at least 2 apart, as published. */
const CHOSEN: readonly PairName[] = ["1-2", "3-7", "irrational-b"];

export const settings = z.object({
  seeds: seedsField([10, 11, 12], "initial weights; frequencies are the same for every seed"),
  pairs: z
    .array(z.enum(PAIR_NAMES))
    .min(1)
    .default([...CHOSEN])
    .describe("pairs of frequencies of the outputs; 1-2 is 3 and 6"),
  steps: whole(60).default(100).describe("steps of the sequence in training"),
  measuredSteps: whole(60).default(200).describe("steps over which the trained network is run and measured"),
  interval: z.number().positive().default(0.1).describe("time between steps"),
  ...sequenceFields({ units: 30, updates: 8000, learningRate: 2e-3 }),
  prediction: strengthField(5, "the error, mean over steps and outputs"),
  activityEnergy: strengthField(0.5, "the energy of activity, mean over steps and units"),
  weightEnergy: strengthField(0.01, "the energy of weights"),
});

export type ReluSettings = z.infer<typeof settings>;
