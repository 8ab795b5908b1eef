import { z } from "zod";
import { FIVE_SEEDS, studyFields, whole } from "../frame/fields.js";

/** From here on pure networks were within a few per cent of the optimum, on seeds that are not reported. */
const UPDATES = 10_000;

const list = (item: z.ZodNumber, values: readonly number[], what: string) =>
  z
    .array(item)
    .default([...values])
    .describe(what);

export const settings = z.object({
  ...studyFields({
    seeds: FIVE_SEEDS,
    batch: 128,
    updates: UPDATES,
    learningRate: 1e-2,
    schedule: "linear-second-half",
    nonnegativity: 2,
    activityEnergy: 1e-2,
    weightEnergy: 1e-3,
    nullDraws: 20,
    evaluationSamples: 3000,
  }),
  samples: whole(1).default(50_000).describe("size of the data set"),
  code: whole(2).default(48).describe("units of the code, where they are not varied"),
  unitCounts: list(whole(2), [3, 6, 12, 24, 96], "numbers of units"),
  factorCounts: list(whole(2), [2, 3, 4, 8, 12, 20], "numbers of factors"),
  noises: list(z.number().positive(), [0.05, 0.1, 0.2, 0.4], "standard deviations of noise on every input"),
  correlations: list(z.number().positive().max(0.95), [0.3, 0.6, 0.9], "correlations within pairs of factors"),
});

export type NoiseAndSizeSettings = z.infer<typeof settings>;
