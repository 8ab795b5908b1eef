import { z } from "zod";
import { seedsField, THREE_SEEDS, whole } from "../../frame/fields.js";

export const strengths = (values: readonly number[], what: string) =>
  z
    .array(z.number().positive())
    .min(2)
    .refine((given) => given.every((value, k) => k === 0 || value > given[k - 1]), "strengths ascend, each once")
    .default([...values])
    .describe(`strengths of ${what}, ascending`);

export const settings = z.object({
  seeds: seedsField(THREE_SEEDS, "one initial network per seed, the same at all strengths"),
  activityStrengths: strengths([1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1], "the energy of activity"),
  weightStrengths: strengths([1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1], "the energy of weights"),
  cosine: z.number().min(0).max(0.95).default(0.5).describe("between the two columns of the target mixing"),
  grid: whole(3).default(8).describe("values per factor of the training data, 0 and 1 included"),
  prediction: z.number().positive().default(1).describe("weight of the squared error"),
  code: whole(2).default(32).describe("units of the code"),
  updates: whole(1).default(10_000).describe("updates of the weights, full batch"),
  learningRate: z.number().positive().default(0.02).describe("first step size of Adam, falling as half a cosine to 0"),
  evaluationSamples: whole(100).default(5000).describe("uniform samples on which the code is measured"),
  bins: whole(2).default(20).describe("equal-width bins of the information estimate"),
});

export type StrengthsSettings = z.infer<typeof settings>;
