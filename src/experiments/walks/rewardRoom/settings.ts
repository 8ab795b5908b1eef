import { z } from "zod";
import { SPATIAL_SEEDS, seedsField } from "../../frame/fields.js";
import { homeField } from "../../space/study.js";
import { walkFields } from "../study.js";

export const settings = z.object({
  seeds: seedsField(SPATIAL_SEEDS.slice(0, 3), "one network per seed and probability"),
  atHome: homeField("the reward"),
  ...walkFields({
    side: 3,
    units: 64,
    moves: 10,
    walks: 32,
    updates: 20_000,
    learningRate: 0.01,
    prediction: 100,
    nonnegativity: 100,
    activityEnergy: 1,
    weightEnergy: 0.1,
  }),
});

export type RewardRoomSettings = z.infer<typeof settings>;
