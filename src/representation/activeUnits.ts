/** Which units do anything at all. */
import type { Representation } from "../protocols.js";

/** Mean of |a| of every unit [units]. */
export function meanMagnitude({ activity, conditions, units }: Representation): Float64Array {
  const out = new Float64Array(units);
  for (let at = 0; at < activity.length; at += units) {
    for (let unit = 0; unit < units; unit++) out[unit] += Math.abs(activity[at + unit]) / conditions;
  }
  return out;
}

/** Mean of a^2 of every unit [units]: the energy it spends. */
export function meanSquare({ activity, conditions, units }: Representation): Float64Array {
  const out = new Float64Array(units);
  for (let at = 0; at < activity.length; at += units) {
    for (let unit = 0; unit < units; unit++) out[unit] += (activity[at + unit] * activity[at + unit]) / conditions;
  }
  return out;
}

/** Units whose largest value exceeds their smallest. */
export function varyingUnits({ activity, units }: Representation): number[] {
  const varies = new Uint8Array(units);
  for (let at = 0; at < activity.length; at += units) {
    for (let unit = 0; unit < units; unit++) if (activity[at + unit] !== activity[unit]) varies[unit] = 1;
  }
  return Array.from({ length: units }, (_, unit) => unit).filter((unit) => varies[unit]);
}

/** Units with mean |a| above `fraction` of the largest; none where all are silent. */
export function activeUnits(source: Representation, fraction = 1 / 20): number[] {
  const magnitude = meanMagnitude(source);
  const largest = magnitude.reduce((most, value) => Math.max(most, value), 0);
  return Array.from({ length: source.units }, (_, unit) => unit).filter((unit) => magnitude[unit] > fraction * largest);
}
