/**
 * Occupancy-normalised rate maps: spikes over seconds in each bin, or the mean of a continuous activity.
 *
 * Two orders of smoothing are in use and differ where occupancy is uneven:
 * - `sums` (default): smoothed spikes over smoothed seconds (O'Keefe and Burgess 1996; Obenhaus et al. 2022); a bin that was hardly
 *   visited counts for little;
 * - `rates`: the raw rate is smoothed, every visited bin counting alike (opexebo).
 * A bin that was never visited is NaN: nothing is known there. Edges of bins are part of the answer.
 */
import { InputError } from "../math/errors.js";
import type { Session } from "./session.js";
import { gaussianSums, smoothMean } from "./smooth.js";
import type { RateMap } from "./types.js";

/** Square bins over a rectangle. */
export interface Bins {
  readonly rows: number;
  readonly columns: number;
  readonly binSize: number;
  /** Lower left corner. */
  readonly left: number;
  readonly bottom: number;
}

export interface RateMapOptions {
  /** Standard deviation of the smoothing, bins. */
  readonly sigma: number;
  readonly smooth: "sums" | "rates";
  /** Shortest stay for a bin to count as visited, s. */
  readonly shortestStay: number;
}

export const rateMapDefaults: RateMapOptions = { sigma: 2, smooth: "sums", shortestStay: 0 };

const LARGEST_SIDE = 1000;

/**
 * Bins that cover all positions of the session. `binSize` defaults to 1/40 of the longer side (2.5 cm in a box of 1 m). Throws
 * InputError where that makes more than 1000 bins a side, which a wrong unit does.
 */
export function binsFor({ x, y }: Pick<Session, "x" | "y">, binSize?: number): Bins {
  const [left, right] = finiteExtent(x);
  const [bottom, top] = finiteExtent(y);
  const size = binSize ?? Math.max(right - left, top - bottom) / 40;
  const count = (from: number, to: number) => Math.max(1, Math.ceil((to - from) / size - 1e-9));
  const bins = { rows: count(bottom, top), columns: count(left, right), binSize: size, left, bottom };
  if (!(size > 0) || Math.max(bins.rows, bins.columns) > LARGEST_SIDE) {
    throw new InputError(
      `bins of ${size} over an arena of ${right - left} x ${top - bottom} make ${bins.columns} x ${bins.rows} bins; ` +
        `at most ${LARGEST_SIDE} a side: is the bin size in the unit of the positions?`,
    );
  }
  return bins;
}

function finiteExtent(values: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** Bin number of every sample, -1 for lost positions and positions outside the bins. [samples] */
export function binOfSamples(
  { rows, columns, binSize, left, bottom }: Bins,
  { x, y }: Pick<Session, "x" | "y">,
): Int32Array {
  return Int32Array.from(x, (value, i) => {
    const column = binIndex((value - left) / binSize, columns);
    const row = binIndex((y[i] - bottom) / binSize, rows);
    return row < 0 || column < 0 ? -1 : row * columns + column;
  });
}

/** The upper edge belongs to the last bin. */
const binIndex = (position: number, count: number): number =>
  position >= 0 && position <= count + 1e-9 ? Math.min(count - 1, Math.floor(position)) : -1;

/** Sum of per-sample amounts in each bin. [bins] */
export function sumInBins(binOf: Int32Array, amounts: Float64Array, bins: number): Float64Array {
  const out = new Float64Array(bins);
  for (let i = 0; i < binOf.length; i++) if (binOf[i] >= 0) out[binOf[i]] += amounts[i];
  return out;
}

/** Makes rate maps of one session: bins and occupancy are worked out once, and serve every cell and every shuffle. */
export interface RateMapper {
  readonly bins: Bins;
  /** [rows x columns] seconds, unsmoothed */
  readonly occupancy: Float64Array;
  /** [samples] */
  readonly binOf: Int32Array;
  /** Hz, from spikes per sample. */
  spikes(counts: Float64Array): RateMap;
  /** In the unit of the activity, from one value per sample. */
  activity(values: Float64Array): RateMap;
}

export function rateMapper(of: Session, bins: Bins, options: Partial<RateMapOptions> = {}): RateMapper {
  const all = { ...rateMapDefaults, ...options };
  const { rows, columns, binSize } = bins;
  const binOf = binOfSamples(bins, of);
  const seconds = sumInBins(binOf, of.dwell, rows * columns);
  const occupancy = seconds.map((stay) => (stay > all.shortestStay ? stay : 0));
  const smoothed = gaussianSums(occupancy, rows, columns, all);
  const map = (totals: Float64Array): RateMap => {
    const kept = totals.map((total, bin) => (occupancy[bin] > 0 ? total : 0));
    const rate =
      all.smooth === "rates"
        ? smoothMean(
            kept.map((total, bin) => total / occupancy[bin]),
            occupancy.map(Math.sign),
            rows,
            columns,
            all,
          )
        : gaussianSums(kept, rows, columns, all).map((sum, bin) =>
            occupancy[bin] > 0 ? sum / smoothed[bin] : Number.NaN,
          );
    return { rows, columns, binSize, rate, occupancy };
  };
  return {
    bins,
    occupancy,
    binOf,
    spikes: (counts) => map(sumInBins(binOf, counts, rows * columns)),
    activity: (values) =>
      map(
        sumInBins(
          binOf,
          values.map((value, i) => value * of.dwell[i]),
          rows * columns,
        ),
      ),
  };
}
