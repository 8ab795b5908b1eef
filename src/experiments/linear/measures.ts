/** The linear studies' results by seed and arm, read back from job results. */
import { z } from "zod";
import type { JobResult } from "../../protocols.js";
import { ARMS, type Arm } from "../frame/arms.js";
import { energiesField, measuredCodeFields, type SeedArms, seedsWithAll } from "../frame/measuredCode.js";
import { score } from "../frame/measures.js";

export { ENERGY_WEIGHTED, MIR_RULES } from "../frame/measuredCode.js";

const measured = z.object({
  ...measuredCodeFields,
  optimum: z.object({
    status: z.enum(["certified", "gap", "bracketed", "incomplete"]),
    energy: z.number(),
    lowerBound: z.number(),
    mir: score,
    energyWeightedMir: score,
  }),
  energies: energiesField,
});

export type Measured = z.infer<typeof measured>;

/** One trained network. */
export interface ArmResult extends Measured {
  readonly seed: number;
  readonly arm: string;
  readonly arrays: JobResult["arrays"];
}

export type SeedResults = SeedArms<ArmResult>;

/** Seeds whose arms have all finished, in order. */
export const bySeed = (results: readonly JobResult[]): SeedResults[] =>
  seedsWithAll(results, ARMS, ({ job, values, arrays }) => ({
    ...measured.parse(values),
    seed: job.seed,
    arm: job.condition,
    arrays,
  }));

/** The networks of one arm, seed by seed. */
export const armResults = (seeds: readonly SeedResults[], arm: Arm): ArmResult[] =>
  seeds.map(({ arms }) => arms[arm.id]);
