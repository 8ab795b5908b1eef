import { z } from "zod";
import { seedsField, whole } from "../../frame/fields.js";
import { sequenceFields, strengthField } from "../study.js";

export const SHOWN = ["all", "without-same"] as const;

export const settings = z.object({
  seeds: seedsField([10, 11, 12], "initial weights"),
  places: z
    .array(whole(3))
    .min(1)
    .default([3, 4, 6])
    .describe("numbers of places on a ring; each is trained with repeats and without"),
  ...sequenceFields({ units: 50, updates: 40_000, learningRate: 2e-3 }),
  nonnegativity: strengthField(5, "negative activity"),
  activityEnergy: strengthField(0.1, "the energy of activity"),
  weightEnergy: strengthField(1e-4, "the energy of weights"),
});

export type MemorySettings = z.infer<typeof settings>;
