import { z } from "zod";
import { SPATIAL_SEEDS, seedsField } from "../../frame/fields.js";
import { objectDefaults } from "../fig6/settings.js";
import { homeField, objectFields, spatialFields } from "../study.js";

export const settings = z.object({
  seeds: seedsField(SPATIAL_SEEDS.slice(0, 5), "one code per seed and probability"),
  atHome: homeField("the object"),
  ...spatialFields(objectDefaults),
  ...objectFields,
});

export type Fig7Settings = z.infer<typeof settings>;
