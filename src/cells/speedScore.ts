/**
 * Speed score: Pearson's correlation of the animal's speed with the instantaneous rate, both smoothed in time; Kropff, Carmichael,
 * Moser and Moser, Nature 523 (2015): Gaussian of 250 ms, samples below 2 cm/s left out (here: below `smallestSpeed`, in the unit
 * of the positions per second; 0.02 for metres).
 */
import { pearson } from "../math/statistics.js";
import type { Session } from "./session.js";
import { gaussianSums, smoothMean } from "./smooth.js";

export interface SpeedOptions {
  /** Standard deviation of the smoothing in time, s. */
  readonly sigma: number;
  readonly smallestSpeed: number;
}

export const speedDefaults: SpeedOptions = { sigma: 0.25, smallestSpeed: 0.02 };

/** Fewer fast samples than this give no score. */
const FEWEST_SAMPLES = 100;

/**
 * Scores of cells in one session, from their amounts per sample. NaN where fewer than 100 samples are fast enough, or speed or rate
 * is constant.
 */
export function speedScorer(
  { dwell, speed, duration }: Session,
  options: Partial<SpeedOptions> = {},
): (amounts: Float64Array) => number {
  const { sigma, smallestSpeed } = { ...speedDefaults, ...options };
  const samples = dwell.length;
  const step = duration / dwell.reduce((count, seconds) => count + Math.sign(seconds), 0);
  const smooth = { sigma: sigma / step };
  const weights = dwell.map((seconds, i) => (Number.isFinite(speed[i]) ? seconds : 0));
  const pace = smoothMean(speed, weights, 1, samples, smooth);
  const seconds = gaussianSums(weights, 1, samples, smooth);
  const fast = Array.from(dwell.keys()).filter((i) => weights[i] > 0 && pace[i] >= smallestSpeed);
  const fastPace = Float64Array.from(fast, (i) => pace[i]);
  return (amounts) => {
    if (fast.length < FEWEST_SAMPLES) return Number.NaN;
    const sums = gaussianSums(amounts, 1, samples, smooth);
    return pearson(
      fastPace,
      Float64Array.from(fast, (i) => sums[i] / seconds[i]),
    );
  };
}
