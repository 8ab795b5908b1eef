/**
 * Spatial information, sparsity, selectivity and coherence of a rate map.
 *
 * Skaggs, McNaughton, Gothard and Markus, NIPS 5 (1993): with p the share of time in a bin, r its rate and R = sum p r,
 *   I = sum p (r / R) log2(r / R)   bits per spike,   R I bits per second.
 * Sparsity (Skaggs et al., Hippocampus 6, 1996): R^2 / sum p r^2, 1 for a flat map; selectivity: largest rate over R.
 * Coherence (Muller and Kubie 1989): correlation of the unsmoothed rate of each bin with the mean of its visited neighbours.
 *
 * Information of few spikes is overstated by about (bins - 1) / (2 N ln 2) bits per spike, N the spikes (Panzeri and Treves,
 * Network 7, 1996). Rival: opexebo drops the negative terms of the sum, and overstates it always.
 */
import { pearson } from "../../math/statistics.js";
import type { RateMap } from "./types.js";

export interface SpatialInformation {
  /** NaN for a silent cell. */
  readonly bitsPerSpike: number;
  readonly bitsPerSecond: number;
  /** bitsPerSpike less the expected bias; only where the number of spikes is known. */
  readonly bitsPerSpikeCorrected: number;
  /** Hz, weighted by occupancy */
  readonly meanRate: number;
  readonly peakRate: number;
  readonly sparsity: number;
  readonly selectivity: number;
}

/**
 * Information of a map [rows x columns], its rates and their spread. Skaggs et al. 1993, 1996. Without the number of `spikes` no bias is taken off.
 */
export function spatialInformation({ rate, occupancy }: RateMap, spikes = Number.NaN): SpatialInformation {
  let [time, total, squares, peak, bins] = [0, 0, 0, Number.NaN, 0];
  for (let at = 0; at < rate.length; at++) {
    if (Number.isNaN(rate[at])) continue;
    time += occupancy[at];
    total += occupancy[at] * rate[at];
    squares += occupancy[at] * rate[at] ** 2;
    peak = Number.isNaN(peak) ? rate[at] : Math.max(peak, rate[at]);
    bins++;
  }
  const meanRate = total / time;
  const bitsPerSpike = skaggsInformation(rate, occupancy);
  return {
    bitsPerSpike,
    bitsPerSecond: bitsPerSpike * meanRate,
    bitsPerSpikeCorrected: bitsPerSpike - (bins - 1) / (2 * spikes * Math.LN2),
    meanRate,
    peakRate: peak,
    sparsity: meanRate > 0 ? meanRate ** 2 / (squares / time) : Number.NaN,
    selectivity: meanRate > 0 ? peak / meanRate : Number.NaN,
  };
}

/** Bits per spike of any tuning curve or map with its occupancy; NaN for a silent cell. NaN bins are left out. */
export function skaggsInformation(rate: Float64Array, occupancy: Float64Array): number {
  let [time, total] = [0, 0];
  for (let at = 0; at < rate.length; at++) {
    if (Number.isNaN(rate[at])) continue;
    time += occupancy[at];
    total += occupancy[at] * rate[at];
  }
  let bits = 0;
  for (let at = 0; at < rate.length; at++) {
    const relative = (rate[at] * time) / total;
    if (relative > 0) bits += (occupancy[at] / time) * relative * Math.log2(relative);
  }
  return total > 0 ? bits : Number.NaN;
}

/** Coherence of an unsmoothed map; `fisher` gives arctanh of it, as is often reported. NaN with fewer than three pairs. */
export function coherence({ rows, columns, rate }: RateMap, { fisher = false } = {}): number {
  const own: number[] = [];
  const around: number[] = [];
  for (let at = 0; at < rate.length; at++) {
    const neighbours = neighbourRates(rate, rows, columns, at);
    if (Number.isNaN(rate[at]) || neighbours.length === 0) continue;
    own.push(rate[at]);
    around.push(neighbours.reduce((sum, value) => sum + value, 0) / neighbours.length);
  }
  const r = own.length < 3 ? Number.NaN : pearson(own, around);
  return fisher ? Math.atanh(r) : r;
}

function neighbourRates(rate: Float64Array, rows: number, columns: number, at: number): number[] {
  const [row, column] = [Math.floor(at / columns), at % columns];
  const out: number[] = [];
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
      const value = rate[y * columns + x];
      if ((y !== row || x !== column) && !Number.isNaN(value)) out.push(value);
    }
  }
  return out;
}
