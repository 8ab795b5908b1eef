/**
 * Activity in time with random phases: a null that keeps how a cell's rate varies in time (its spectrum and its values) and loses when.
 * Theiler et al., Physica D 58 (1992), by way of math/phaseRandomise.ts.
 *
 * Spikes are points: their rate (Gaussian of 250 ms) is randomised, and Poisson spikes are drawn from it. Their noise counts twice, so
 * that this null is a little harder to beat than a shift in time.
 */
import { powerOfTwo } from "../../math/fourier.js";
import { adjustedPhaseRandomiser } from "../../math/phaseRandomise.js";
import { fold, type Key } from "../../math/random.js";
import { poissonSpikes } from "../../tasks/space/poissonSpikes.js";
import type { CellActivity } from "./cellActivity.js";
import type { Session } from "./session.js";
import { gaussianSums } from "./smooth.js";

/** Standard deviation of the smoothing of spikes, s. */
const SIGMA = 0.25;

/** Surrogates of one cell in one session. */
export function phaseSurrogates({ duration }: Session, activity: CellActivity, key: Key): (draw: Key) => CellActivity {
  const steps = powerOfTwo(duration / (SIGMA / 4));
  const step = duration / steps;
  const begins = Float64Array.from({ length: steps }, (_, i) => i * step);
  const isSpikes = !Number.isNaN(activity.spikes);
  const randomise = adjustedPhaseRandomiser(rateIn(activity, steps, step, isSpikes), fold(key, "surrogate"));
  return (draw) => {
    const rate = randomise(draw);
    const clock = isSpikes
      ? poissonSpikes(fold(draw, "spikes"), begins, new Float64Array(steps).fill(step), rate)
      : begins.map((begin) => begin + step / 2);
    const amount = isSpikes ? new Float64Array(clock.length).fill(1) : rate.map((value) => value * step);
    return { ...activity, clock, amount };
  };
}

/** Amount per second in every step; smoothed for spikes. */
function rateIn({ clock, amount }: CellActivity, steps: number, step: number, isSpikes: boolean): Float64Array {
  const totals = new Float64Array(steps);
  clock.forEach((time, event) => {
    totals[Math.min(steps - 1, Math.floor(time / step))] += amount[event];
  });
  const smooth = { sigma: isSpikes ? SIGMA / step : 0, circularColumns: true };
  const whole = gaussianSums(Float64Array.of(1, ...new Float64Array(steps - 1)), 1, steps, smooth);
  const weight = step * whole.reduce((sum, value) => sum + value, 0);
  return gaussianSums(totals, 1, steps, smooth).map((sum) => sum / weight);
}
