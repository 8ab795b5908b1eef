/** Likeness of two rate maps of the same bins: Pearson's correlation over the bins visited in both. */
import { pearson } from "../../math/statistics.js";

/** Fewer bins than this say nothing about likeness. */
const FEWEST_BINS = 20;

/** NaN where fewer than 20 bins were visited in both, or a map is constant there. Throws RangeError on unequal shapes. */
export function mapCorrelation(
  first: { readonly rate: Float64Array },
  second: { readonly rate: Float64Array },
): number {
  const both = Array.from(first.rate.keys()).filter(
    (bin) => !Number.isNaN(first.rate[bin]) && !Number.isNaN(second.rate[bin]),
  );
  if (both.length < FEWEST_BINS) return Number.NaN;
  return pearson(
    both.map((bin) => first.rate[bin]),
    both.map((bin) => second.rate[bin]),
  );
}
