/** Scores of a trained code, read back from job results, and networks grouped by the seed that they share. */
import { z } from "zod";
import type { JobResult } from "../../protocols.js";
import { score } from "./measures.js";

const chance = z.object({ interval: z.tuple([score, score]), median: score, p: score, draws: z.number() });

/** The fields that `measureCode` writes and that are read again. */
export const measuredCodeFields = {
  mir: score,
  mirByRule: z.array(z.object({ mir: score, activeUnits: z.number() })),
  energyWeightedMir: score,
  interval: z.tuple([score, score]),
  rotated: chance,
  permuted: chance,
};

export const energiesField = z.object({
  prediction: z.number(),
  nonnegativity: z.number(),
  activityEnergy: z.number(),
  weightEnergy: z.number(),
  objective: z.number(),
});

/** What `measureCode` writes, read back. */
export const measuredCode = z.object(measuredCodeFields);
/** MIR of one code, with interval and chance levels. */
export type MeasuredCode = z.infer<typeof measuredCode>;

/** The networks of one seed, by arm; only seeds with every arm. */
export interface SeedArms<Result> {
  readonly seed: number;
  readonly arms: Readonly<Record<string, Result>>;
}

/** Seeds whose arms have all finished, in order. */
export function seedsWithAll<Result>(
  results: readonly JobResult[],
  arms: readonly { readonly id: string }[],
  read: (result: JobResult) => Result,
): SeedArms<Result>[] {
  const seeds = [...new Set(results.map(({ job }) => job.seed))].sort((a, b) => a - b);
  return seeds
    .map((seed) => {
      const own = results.filter(({ job }) => job.seed === seed);
      return { seed, arms: Object.fromEntries(own.map((result) => [result.job.condition, read(result)])) };
    })
    .filter((found) => arms.every(({ id }) => id in found.arms));
}

/** The same seeds and arms, with something taken from every network. */
export const mapArms = <A, B>(seeds: readonly SeedArms<A>[], take: (result: A) => B): SeedArms<B>[] =>
  seeds.map(({ seed, arms }) => ({
    seed,
    arms: Object.fromEntries(Object.entries(arms).map(([arm, result]) => [arm, take(result)])),
  }));

export const ENERGY_WEIGHTED = "energy-weighted MIR";

/** The dead-unit rules under which MIR is shown, and MIR under each. */
export const MIR_RULES: readonly { readonly name: string; readonly mir: (result: MeasuredCode) => number }[] = [
  { name: "5 % rule", mir: (result) => result.mir },
  { name: "1 % rule", mir: (result) => result.mirByRule[0].mir },
  { name: "20 % rule", mir: (result) => result.mirByRule[2].mir },
  { name: ENERGY_WEIGHTED, mir: (result) => result.energyWeightedMir },
];
