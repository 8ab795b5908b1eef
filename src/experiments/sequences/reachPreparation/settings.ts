import { z } from "zod";
import type { ReachOptions } from "../../../tasks/sequences/reaches.js";
import { FIVE_SEEDS, seedsField, whole } from "../../frame/fields.js";
import { sequenceFields } from "../study.js";

/** Kinds of trials: single reaches, and pairs whose second preparation comes after the first movement or during it. */
export const KINDS = {
  single: { reaches: 2, preparations: [1, 3, 5] },
  apart: { reaches: 2, preparations: [1, 3], second: { preparations: [0, 2], delays: [3, 4] } },
  overlapping: { reaches: 2, preparations: [1, 3], second: { preparations: [0, 2], delays: [0, 1] } },
} as const satisfies Readonly<Record<string, ReachOptions>>;

export type Kind = keyof typeof KINDS;

const kinds = Object.keys(KINDS) as [Kind, ...Kind[]];

export const settings = z.object({
  seeds: seedsField(
    FIVE_SEEDS.map((seed) => 10 + seed),
    "initial weights",
  ),
  kinds: z
    .array(z.enum(kinds))
    .min(1)
    .default(kinds)
    .describe("single reaches; pairs apart; pairs that overlap in time"),
  restarts: whole(1)
    .default(3)
    .describe("networks a seed where trials overlap, of which the one with the least objective counts; else one"),
  ...sequenceFields({ units: 30, updates: 30_000, learningRate: 2e-3 }),
  fit: z.number().positive().default(1000).describe("price of squared error; activity and weights cost 1"),
});

export type ReachSettings = z.infer<typeof settings>;
