/** Sums over bins become rates, in place: maps are made for every draw of a null. */

/** Takes away what stands in bins without occupancy. [bins] */
export function onlyVisited(totals: Float64Array, occupancy: Float64Array): Float64Array {
  for (let bin = 0; bin < totals.length; bin++) if (!(occupancy[bin] > 0)) totals[bin] = 0;
  return totals;
}

/** Divides smoothed sums by smoothed seconds; NaN in bins without occupancy. [bins] */
export function ratesOf(sums: Float64Array, seconds: Float64Array, occupancy: Float64Array): Float64Array {
  for (let bin = 0; bin < sums.length; bin++) sums[bin] = occupancy[bin] > 0 ? sums[bin] / seconds[bin] : Number.NaN;
  return sums;
}
