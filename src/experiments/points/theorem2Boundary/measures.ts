/** The results of `theorem2-boundary`, read back. */
import { z } from "zod";
import type { JobResult } from "../../../protocols.js";
import { type PointResult, pointResult } from "../job.js";

const place = z.object({
  ratio: z.number(),
  cosine: z.number(),
  trainedMixing: z.number(),
  optimalMixing: z.number(),
});

/** One training, with its place; mixing is |Q_12| / sqrt(Q_11 Q_22). */
export type Placed = PointResult & z.infer<typeof place>;

export const placedResults = (results: readonly JobResult[]): Placed[] =>
  results
    .filter(({ job }) => job.condition !== "optimum")
    .map((result) => ({ ...pointResult(result), ...place.parse(result.values) }));

/** Where the certified optimum begins to mix, at each ratio lambda_in / alpha; empty where that was not solved. */
export function certifiedCurve(results: readonly JobResult[]): { readonly ratio: number; readonly cosine: number }[] {
  const arrays = results.find(({ job }) => job.condition === "optimum")?.arrays;
  if (arrays === undefined) return [];
  return Array.from(arrays.ratios.data, (ratio, k) => ({ ratio, cosine: arrays.certified.data[k] }));
}
