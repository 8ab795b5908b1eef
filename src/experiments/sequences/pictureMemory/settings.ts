import { z } from "zod";
import { seedsField, whole } from "../../frame/fields.js";
import { sequenceFields, strengthField } from "../study.js";

export const SHOWN = ["without-same", "all"] as const;

export const settings = z.object({
  seeds: seedsField([10, 11, 12], "initial weights"),
  pictures: whole(3).default(4).describe("pictures, of which two are shown"),
  shown: z
    .array(z.enum(SHOWN))
    .min(1)
    .default([...SHOWN])
    .describe("which pairs of pictures are shown: never the same twice, as published, or all"),
  ...sequenceFields({ units: 100, updates: 100_000, learningRate: 2e-3 }),
  nonnegativity: strengthField(1, "negative activity"),
  activityEnergy: strengthField(0.01, "the energy of activity"),
  weightEnergy: strengthField(1 / 12_000, "the energy of weights"),
});

export type PictureSettings = z.infer<typeof settings>;
