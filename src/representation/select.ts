/** Parts of a representation: some conditions, some units, other activity. */
import { type Matrix, matrix } from "../math/matrix.js";
import type { Factor, Representation } from "../protocols.js";

/** Activity of one unit over all conditions [conditions]. */
export function unitActivity({ activity, conditions, units }: Representation, unit: number): Float64Array {
  const out = new Float64Array(conditions);
  for (let i = 0; i < conditions; i++) out[i] = activity[i * units + unit];
  return out;
}

/** Activity by unit, [units x conditions]: each unit's values side by side, as the estimators read them. */
export function activityByUnit({ activity, conditions, units }: Representation): Float64Array {
  const out = new Float64Array(activity.length);
  const tile = 32; // rows and columns of a tile stay in cache while it is turned over
  for (let top = 0; top < conditions; top += tile) {
    for (let left = 0; left < units; left += tile) {
      const bottom = Math.min(top + tile, conditions);
      const right = Math.min(left + tile, units);
      for (let i = top; i < bottom; i++) {
        for (let j = left; j < right; j++) out[j * conditions + i] = activity[i * units + j];
      }
    }
  }
  return out;
}

/** A factor's values at the given conditions, in that order. */
export function takeFactor(factor: Factor, indices: ArrayLike<number>): Factor {
  const values = new Float64Array(indices.length);
  for (let i = 0; i < values.length; i++) values[i] = factor.values[indices[i]];
  return { ...factor, values };
}

/** The given conditions, in that order; repeats are allowed. */
export function takeConditions(source: Representation, indices: ArrayLike<number>): Representation {
  const { units } = source;
  const activity = new Float64Array(indices.length * units);
  for (let i = 0; i < indices.length; i++) {
    activity.set(source.activity.subarray(indices[i] * units, (indices[i] + 1) * units), i * units);
  }
  const factors = source.factors.map((factor) => takeFactor(factor, indices));
  const { trialsPerCell: _, ...rest } = source; // cells do not stay whole
  return { ...rest, conditions: indices.length, activity, factors };
}

/** The given units, in that order. */
export function takeUnits(source: Representation, indices: ArrayLike<number>): Representation {
  const units = indices.length;
  const activity = new Float64Array(source.conditions * units);
  for (let i = 0; i < source.conditions; i++) {
    for (let j = 0; j < units; j++) activity[i * units + j] = source.activity[i * source.units + indices[j]];
  }
  const names = source.unitNames;
  return { ...source, units, activity, ...(names && { unitNames: Array.from(indices, (unit) => names[unit]) }) };
}

/** The same activity with other factors. */
export const withFactors = (source: Representation, factors: readonly Factor[]): Representation => ({
  ...source,
  factors,
});

/** The same factors and shape with other activity [conditions x units]. */
export const withActivity = (source: Representation, activity: Float64Array): Representation => ({
  ...source,
  activity,
});

/** Activity less the mean of its unit [conditions x units]. */
export function centredActivity({ activity, conditions, units }: Representation): Matrix {
  const means = new Float64Array(units);
  for (let at = 0; at < activity.length; at += units) {
    for (let unit = 0; unit < units; unit++) means[unit] += activity[at + unit] / conditions;
  }
  const centred = new Float64Array(activity.length);
  for (let at = 0; at < activity.length; at += units) {
    for (let unit = 0; unit < units; unit++) centred[at + unit] = activity[at + unit] - means[unit];
  }
  return matrix(conditions, units, centred);
}
