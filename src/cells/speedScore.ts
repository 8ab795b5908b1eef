/**
 * Speed score: Pearson's correlation of the animal's speed with the instantaneous rate, both smoothed in time; Kropff, Carmichael,
 * Moser and Moser, Nature 523 (2015): Gaussian of 250 ms, samples below 2 cm/s left out (here: below `smallestSpeed`, in the unit
 * of the positions per second; 0.02 for metres).
 */
import { pearson } from "../math/statistics.js";
import type { Session } from "./session.js";
import { smoothMean } from "./smooth.js";

export interface SpeedOptions {
  /** Standard deviation of the smoothing in time, s. */
  readonly sigma: number;
  readonly smallestSpeed: number;
}

export const speedDefaults: SpeedOptions = { sigma: 0.25, smallestSpeed: 0.02 };

/** NaN where fewer than 100 samples are fast enough, or speed or rate is constant. `counts` are spikes per sample. */
export function speedScore(session: Session, counts: Float64Array, options: Partial<SpeedOptions> = {}): number {
  const { sigma, smallestSpeed } = { ...speedDefaults, ...options };
  const { dwell, speed } = session;
  const step = session.duration / Math.max(1, dwell.filter((seconds) => seconds > 0).length);
  const smooth = { sigma: sigma / step, circularColumns: false };
  const weights = dwell.map((seconds, i) => (Number.isFinite(speed[i]) ? seconds : 0));
  const rate = smoothMean(
    counts.map((count, i) => count / dwell[i]),
    weights,
    1,
    dwell.length,
    smooth,
  );
  const pace = smoothMean(speed, weights, 1, dwell.length, smooth);
  const fast = Array.from(dwell.keys()).filter((i) => weights[i] > 0 && pace[i] >= smallestSpeed);
  if (fast.length < 100) return Number.NaN;
  return pearson(
    fast.map((i) => pace[i]),
    fast.map((i) => rate[i]),
  );
}
