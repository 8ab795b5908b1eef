import { z } from "zod";
import type { ColourPairs } from "../../../tasks/sequences/cuedRecall.js";
import { FIVE_SEEDS, seedsField, whole } from "../../frame/fields.js";
import { sequenceFields, strengthField } from "../study.js";

export const SHOWN = ["all", "opposite-doubled", "without-same"] as const satisfies readonly ColourPairs[];

export const settings = z.object({
  seeds: seedsField(
    FIVE_SEEDS.map((seed) => 10 + seed),
    "initial weights and memories",
  ),
  colours: whole(3).default(4).describe("colours on a ring"),
  shown: z
    .array(z.enum(SHOWN))
    .min(1)
    .default([...SHOWN])
    .describe("which pairs of colours are shown"),
  ...sequenceFields({ units: 30, updates: 80_000, learningRate: 3e-3 }),
  nonnegativity: strengthField(5, "negative activity"),
  activityEnergy: strengthField(0.1, "the energy of activity"),
  weightEnergy: strengthField(2e-5, "the energy of weights"),
});

export type RetroCueSettings = z.infer<typeof settings>;
