/** Likeness of two rate maps of the same bins: Pearson's correlation over the bins visited in both. */
import { pearson } from "../../math/statistics.js";

/** Fewer bins than this say nothing about likeness. */
const FEWEST_BINS = 20;

/** NaN where fewer than 20 bins were visited in both, or a map is constant there. Throws RangeError on unequal shapes. */
export function mapCorrelation(
  first: { readonly rate: Float64Array },
  second: { readonly rate: Float64Array },
): number {
  const [x, y] = [new Float64Array(first.rate.length), new Float64Array(first.rate.length)];
  let both = 0;
  for (let bin = 0; bin < first.rate.length; bin++) {
    if (Number.isNaN(first.rate[bin]) || Number.isNaN(second.rate[bin])) continue;
    x[both] = first.rate[bin];
    y[both] = second.rate[bin];
    both++;
  }
  return both < FEWEST_BINS ? Number.NaN : pearson(x.subarray(0, both), y.subarray(0, both));
}
