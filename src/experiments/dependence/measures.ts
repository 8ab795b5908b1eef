/** Results of the studies of dependent factors, read back, and compared at equal dependence. */
import { z } from "zod";
import { type Row, score } from "../frame/measures.js";
import { CHANGES, type Change } from "./study.js";

export const measures = z.object({
  change: z.enum(CHANGES),
  amount: z.number(),
  dependence: z.number(),
  explained: z.number(),
  cinfom: score,
  linearCinfom: score,
  mir: score,
  mainShare: score,
});

export type Dependent = z.infer<typeof measures> & Row;

export const SCORES = ["cinfom", "linearCinfom", "mainShare"] as const;
export type ScoreName = (typeof SCORES)[number];

export const seedsOf = (results: readonly Dependent[]): number[] => [...new Set(results.map(({ seed }) => seed))];

/** One seed's networks on data with this change, and on the whole data, by growing dependence. */
export const changedIn = (results: readonly Dependent[], seed: number, change: Change): Dependent[] =>
  results
    .filter((result) => result.seed === seed && (result.change === change || result.amount === 0))
    .sort((a, b) => a.dependence - b.dependence);

/**
 * For every corner removed: what the score is with another change at the same dependence minus what it is with the corner missing; the
 * other score is interpolated between neighbours. Corners with more dependence than the other change reaches are left out.
 */
export function leadsAtEqualDependence(
  results: readonly Dependent[],
  seed: number,
  change: Change,
  name: ScoreName,
): number[] {
  const other = changedIn(results, seed, change);
  return changedIn(results, seed, "corner")
    .filter(({ amount }) => amount > 0)
    .map((corner) => interpolated(other, corner.dependence, name) - corner[name])
    .filter((lead) => !Number.isNaN(lead));
}

function interpolated(ascending: readonly Dependent[], dependence: number, name: ScoreName): number {
  const above = ascending.findIndex((result) => result.dependence >= dependence);
  if (above < 0) return Number.NaN;
  if (above === 0) return ascending[0][name];
  const [low, high] = [ascending[above - 1], ascending[above]];
  const part = (dependence - low.dependence) / (high.dependence - low.dependence);
  return low[name] + part * (high[name] - low[name]);
}
