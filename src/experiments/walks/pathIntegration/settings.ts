import { z } from "zod";
import { ablatedSeedsField, SPATIAL_SEEDS, seedsField } from "../../frame/fields.js";
import { walkFields } from "../study.js";

export const settings = z.object({
  seeds: seedsField(SPATIAL_SEEDS, "one network per seed"),
  ablatedSeeds: ablatedSeedsField("ablation"),
  ...walkFields({
    side: 3,
    units: 32,
    moves: 4,
    walks: 81,
    updates: 6000,
    learningRate: 0.01,
    prediction: 1,
    nonnegativity: 0,
    activityEnergy: 0.1,
    weightEnergy: 1e-3,
  }),
});

export type PathIntegrationSettings = z.infer<typeof settings>;
