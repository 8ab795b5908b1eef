/** The linear studies' results by seed and arm, read back from job results. */
import { z } from "zod";
import type { JobResult } from "../protocols.js";
import { ARMS, type Arm } from "./ablations.js";

const interval = z.tuple([z.number(), z.number()]);
const chance = z.object({ interval, median: z.number(), p: z.number(), draws: z.number() });

/** An undefined score: NaN in memory, null once it has been through a file. */
const score = z.union([z.number(), z.nan(), z.null()]).transform((value) => value ?? Number.NaN);

const measured = z.object({
  mir: score,
  mirByRule: z.array(z.object({ mir: score, activeUnits: z.number() })),
  energyWeightedMir: score,
  interval: z.tuple([score, score]),
  rotated: chance,
  permuted: chance,
  optimum: z.object({
    status: z.enum(["certified", "gap", "bracketed"]),
    energy: z.number(),
    lowerBound: z.number(),
    mir: score,
    energyWeightedMir: score,
  }),
  energies: z.object({
    prediction: z.number(),
    nonnegativity: z.number(),
    activityEnergy: z.number(),
    weightEnergy: z.number(),
    objective: z.number(),
  }),
});

export type Measured = z.infer<typeof measured>;

/** One trained network. */
export interface ArmResult extends Measured {
  readonly seed: number;
  readonly arm: string;
  readonly arrays: JobResult["arrays"];
}

/** The networks of one seed, by arm; only seeds with every arm. */
export interface SeedResults {
  readonly seed: number;
  readonly arms: Readonly<Record<string, ArmResult>>;
}

/** Seeds whose arms have all finished, in order. */
export function bySeed(results: readonly JobResult[]): SeedResults[] {
  const seeds = [...new Set(results.map(({ job }) => job.seed))].sort((a, b) => a - b);
  return seeds
    .map((seed) => ({ seed, arms: armsOf(results.filter(({ job }) => job.seed === seed)) }))
    .filter(({ arms }) => ARMS.every(({ id }) => id in arms));
}

/** The networks of one arm, seed by seed. */
export const armResults = (seeds: readonly SeedResults[], arm: Arm): ArmResult[] =>
  seeds.map(({ arms }) => arms[arm.id]);

const armsOf = (results: readonly JobResult[]): Record<string, ArmResult> =>
  Object.fromEntries(
    results.map(({ job, values, arrays }) => [
      job.condition,
      { ...measured.parse(values), seed: job.seed, arm: job.condition, arrays },
    ]),
  );

export const ENERGY_WEIGHTED = "energy-weighted MIR";

/** The dead-unit rules under which MIR is shown, and MIR under each. */
export const MIR_RULES: readonly { readonly name: string; readonly mir: (result: ArmResult) => number }[] = [
  { name: "5 % rule", mir: (result) => result.mir },
  { name: "1 % rule", mir: (result) => result.mirByRule[0].mir },
  { name: "20 % rule", mir: (result) => result.mirByRule[2].mir },
  { name: ENERGY_WEIGHTED, mir: (result) => result.energyWeightedMir },
];
