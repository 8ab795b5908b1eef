/** Every unit against every factor, as curves of a few bins: what a page draws when a unit is pointed at. */
import type { Representation } from "../../../src/protocols.js";
import { TUNING_BINS } from "./protocol.js";

/** Mean activity [units x factors x bins] in equally wide bins between a factor's extremes; NaN where a bin is empty. */
export function tuningOf({ activity, conditions, units, factors }: Representation): Float32Array {
  const curves = new Float32Array(units * factors.length * TUNING_BINS);
  for (const [f, { values }] of factors.entries()) {
    const bins = binsOf(values);
    const counts = new Float64Array(TUNING_BINS);
    const sums = new Float64Array(units * TUNING_BINS);
    for (let row = 0; row < conditions; row++) {
      counts[bins[row]]++;
      for (let unit = 0; unit < units; unit++) sums[unit * TUNING_BINS + bins[row]] += activity[row * units + unit];
    }
    for (let unit = 0; unit < units; unit++) {
      for (let bin = 0; bin < TUNING_BINS; bin++) {
        curves[(unit * factors.length + f) * TUNING_BINS + bin] = sums[unit * TUNING_BINS + bin] / counts[bin];
      }
    }
  }
  return curves;
}

function binsOf(values: Float64Array): Int32Array {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return Int32Array.from(values, (value) =>
    Math.min(TUNING_BINS - 1, Math.floor((TUNING_BINS * (value - low)) / (high - low || 1))),
  );
}
