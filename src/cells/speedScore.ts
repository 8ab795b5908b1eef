/**
 * Speed score: Pearson's correlation of the animal's speed with the instantaneous rate, both smoothed in time; Kropff, Carmichael,
 * Moser and Moser, Nature 523 (2015): Gaussian of 250 ms, samples below 2 cm/s left out (here: below `smallestSpeed`, in the unit
 * of the positions per second; 0.02 for metres).
 */
import { mean } from "../math/statistics.js";
import { type Placed, perSample } from "./cellActivity.js";
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
 * Scores of cells in one session. NaN where fewer than 100 samples are fast enough, or speed or rate is constant.
 */
export function speedScorer(
  { dwell, speed, duration }: Session,
  options: Partial<SpeedOptions> = {},
): (amounts: Placed) => number {
  const { sigma, smallestSpeed } = { ...speedDefaults, ...options };
  const samples = dwell.length;
  const step = duration / dwell.reduce((count, seconds) => count + Math.sign(seconds), 0);
  const smooth = { sigma: sigma / step };
  const weights = dwell.map((seconds, i) => (Number.isFinite(speed[i]) ? seconds : 0));
  const pace = smoothMean(speed, weights, 1, samples, smooth);
  const seconds = gaussianSums(weights, 1, samples, smooth);
  const fast = Int32Array.from(Array.from(dwell.keys()).filter((i) => weights[i] > 0 && pace[i] >= smallestSpeed));
  const paceDeviation = centred(Float64Array.from(fast, (i) => pace[i]));
  const spread = paceDeviation.reduce((sum, value) => sum + value * value, 0);
  return (amounts) => {
    if (fast.length < FEWEST_SAMPLES) return Number.NaN;
    const sums = gaussianSums(perSample(amounts, samples), 1, samples, smooth);
    let [total, squares, product] = [0, 0, 0];
    for (let k = 0; k < fast.length; k++) {
      const rate = sums[fast[k]] / seconds[fast[k]];
      total += rate;
      squares += rate * rate;
      product += rate * paceDeviation[k];
    }
    const variation = squares - (total * total) / fast.length;
    return variation > ROUNDING * squares ? product / Math.sqrt(spread * variation) : Number.NaN;
  };
}

/** A rate that varies by less than this share of its mean square does not vary. */
const ROUNDING = 1e-12;

function centred(values: Float64Array): Float64Array {
  const middle = mean(values);
  return values.map((value) => value - middle);
}
