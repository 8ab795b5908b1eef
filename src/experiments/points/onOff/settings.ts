import { z } from "zod";
import { seedsField, THREE_SEEDS, whole } from "../../frame/fields.js";
import { strengths } from "../strengths/settings.js";

export const settings = z.object({
  seeds: seedsField(THREE_SEEDS, "one initial network per seed, the same at all places"),
  tenths: z
    .array(z.int().min(1).max(10))
    .min(2)
    .refine((given) => given.every((value, k) => k === 0 || value > given[k - 1]), "tenths ascend, each once")
    .default([1, 2, 4, 6, 8, 10])
    .describe("how often the factor is present, in tenths of the samples; otherwise it is 0"),
  levels: whole(3).default(12).describe("values of the factor when it is present, evenly spaced, equally likely"),
  weightStrengths: strengths([0.01, 0.03, 0.1], "the energy of weights"),
  activityEnergy: z.number().positive().default(1).describe("price of activity"),
  prediction: z.number().positive().default(100).describe("weight of the squared error"),
  code: whole(2).default(64).describe("rectified units"),
  updates: whole(1).default(10_000).describe("updates of the weights, full batch"),
  learningRate: z.number().positive().default(0.02).describe("first step size of Adam, falling as half a cosine to 0"),
});

export type OnOffSettings = z.infer<typeof settings>;

/** Where the present factor lies: above its resting value only, or on both sides of it. */
export const KINDS = ["one-sided", "two-sided"] as const;
export type Kind = (typeof KINDS)[number];
