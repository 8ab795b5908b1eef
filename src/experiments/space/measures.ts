/** Results of the spatial studies, read back from job results: NaN is null in a file. */
import { z } from "zod";
import type { FourierSeries } from "../../models/index.js";
import type { JobResult, NamedArray } from "../../protocols.js";
import { score } from "../frame/measures.js";
import type { GridPopulation } from "./maps.js";

const cell = z.object({
  unit: z.number(),
  score: score,
  p: score,
  spacing: score,
  orientation: score,
  ellipticity: score,
});

export const gridSchema = z.object({
  cells: z.array(cell),
  module: z.array(z.number()),
  hexagonal: z.boolean(),
});

export const factorSchema = z.object({
  /** Units with more than 2 % of the largest tuning power. */
  active: z.array(z.number()),
  /** Of the active units: share of tuning power by position, vector from the object, and both. */
  shares: z.array(z.tuple([z.number(), z.number(), z.number()])),
  /** Of the active units: mean correlation of maps between layouts of the object. */
  layoutCorrelations: z.array(score),
  mir: score,
  overlap: score,
  /** Grid analysis of position cells, where asked for. */
  grid: gridSchema.nullable(),
});

export type FactorValues = z.infer<typeof factorSchema>;

export interface SpatialResult<Values> {
  readonly seed: number;
  readonly condition: string;
  readonly values: Values;
  readonly arrays: JobResult["arrays"];
}

export const gridResults = (results: readonly JobResult[]): SpatialResult<GridPopulation>[] =>
  results.map(({ job, values, arrays }) => ({
    seed: job.seed,
    condition: job.condition,
    values: gridSchema.parse(values.grid),
    arrays,
  }));

export const factorResults = (results: readonly JobResult[]): SpatialResult<FactorValues>[] =>
  results.map(({ job, values, arrays }) => ({
    seed: job.seed,
    condition: job.condition,
    values: factorSchema.parse(values.factors),
    arrays,
  }));

export const ofCondition = <V>(results: readonly SpatialResult<V>[], condition: string): SpatialResult<V>[] =>
  results.filter((result) => result.condition === condition);

export function codeArrays({ mean, cosine, sine, units, waves }: FourierSeries): Record<string, NamedArray> {
  return {
    mean: { shape: [units], data: mean },
    cosine: { shape: [waves.length, units], data: cosine },
    sine: { shape: [waves.length, units], data: sine },
    waves: { shape: [waves.length, waves[0].k.length], data: Int32Array.from(waves.flatMap(({ k }) => k)) },
  };
}

/** Maps of some units, [units x bins x bins]. */
export function mapArray(maps: readonly { readonly rate: Float64Array }[], bins: number): NamedArray {
  const data = new Float32Array(maps.length * bins * bins);
  for (const [i, { rate }] of maps.entries()) data.set(rate, i * bins * bins);
  return { shape: [maps.length, bins, bins], data };
}
