import { z } from "zod";
import { ablatedSeedsField, SPATIAL_SEEDS, seedsField } from "../../frame/fields.js";
import { objectFields, spatialFields } from "../study.js";

/** Of both experiments with objects. */
export const objectDefaults = { units: 64, updates: 2000, activityEnergy: 0.12, weightEnergy: 0.2, meanRate: 0.7 };

export const settings = z.object({
  seeds: seedsField(SPATIAL_SEEDS, "one code per seed"),
  ablatedSeeds: ablatedSeedsField("ablation"),
  ...spatialFields(objectDefaults),
  ...objectFields,
});

export type Fig6Settings = z.infer<typeof settings>;
