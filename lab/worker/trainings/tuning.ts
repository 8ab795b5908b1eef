/** One unit against every factor, as curves of a few bins: what a page draws when a unit is pointed at. */
import type { Representation } from "../../../src/protocols.js";
import { TUNING_BINS } from "./protocol.js";

/** Mean activity [factors x bins] in equally wide bins between a factor's extremes; NaN where a bin is empty. */
export function tuningOf({ activity, conditions, units, factors }: Representation, unit: number): Float64Array {
  const curves = new Float64Array(factors.length * TUNING_BINS);
  for (const [f, { values }] of factors.entries()) {
    const bins = binsOf(values);
    const counts = new Float64Array(TUNING_BINS);
    for (let row = 0; row < conditions; row++) {
      counts[bins[row]]++;
      curves[f * TUNING_BINS + bins[row]] += activity[row * units + unit];
    }
    for (let bin = 0; bin < TUNING_BINS; bin++) curves[f * TUNING_BINS + bin] /= counts[bin];
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
