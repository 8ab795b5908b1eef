/** Two runs seed by seed. */
import { median } from "../../../math/statistics.js";
import type { Score } from "../../../runs/index.js";

/** The difference of one score between a run and the first one, over the seeds that both have. */
export interface Paired {
  readonly seeds: number;
  /** Of the differences, run minus first. */
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
  /** Seeds in which the run scored higher; ties are neither higher nor lower. */
  readonly higher: number;
  readonly lower: number;
  /** Two-sided sign test (Dixon and Mood 1946): how often seeds would agree as much if each were a fair coin. NaN without differences. */
  readonly p: number;
}

/** Pairs by seed; seeds whose score is undefined in either are left out. */
export function paired(first: readonly Score[], run: readonly Score[]): Paired {
  const before = new Map(first.map(({ seed, value }) => [seed, value]));
  const differences = run
    .map(({ seed, value }) => value - (before.get(seed) ?? Number.NaN))
    .filter((difference) => !Number.isNaN(difference));
  const higher = differences.filter((difference) => difference > 0).length;
  const lower = differences.filter((difference) => difference < 0).length;
  return {
    seeds: differences.length,
    median: differences.length === 0 ? Number.NaN : median(differences),
    least: differences.length === 0 ? Number.NaN : Math.min(...differences),
    greatest: differences.length === 0 ? Number.NaN : Math.max(...differences),
    higher,
    lower,
    p: signTest(higher, lower),
  };
}

/** Probability under a fair coin of a split at least as uneven; ties are left out. NaN where there is nothing to toss. */
export function signTest(higher: number, lower: number): number {
  const tosses = higher + lower;
  if (tosses === 0) return Number.NaN;
  let ways = 1;
  let tail = 0;
  for (let heads = 0; heads <= Math.min(higher, lower); heads++) {
    tail += ways;
    ways *= (tosses - heads) / (heads + 1);
  }
  return Math.min(1, 2 * tail * 2 ** -tosses);
}
