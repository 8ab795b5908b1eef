/** The deep studies' results by seed and arm, read back from job results. */
import { z } from "zod";
import type { JobResult } from "../../protocols.js";
import type { Arm } from "../frame/arms.js";
import {
  energiesField,
  type MeasuredCode,
  mapArms,
  measuredCode,
  type SeedArms,
  seedsWithAll,
} from "../frame/measuredCode.js";
import { score } from "../frame/measures.js";

const measured = z.object({
  energies: energiesField,
  explained: score,
  layers: z.record(z.string(), measuredCode),
  /** Information ratio of what goes into each layer's rectification. */
  mirBefore: z.record(z.string(), score),
});

/** One trained network. */
export interface NetworkResult extends z.infer<typeof measured> {
  readonly arrays: JobResult["arrays"];
}

export type NetworkSeeds = readonly SeedArms<NetworkResult>[];

/** Seeds of which all these arms have finished, in order. */
export const networkSeeds = (results: readonly JobResult[], arms: readonly Arm[]): SeedArms<NetworkResult>[] =>
  seedsWithAll(results, arms, ({ values, arrays }) => ({ ...measured.parse(values), arrays }));

/** The codes of one layer. */
export const layerOf = (seeds: NetworkSeeds, layer: string): SeedArms<MeasuredCode>[] =>
  mapArms(seeds, ({ layers }) => layers[layer]);
