import { z } from "zod";
import { FIVE_SEEDS, studyFields, whole } from "../frame/fields.js";

const strength = (value: number, what: string) => z.number().positive().default(value).describe(what);

export const settings = z.object({
  ...studyFields({
    seeds: FIVE_SEEDS,
    batch: 64,
    updates: 20_000,
    learningRate: 1e-2,
    schedule: "linear-second-half",
    nonnegativity: 0.5,
    activityEnergy: 5e-3,
    weightEnergy: 1e-3,
    nullDraws: 20,
    evaluationSamples: 3000,
  }),
  samples: whole(1000).default(50_000).describe("size of the data set"),
  code: whole(2).max(50).default(10).describe("units of the code; at most as many as the data have dimensions"),
  encoder: z.array(whole(1)).default([100, 50]).describe("units from nonlinear data to code; back in reverse"),
  sparsity: strength(0.1, "strength of absolute activity on linear data"),
  nonlinearSparsity: strength(0.01, "strength of absolute activity on nonlinear data"),
  dropout: z.number().min(0.01).max(0.9).default(0.2).describe("share of units silenced on linear data"),
  nonlinearDropout: z.number().min(0.01).max(0.9).default(0.05).describe("share of units silenced on nonlinear data"),
  fittedSamples: whole(100).default(1000).describe("samples that NMF is fitted to; PCA and ICA see five times as many"),
  dciSamples: whole(100).default(1500).describe("fresh samples of which DCI is taken"),
});

export type BaselineSettings = z.infer<typeof settings>;
