import { z } from "zod";
import { seedsField, whole } from "../../frame/fields.js";
import { sequenceFields, strengthField } from "../study.js";

/** Pairs of frequencies, radians a unit of time; `ratio` where the two are commensurable. */
export const PAIRS = {
  "1-2": { frequencies: [3, 6], ratio: [1, 2] },
  "1-3": { frequencies: [2, 6], ratio: [1, 3] },
  "1-4": { frequencies: [2, 8], ratio: [1, 4] },
  "2-3": { frequencies: [4, 6], ratio: [2, 3] },
  "3-7": { frequencies: [3, 7], ratio: [3, 7] },
  "5-8": { frequencies: [5, 8], ratio: [5, 8] },
  "irrational-a": { frequencies: [1.7 * Math.PI, Math.sqrt(13)], ratio: undefined },
  "irrational-b": { frequencies: [0.9 * Math.PI, Math.sqrt(47)], ratio: undefined },
} as const satisfies Readonly<
  Record<string, { frequencies: readonly [number, number]; ratio: readonly [number, number] | undefined }>
>;

export type PairName = keyof typeof PAIRS;

const names = Object.keys(PAIRS) as [PairName, ...PairName[]];

export const isHarmonic = (name: PairName): boolean => PAIRS[name].ratio?.[0] === 1;

export const settings = z.object({
  seeds: seedsField([10, 11, 12], "initial weights; frequencies are the same for every seed"),
  pairs: z.array(z.enum(names)).min(1).default(names).describe("pairs of frequencies; 1-2 is 3 and 6"),
  steps: whole(60).default(100).describe("steps of the sequence in training"),
  measuredSteps: whole(60).default(200).describe("steps over which the trained network is run and measured"),
  interval: z.number().positive().default(0.1).describe("time between steps"),
  ...sequenceFields({ units: 20, updates: 8000, learningRate: 2e-3 }),
  prediction: strengthField(1, "the error, mean over steps and outputs"),
  squaredNegativity: strengthField(10, "squared negative activity, mean over steps and units"),
  activityEnergy: strengthField(0.5, "the energy of activity, mean over steps and units"),
  weightEnergy: strengthField(0.02, "the energy of weights"),
});

export type SinusoidSettings = z.infer<typeof settings>;
