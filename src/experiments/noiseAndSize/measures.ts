/** The results of `noise-and-size`, read back. */
import { z } from "zod";
import type { JobResult } from "../../protocols.js";
import { score } from "../frame/measures.js";
import { SWEEPS } from "./job.js";

const measured = z.object({
  sweep: z.enum(SWEEPS),
  amount: z.number(),
  explained: z.number(),
  mir: score,
  rotated: z.tuple([score, score]),
  share: score,
  mixing: score,
  optimalMixing: score,
});

export interface Placed extends z.infer<typeof measured> {
  readonly seed: number;
}

export const placedResults = (results: readonly JobResult[]): Placed[] =>
  results.map(({ job, values }) => ({ ...measured.parse(values), seed: job.seed }));

/** The networks of a sweep with the base at its own amount, by ascending amount. */
export const alongSweep = (results: readonly Placed[], sweep: Placed["sweep"], base: number): Placed[] =>
  results
    .filter((result) => result.sweep === sweep || result.sweep === "base")
    .map((result) => (result.sweep === "base" ? { ...result, amount: base } : result))
    .sort((a, b) => a.amount - b.amount);
