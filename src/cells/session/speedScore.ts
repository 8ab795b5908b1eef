/**
 * Speed score: Pearson's correlation of the animal's speed with the instantaneous rate, both smoothed in time; Kropff, Carmichael,
 * Moser and Moser, Nature 523 (2015): Gaussian of 250 ms, moments below 2 cm/s left out (here: below `smallestSpeed`, in the unit
 * of the positions per second; 0.02 for metres).
 *
 * Both are averaged over steps of a quarter of the Gaussian on the session's clock, and the end of a session is joined to its start.
 * Smoothing and shifting in time then change places: a cell is smoothed once and moved by whole steps for its null.
 */
import { integersOf } from "../../math/integers.js";
import { type CellActivity, sessionClock } from "./cellActivity.js";
import type { Session } from "./session.js";
import { gaussianSums, smoothMean } from "./smooth.js";

export interface SpeedOptions {
  /** Standard deviation of the smoothing in time, s. */
  readonly sigma: number;
  readonly smallestSpeed: number;
}

/** Smoothed over 0.25 s; slower than 0.02 lengths a second, 2 cm/s in metres, is no movement. */
export const speedDefaults: SpeedOptions = { sigma: 0.25, smallestSpeed: 0.02 };

/** Fewer fast steps than this give no score. */
const FEWEST_STEPS = 100;

/** The score of one cell over all sessions after its activity has been moved by a time in each, s; NaN where it is undefined. */
export type ShiftedSpeedScore = (shifts: readonly number[]) => number;

/** Scores of cells, one activity for each session. NaN with fewer than 100 fast steps, or where speed or rate is constant. */
export type SpeedScorer = (activity: readonly CellActivity[]) => ShiftedSpeedScore;

/** Smooths the speed of all sessions once, for the scores of any number of cells. Kropff et al. 2015. */
export function speedScorer(sessions: readonly Session[], options: Partial<SpeedOptions> = {}): SpeedScorer {
  const { sigma, smallestSpeed } = { ...speedDefaults, ...options };
  const paces = sessions.map((of) => paceOf(of, sigma, smallestSpeed));
  const count = paces.reduce((sum, { pace }) => sum + pace.length, 0);
  const middle = paces.reduce((sum, { pace }) => pace.reduce((total, one) => total + one, sum), 0) / count;
  const spread = paces.reduce((sum, { pace }) => pace.reduce((total, one) => total + (one - middle) ** 2, sum), 0);
  return (activity) => {
    const rates = activity.map((of, session) => smoothRate(of, paces[session]));
    return (shifts) => {
      if (count < FEWEST_STEPS) return Number.NaN;
      const sums = { total: 0, squares: 0, product: 0 };
      for (const [session, rate] of rates.entries()) addShifted(sums, paces[session], middle, rate, shifts[session]);
      const variation = sums.squares - sums.total ** 2 / count;
      return variation > ROUNDING * sums.squares ? sums.product / Math.sqrt(spread * variation) : Number.NaN;
    };
  };
}

/** A rate that varies by less than this share of its mean square does not vary. */
const ROUNDING = 1e-12;

interface Pace {
  readonly steps: number;
  /** s */
  readonly step: number;
  /** Standard deviation of the smoothing, steps. */
  readonly sigma: number;
  /** [steps] smoothed seconds */
  readonly seconds: Float64Array;
  /** [fast] numbers of the steps that are fast enough */
  readonly fast: Int32Array;
  /** [fast] smoothed speed */
  readonly pace: Float64Array;
}

function paceOf(of: Session, sigma: number, smallestSpeed: number): Pace {
  const { dwell, speed, duration } = of;
  const clock = sessionClock(of);
  const samples = dwell.reduce((count, seconds) => count + Math.sign(seconds), 0);
  const steps = Math.max(1, Math.round(duration / Math.max(sigma / 4, duration / samples)));
  const step = duration / steps;
  const [seconds, weights, totals] = [0, 1, 2].map(() => new Float64Array(steps));
  for (let i = 0; i < dwell.length; i++) {
    const at = stepAt(clock[i] + dwell[i] / 2, step, steps);
    seconds[at] += dwell[i];
    if (dwell[i] === 0 || !Number.isFinite(speed[i])) continue;
    weights[at] += dwell[i];
    totals[at] += dwell[i] * speed[i];
  }
  const smooth = { sigma: sigma / step, circularColumns: true };
  const means = totals.map((total, at) => total / weights[at]);
  const pace = smoothMean(means, weights, 1, steps, smooth);
  const fast = integersOf(steps, (at) => at).filter((at) => pace[at] >= smallestSpeed);
  const smoothSeconds = gaussianSums(seconds, 1, steps, smooth);
  return { steps, step, sigma: smooth.sigma, seconds: smoothSeconds, fast, pace: fastOnly(pace, fast) };
}

const fastOnly = (pace: Float64Array, fast: Int32Array): Float64Array =>
  new Float64Array(fast.length).map((_, k) => pace[fast[k]]);

const stepAt = (time: number, step: number, steps: number): number => Math.min(steps - 1, Math.floor(time / step));

function smoothRate({ clock, amount }: CellActivity, { steps, step, sigma, seconds }: Pace): Float64Array {
  const totals = new Float64Array(steps);
  for (let event = 0; event < clock.length; event++) totals[stepAt(clock[event], step, steps)] += amount[event];
  return gaussianSums(totals, 1, steps, { sigma, circularColumns: true }).map((sum, at) => sum / seconds[at]);
}

interface Sums {
  total: number;
  squares: number;
  product: number;
}

function addShifted(
  sums: Sums,
  { steps, step, fast, pace }: Pace,
  middle: number,
  rate: Float64Array,
  shift: number,
): void {
  const moved = Math.round(shift / step) % steps;
  let [total, squares, product] = [0, 0, 0];
  for (let k = 0; k < fast.length; k++) {
    const from = fast[k] - moved;
    const value = rate[from < 0 ? from + steps : from];
    total += value;
    squares += value * value;
    product += value * (pace[k] - middle);
  }
  sums.total += total;
  sums.squares += squares;
  sums.product += product;
}
