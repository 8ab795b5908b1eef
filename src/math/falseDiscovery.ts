/**
 * False discovery rate: Benjamini and Hochberg, J R Stat Soc B 57 (1995). q_(i) = min over k >= i of m p_(k) / k for p sorted
 * ascending: calling everything with q < a significant keeps the expected share of false calls at or below a.
 */
import { ascendingOrder } from "./statistics.js";

/** q-values of p-values, in the same order. NaN (an untested case) stays NaN and does not count as a test. */
export function falseDiscoveryRate(p: ArrayLike<number>): Float64Array {
  const order = ascendingOrder(p).filter((i) => !Number.isNaN(p[i]));
  const q = new Float64Array(p.length).fill(Number.NaN);
  let least = 1;
  for (let rank = order.length; rank > 0; rank--) {
    const i = order[rank - 1];
    least = Math.min(least, (order.length * p[i]) / rank);
    q[i] = least;
  }
  return q;
}
