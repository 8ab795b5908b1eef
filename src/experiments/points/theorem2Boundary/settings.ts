/** The settings of `theorem2-boundary`. */
import { z } from "zod";
import { seedsField } from "../../frame/fields.js";
import { pointFields } from "../study.js";

export const settings = z.object({
  seeds: seedsField([0, 1, 2], "one initial network per seed"),
  ratios: z
    .array(z.number().positive())
    .min(1)
    .default([0.01, 0.05, 0.2])
    .describe("lambda_in / alpha of the trained networks: each sets the price of weights"),
  offsets: z
    .array(z.number())
    .min(1)
    .default([-0.2, -0.1, -0.05, 0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15])
    .describe("cosines of the targets that networks are trained on, from the closed form"),
  ...pointFields,
  prediction: pointFields.prediction.default(100),
});

export type BoundarySettings = z.infer<typeof settings>;
