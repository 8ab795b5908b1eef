/** A score against the scores of its null: p = (1 + number at least as high) / (1 + draws), never zero. */
import { quantile } from "../math/statistics.js";

export interface NullTest {
  readonly score: number;
  /** NaN where the score is undefined. */
  readonly p: number;
  readonly draws: number;
  /** Median and 95th percentile of the null; NaN without draws. */
  readonly nullMedian: number;
  readonly null95: number;
}

/**
 * Draws for which the score is undefined count as beating it. Draws that were `stopped` as soon as a set number beat the score give
 * p = that number / draws (Besag and Clifford, Biometrika 78, 1991).
 */
export function nullTest(score: number, values: Float64Array, { stopped = false } = {}): NullTest {
  const below = values.reduce((count, value) => count + (value < score ? 1 : 0), 0);
  const extra = stopped ? 0 : 1;
  const defined = values.filter((value) => !Number.isNaN(value));
  return {
    score,
    p:
      Number.isNaN(score) || values.length === 0
        ? Number.NaN
        : (extra + values.length - below) / (extra + values.length),
    draws: values.length,
    nullMedian: quantile(defined, 0.5),
    null95: quantile(defined, 0.95),
  };
}

/**
 * Draws null scores until there are `draws` of them. With `stopAbove`, only until p can no longer come below that level: with h draws
 * at least as high among the l made, p = h / l, which is as valid as the p of all draws (Besag and Clifford 1991). `next` gives the
 * scores of one or more draws from the given number on.
 */
export function drawnTest(
  score: number,
  draws: number,
  next: (draw: number) => readonly number[],
  stopAbove = Number.POSITIVE_INFINITY,
): NullTest {
  const most = stopAbove * (draws + 1);
  const values: number[] = [];
  let higher = 0;
  while (values.length < draws && higher < most) {
    for (const value of next(values.length)) {
      if (higher >= most) break;
      values.push(value);
      if (!(value < score)) higher++;
    }
  }
  return nullTest(score, Float64Array.from(values), { stopped: values.length < draws });
}
