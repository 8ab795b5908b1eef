/**
 * Head-direction tuning: Taube, Muller and Ranck, J Neurosci 10 (1990); the mean vector of the occupancy-normalised tuning curve,
 *   R = |sum r e^{i theta}| / sum r over equal bins, direction arg of the same sum.
 * Weighting by occupancy (raw spike angles) would report where the animal looked. Binning shortens R by sinc(pi / bins):
 * `binCorrection` divides it out (Batschelet 1981). The circular deviation sqrt(2 (1 - R)) is in radians.
 */
import { integersOf } from "../../math/integers.js";
import { type Placed, sumByBin } from "./cellActivity.js";
import { smoothMean } from "./smooth.js";

export interface DirectionOptions {
  readonly bins: number;
  /** Standard deviation of the smoothing around the circle, bins. */
  readonly sigma: number;
  /** Shortest stay for a bin to count, s. */
  readonly shortestStay: number;
  readonly binCorrection: boolean;
}

/** 60 bins of 6 degrees, smoothed by 2; every bin that was entered counts. */
export const directionDefaults: DirectionOptions = { bins: 60, sigma: 2, shortestStay: 0, binCorrection: false };

export interface DirectionTuning {
  /** [bins] Hz; NaN where the animal never looked. Bin k is centred at (k + 1/2) 2 pi / bins. */
  readonly rate: Float64Array;
  /** [bins] s */
  readonly occupancy: Float64Array;
  /** 0 for an untuned, 1 for a single direction; NaN for a silent cell */
  readonly vectorLength: number;
  /** Radians within (-pi, pi]. */
  readonly direction: number;
  /** sqrt(2 (1 - R)), radians. */
  readonly deviation: number;
}

/** Bin of each angle (radians), -1 where it is not finite. [samples] */
export const binOfAngles = (angles: Float64Array, bins: number): Int32Array =>
  integersOf(angles.length, (i) => {
    if (!Number.isFinite(angles[i])) return -1;
    const turns = angles[i] / (2 * Math.PI);
    return Math.min(bins - 1, Math.floor((turns - Math.floor(turns)) * bins));
  });

/** Tuning of cells over all sessions, from the direction bin of every sample and the activity of each. */
export type DirectionTuner = (amounts: readonly Placed[]) => DirectionTuning;

/** `dwell` holds the seconds of every sample (`dwellOf`); occupancy is worked out once for all cells. */
export function directionTuner(
  binOf: readonly Int32Array[],
  dwell: readonly Placed[],
  options: Partial<DirectionOptions> = {},
): DirectionTuner {
  const all = { ...directionDefaults, ...options };
  const occupancy = sumByBin(binOf, dwell, all.bins).map((seconds) => (seconds > all.shortestStay ? seconds : 0));
  return (amounts) => {
    const raw = sumByBin(binOf, amounts, all.bins).map((total, bin) => total / occupancy[bin]);
    const rate = smoothMean(raw, occupancy, 1, all.bins, { sigma: all.sigma, circularColumns: true });
    return { rate, occupancy, ...meanVector(rate, all.binCorrection) };
  };
}

/** Mean vector of a tuning curve over equal bins of the circle; NaN bins are left out. */
export function meanVector(
  rate: Float64Array,
  binCorrection = false,
): Pick<DirectionTuning, "vectorLength" | "direction" | "deviation"> {
  let [x, y, total] = [0, 0, 0];
  rate.forEach((value, bin) => {
    if (Number.isNaN(value)) return;
    const angle = ((bin + 0.5) * 2 * Math.PI) / rate.length;
    x += value * Math.cos(angle);
    y += value * Math.sin(angle);
    total += value;
  });
  const shrink = binCorrection ? Math.sin(Math.PI / rate.length) / (Math.PI / rate.length) : 1;
  const vectorLength = total > 0 ? Math.hypot(x, y) / total / shrink : Number.NaN;
  return { vectorLength, direction: Math.atan2(y, x), deviation: Math.sqrt(2 * Math.max(0, 1 - vectorLength)) };
}
