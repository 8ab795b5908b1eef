/**
 * Firing fields: connected bins above a share of the peak rate, large enough to count. The usual rule of place-field studies
 * (Muller and Kubie 1987; Solstad et al., Science 322, 2008: 30 % and 200 cm2). Bins touch along edges, not corners.
 */
import type { RateMap } from "./types.js";

export interface FieldOptions {
  /** Share of the peak rate of the map that a bin must exceed. */
  readonly threshold: number;
  /** Smallest area, as a share of the visited area; 0.02 is 200 cm2 in a box of 1 m2. */
  readonly smallestShare: number;
}

/** Bins above 30 % of the peak; areas of 2 % of what was visited, 200 cm2 in a box of 1 m2. */
export const fieldDefaults: FieldOptions = { threshold: 0.3, smallestShare: 0.02 };

export interface FiringField {
  /** Bin numbers, ascending. */
  readonly bins: Int32Array;
  readonly peakRate: number;
  /** Bin number of the peak. */
  readonly peak: number;
}

/** Fields by falling peak rate; none for a silent map. */
export function firingFields(map: RateMap, options: Partial<FieldOptions> = {}): FiringField[] {
  const { threshold, smallestShare } = { ...fieldDefaults, ...options };
  const { visited, peakRate } = extentOf(map.rate);
  if (peakRate === 0) return [];
  return connectedBins(map, threshold * peakRate)
    .filter((bins) => bins.length >= smallestShare * visited)
    .map((bins) => fieldOf(bins, map.rate))
    .sort((a, b) => b.peakRate - a.peakRate);
}

function fieldOf(bins: Int32Array, rate: Float64Array): FiringField {
  let peak = bins[0];
  for (let at = 1; at < bins.length; at++) if (rate[bins[at]] > rate[peak]) peak = bins[at];
  return { bins, peak, peakRate: rate[peak] };
}

/** Number of bins that were visited, and the highest rate, 0 or more. */
function extentOf(rate: Float64Array): { readonly visited: number; readonly peakRate: number } {
  let [visited, peakRate] = [0, 0];
  for (let bin = 0; bin < rate.length; bin++) {
    if (!Number.isNaN(rate[bin])) visited++;
    if (rate[bin] > peakRate) peakRate = rate[bin];
  }
  return { visited, peakRate };
}

/** Of a bin that belongs to no set, and of one whose set is not known yet. */
const [NONE, OPEN] = [-1, -2];

/** Connected sets of bins whose rate is above a level; the bins of each ascend. */
function connectedBins({ rows, columns, rate }: RateMap, level: number): Int32Array[] {
  const setOf = new Int32Array(rate.length);
  for (let bin = 0; bin < rate.length; bin++) setOf[bin] = rate[bin] > level ? OPEN : NONE;
  const found = new Int32Array(rate.length);
  const sizes: number[] = [];
  for (let start = 0; start < setOf.length; start++) {
    if (setOf[start] !== OPEN) continue;
    let count = 0;
    const visit = (bin: number): void => {
      setOf[bin] = sizes.length;
      found[count++] = bin;
    };
    visit(start);
    for (let next = 0; next < count; next++) {
      const bin = found[next];
      const column = bin % columns;
      if (bin >= columns && setOf[bin - columns] === OPEN) visit(bin - columns);
      if (column > 0 && setOf[bin - 1] === OPEN) visit(bin - 1);
      if (column < columns - 1 && setOf[bin + 1] === OPEN) visit(bin + 1);
      if (bin < (rows - 1) * columns && setOf[bin + columns] === OPEN) visit(bin + columns);
    }
    sizes.push(count);
  }
  return gathered(setOf, sizes);
}

/** The bins of every set, ascending, from the set of every bin and the sizes of the sets. */
function gathered(setOf: Int32Array, sizes: readonly number[]): Int32Array[] {
  const sets = sizes.map((size) => new Int32Array(size));
  const filled = new Int32Array(sizes.length);
  for (let bin = 0; bin < setOf.length; bin++) {
    const set = setOf[bin];
    if (set !== NONE) sets[set][filled[set]++] = bin;
  }
  return sets;
}
