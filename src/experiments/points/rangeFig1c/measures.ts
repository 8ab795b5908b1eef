/** The results of `range-fig1c`, read back seed by seed. */
import type { JobResult } from "../../../protocols.js";
import { type PointResult, pointResult } from "../job.js";

/** The chosen points of the published example; the first is the one that is left out. */
export const EDGE_POINTS = [
  [0, 0.9],
  [0, 0.3],
  [0.9, 0],
  [0.1, 0],
  [1, 0.8],
  [1, 0.2],
  [0.7, 1],
  [0.2, 1],
] as const;

/** Conditions of the jobs. */
export const WHOLE = "all-points";
export const WITHOUT = "without-corner";

export interface PointPair {
  readonly seed: number;
  readonly whole: PointResult;
  readonly without: PointResult;
  /** Relative energy that mixing saves without each of the eight points; 0 where pure neurons stay optimal. */
  readonly savings: readonly number[];
}

/** Seeds that have both trainings. */
export function pointPairs(results: readonly JobResult[]): PointPair[] {
  const seeds = [...new Set(results.map(({ job }) => job.seed))];
  return seeds.flatMap((seed) => {
    const of = (condition: string) => results.find(({ job }) => job.seed === seed && job.condition === condition);
    const [whole, without] = [of(WHOLE), of(WITHOUT)];
    if (whole === undefined || without === undefined) return [];
    const savings = Array.from(whole.arrays.deletionSavings.data);
    return [{ seed, whole: pointResult(whole), without: pointResult(without), savings }];
  });
}
