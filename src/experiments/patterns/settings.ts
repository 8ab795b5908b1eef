import { z } from "zod";
import { ablatedSeedsField, SPATIAL_SEEDS, seedsField } from "../frame/fields.js";
import { patternFields } from "./study.js";

export const settings = z.object({
  seeds: seedsField(SPATIAL_SEEDS.slice(0, 5), "one model per seed"),
  ablatedSeeds: ablatedSeedsField("other condition"),
  ...patternFields,
});

export type Fig6PatternsSettings = z.infer<typeof settings>;
