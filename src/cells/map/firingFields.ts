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
  const visited = map.rate.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  const peakRate = map.rate.reduce((most, value) => (value > most ? value : most), 0);
  if (peakRate === 0) return [];
  return connectedBins(map, (value) => value > threshold * peakRate)
    .filter((bins) => bins.length >= smallestShare * visited)
    .map((bins) => fieldOf(bins, map.rate))
    .sort((a, b) => b.peakRate - a.peakRate);
}

function fieldOf(bins: Int32Array, rate: Float64Array): FiringField {
  const peak = bins.reduce((best, bin) => (rate[bin] > rate[best] ? bin : best), bins[0]);
  return { bins, peak, peakRate: rate[peak] };
}

/** Connected sets of bins whose rate satisfies `inside`. */
export function connectedBins({ rows, columns, rate }: RateMap, inside: (rate: number) => boolean): Int32Array[] {
  const open = Uint8Array.from(rate, (value) => (inside(value) ? 1 : 0));
  const found = new Int32Array(rate.length);
  const sets: Int32Array[] = [];
  for (let start = 0; start < open.length; start++) {
    if (open[start] === 0) continue;
    let count = 0;
    const visit = (bin: number): void => {
      open[bin] = 0;
      found[count++] = bin;
    };
    visit(start);
    for (let next = 0; next < count; next++) {
      const bin = found[next];
      const column = bin % columns;
      if (bin >= columns && open[bin - columns] === 1) visit(bin - columns);
      if (column > 0 && open[bin - 1] === 1) visit(bin - 1);
      if (column < columns - 1 && open[bin + 1] === 1) visit(bin + 1);
      if (bin < (rows - 1) * columns && open[bin + columns] === 1) visit(bin + columns);
    }
    sets.push(found.slice(0, count).sort());
  }
  return sets;
}
