/**
 * Uniform factors on [0, 1] that depend on one another in pairs (first and second, third and fourth, ...), at a chosen correlation:
 *
 * - "with corners": the second of a pair repeats the first with probability `correlation`, else it is independent. Every combination
 *   of extremes still occurs, so their joint range is the square (range independence, Dorrell et al. 2025).
 * - "without corners": a pair is uniform on the band |first - second| <= width that has this correlation: two opposite corners of the
 *   square are missing.
 *
 * An odd factor at the end is independent of the others.
 */
import { UsageError } from "../math/errors.js";
import { type Key, uniformStream } from "../math/random.js";

export const DEPENDENCES = ["with corners", "without corners"] as const;
export type Dependence = (typeof DEPENDENCES)[number];

/** Values [count x factors]. Throws UsageError for a correlation outside 0 to 1. */
export function pairedFactors(
  key: Key,
  count: number,
  factors: number,
  dependence: Dependence,
  correlation: number,
): Float64Array {
  if (!(correlation >= 0 && correlation < 1)) {
    throw new UsageError(`a correlation from 0 to below 1 can be drawn, not ${correlation}`);
  }
  const next = uniformStream(key);
  const draw = dependence === "with corners" ? repeating(next, correlation) : inBand(next, bandWidth(correlation));
  const values = new Float64Array(count * factors);
  for (let row = 0; row < count; row++) {
    for (let f = 0; f + 1 < factors; f += 2) values.set(draw(), row * factors + f);
    if (factors % 2 === 1) values[(row + 1) * factors - 1] = next();
  }
  return values;
}

type Draw = () => readonly [number, number];

const repeating =
  (next: () => number, probability: number): Draw =>
  () => {
    const first = next();
    return [first, next() < probability ? first : next()];
  };

const inBand =
  (next: () => number, width: number): Draw =>
  () => {
    for (;;) {
      const [first, second] = [next(), next()];
      if (Math.abs(first - second) <= width) return [first, second];
    }
  };

export interface BandMoments {
  readonly variance: number;
  readonly covariance: number;
}

/**
 * Of a pair uniform on |x - y| <= w within the unit square. The difference d has density proportional to 1 - |d|, and given it the
 * sum is uniform over a length of 2 (1 - |d|); so Var(x - y) = (2 w^3 / 3 - w^4 / 2) / (2 w - w^2) and
 * Var(x + y) = (1 - (1 - w)^4) / (6 (2 w - w^2)).
 */
export function bandMoments(width: number): BandMoments {
  const area = 2 * width - width ** 2;
  const difference = ((2 / 3) * width ** 3 - width ** 4 / 2) / area;
  const sum = (1 - (1 - width) ** 4) / (6 * area);
  return { variance: (sum + difference) / 4, covariance: (sum - difference) / 4 };
}

/** The width of the band in which a pair has this correlation, to 1e-12; 1, the whole square, at 0. */
export function bandWidth(correlation: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    const { variance, covariance } = bandMoments(middle);
    if (covariance / variance > correlation) low = middle;
    else high = middle;
  }
  return high;
}
