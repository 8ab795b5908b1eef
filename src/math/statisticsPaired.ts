/** Differences between two arms of an experiment that share their seeds. */
import { studentQuantile } from "./distributions.js";
import { mean, median, sorted, standardError } from "./statistics.js";

/** What two arms differ by, seed by seed. */
export interface PairedDifference {
  /** a - b, one per seed */
  readonly differences: Float64Array;
  readonly mean: number;
  readonly median: number;
  /** Student's interval of the mean difference; [NaN, NaN] for fewer than two seeds. */
  readonly interval: readonly [number, number];
  readonly level: number;
  /** How many seeds have a > b. */
  readonly positive: number;
  /** Exact one-sided sign test of "a is not larger": sum over k >= positive of C(n, k) / 2^n, ties left out. */
  readonly signP: number;
}

/**
 * Paired comparison of `a` and `b`, entry i of both from seed i. Student's interval assumes roughly normal differences;
 * the sign test assumes nothing but independent seeds, and cannot fall below 2^-n. Throws RangeError on unequal lengths.
 */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>, level = 0.95): PairedDifference {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} values cannot be paired`);
  const differences = Float64Array.from({ length: a.length }, (_, i) => a[i] - b[i]);
  const positive = differences.filter((difference) => difference > 0).length;
  const untied = differences.filter((difference) => difference !== 0).length;
  return {
    differences,
    mean: mean(differences),
    median: median(differences),
    interval: studentInterval(differences, level),
    level,
    positive,
    signP: binomialUpperTail(positive, untied),
  };
}

/** Student's interval of the mean of independent values; [NaN, NaN] for fewer than two. */
export function studentInterval(values: ArrayLike<number>, level = 0.95): readonly [number, number] {
  if (values.length < 2) return [Number.NaN, Number.NaN];
  const half = studentQuantile((1 + level) / 2, values.length - 1) * standardError(values);
  return [mean(values) - half, mean(values) + half];
}

/** P(X >= count) for X ~ Binomial(trials, 1/2). */
export function binomialUpperTail(count: number, trials: number): number {
  let term = 2 ** -trials;
  let tail = 0;
  for (let k = 0; k <= trials; k++) {
    if (k >= count) tail += term;
    term *= (trials - k) / (k + 1);
  }
  return Math.min(1, tail);
}

/** An interval between order statistics, with the coverage it really has. */
export interface MedianInterval {
  readonly interval: readonly [number, number];
  /** Exact; below the level asked for where there are too few values (three reach 0.75, six 0.97). */
  readonly coverage: number;
}

/**
 * Distribution-free interval of the median: the narrowest symmetric pair of order statistics that covers it with at least
 * `level`, or the whole range where none does.
 */
export function medianInterval(values: ArrayLike<number>, level = 0.95): MedianInterval {
  const ascending = sorted(values);
  const n = ascending.length;
  if (n === 0) return { interval: [Number.NaN, Number.NaN], coverage: Number.NaN };
  const coverage = (skipped: number) => 1 - 2 * binomialUpperTail(n - skipped, n);
  let skipped = 0;
  while (2 * (skipped + 1) < n && coverage(skipped + 1) >= level) skipped++;
  return { interval: [ascending[skipped], ascending[n - 1 - skipped]], coverage: Math.max(0, coverage(skipped)) };
}
