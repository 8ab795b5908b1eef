/** Poisson spike trains of a changing rate. */
import { type Key, uniform } from "../../math/random.js";

/**
 * Spike times (s, ascending): in sample i, which begins at t[i] and lasts dwell[i] seconds, the rate is rate[i] Hz. Waiting times are
 * exponential in the expected count.
 */
export function poissonSpikes(key: Key, t: Float64Array, dwell: Float64Array, rate: Float64Array): Float64Array {
  const expected = rate.reduce((sum, hertz, i) => sum + hertz * dwell[i], 0);
  const waits = uniform(key, Math.ceil(expected + 12 * Math.sqrt(expected) + 100)).map((u) => -Math.log(1 - u));
  const times: number[] = [];
  let next = waits[0];
  let passed = 0;
  for (let i = 0; i < t.length; i++) {
    const here = rate[i] * dwell[i];
    while (next <= passed + here) {
      times.push(t[i] + ((next - passed) / here) * dwell[i]);
      next += waits[times.length];
    }
    passed += here;
  }
  return Float64Array.from(times);
}
