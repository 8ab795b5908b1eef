/**
 * False discovery rate: Benjamini and Hochberg, J R Stat Soc B 57 (1995). q_(i) = min over k >= i of m p_(k) / k for p sorted
 * ascending: calling everything with q < a significant keeps the expected share of false calls at or below a.
 */
import { ascendingOrder } from "./statistics.js";

/**
 * q-values of p-values, in the same order; none is below its p. NaN (an untested case) stays NaN and does not count as a test. Throws
 * RangeError on a p outside [0, 1].
 */
export function falseDiscoveryRate(p: ArrayLike<number>): Float64Array {
  const tested = ascendingOrder(p).filter((i) => !Number.isNaN(p[i]));
  const q = new Float64Array(p.length).fill(Number.NaN);
  let least = 1;
  for (let rank = tested.length; rank > 0; rank--) {
    const i = tested[rank - 1];
    if (!(p[i] >= 0 && p[i] <= 1)) throw new RangeError(`a p-value is within [0, 1], not ${p[i]}`);
    // a factor of at least 1, so that rounding cannot bring q below p
    least = Math.min(least, p[i] * (tested.length / rank));
    if (!(least >= p[i])) throw new Error(`q = ${least} came out below p = ${p[i]}: the p-values were not in order`);
    q[i] = least;
  }
  return q;
}
