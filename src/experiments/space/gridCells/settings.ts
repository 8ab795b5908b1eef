import { z } from "zod";
import { ablatedSeedsField, SPATIAL_SEEDS, seedsField } from "../../frame/fields.js";
import { spatialFields } from "../study.js";

export const settings = z.object({
  seeds: seedsField(SPATIAL_SEEDS, "one code per seed"),
  ablatedSeeds: ablatedSeedsField("ablation"),
  ...spatialFields({ units: 32, updates: 2500, activityEnergy: 0.1, weightEnergy: 0.3, meanRate: 0.5 }),
});

export type GridCellsSettings = z.infer<typeof settings>;
