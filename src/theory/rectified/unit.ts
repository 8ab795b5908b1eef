/** One rectified neuron: what it does and what it costs. */
import { dot, quadraticForm } from "../../math/linearAlgebra.js";
import type { Matrix } from "../../math/matrix.js";
import type { Cloud, RectifiedOptimum, Unit, UsedUnit } from "./protocols.js";

/** Cost below which a neuron is silent. */
const SILENT = 1e-12;

/** z = max(inputs w, 0) [points] */
export function activityOf({ inputs: { rows, columns, data } }: Cloud, weights: ArrayLike<number>): Float64Array {
  const out = new Float64Array(rows);
  for (let t = 0; t < rows; t++) {
    let sum = 0;
    for (let i = 0; i < columns; i++) sum += data[t * columns + i] * weights[i];
    out[t] = Math.max(0, sum);
  }
  return out;
}

/** c(u, b) = alpha E z^2 + lambda_in u' G_in^{-1} u */
export function costOf(
  { alpha, masses, inputPrice }: Cloud,
  weights: ArrayLike<number>,
  activity: Float64Array,
): number {
  let square = 0;
  for (let t = 0; t < activity.length; t++) square += masses[t] * activity[t] * activity[t];
  return alpha * square + quadraticForm(inputPrice, weights);
}

/** The neuron with these weights scaled to cost 1; undefined for one that is silent or never changes. */
export function unitOf(cloud: Cloud, weights: Float64Array): Unit | undefined {
  const activity = activityOf(cloud, weights);
  const cost = costOf(cloud, weights, activity);
  const gain = dot(weights, weights) - weights[cloud.dimension] ** 2;
  if (!(cost > SILENT * cloud.alpha * dot(weights, weights)) || gain === 0) return undefined;
  if (activity.every((value) => value === 0)) return undefined;
  const size = 1 / Math.sqrt(cost);
  return { weights: weights.map((value) => size * value), activity: activity.map((value) => size * value) };
}

/** |dual' z|^2: the energy that a unit of cost 1 saves, to first order. */
export function savingOf({ columns, data }: Matrix, activity: Float64Array): number {
  let square = 0;
  for (let k = 0; k < columns; k++) {
    let sum = 0;
    for (let t = 0; t < activity.length; t++) if (activity[t] !== 0) sum += data[t * columns + k] * activity[t];
    square += sum * sum;
  }
  return square;
}

/** Part of a unit's largest activity below zero at which its input counts as clipped: at an end of the range linear units touch zero. */
const CLIPPED = 1e-6;

/** Points at which the unit's input is below zero. */
export function clippedPoints(cloud: Cloud, { weights, activity }: Unit): Int32Array {
  const most = activity.reduce((a, b) => Math.max(a, b), 0);
  const below = activityOf(
    cloud,
    weights.map((value) => -value),
  );
  return Int32Array.from(below.keys()).filter((t) => below[t] > CLIPPED * most);
}

export interface ValuedUnit extends Unit {
  readonly value: number;
}

/** The neuron with these weights scaled to cost 1, and its value; undefined as for `unitOf`. */
export function valuedUnit(cloud: Cloud, weights: Float64Array, dual: Matrix): ValuedUnit | undefined {
  const unit = unitOf(cloud, weights);
  return unit && { ...unit, value: savingOf(dual, unit.activity) };
}

/** Units that a search returns, at most, where nothing else is said. */
export const MOST_FOUND = 12;

/** Part of the largest activity up to which two units count as one. */
const SAME = 1e-4;

/** The best `most` of the units, different from one another. */
export function bestUnits(units: readonly ValuedUnit[], most: number): Unit[] {
  const kept: Unit[] = [];
  for (const unit of [...units].sort((a, b) => b.value - a.value)) {
    if (kept.length === most) break;
    if (kept.every((other) => !isSame(unit, other))) kept.push({ weights: unit.weights, activity: unit.activity });
  }
  return kept;
}

/** Whether two units of cost 1 do the same at every point. */
export function isSame(a: Unit, b: Unit): boolean {
  let size = 0;
  for (const value of a.activity) size = Math.max(size, value);
  return a.activity.every((value, t) => Math.abs(value - b.activity[t]) <= SAME * size);
}

/** Part of the largest mass below which a unit is not in a code. */
const USED = 1e-6;

/** Units that are part of a code, the largest first. */
export function usedUnits({ units, masses }: Pick<RectifiedOptimum, "units" | "masses">): UsedUnit[] {
  const most = masses.reduce((a, b) => Math.max(a, b), 0);
  return units
    .map((unit, j) => ({ unit, mass: masses[j] }))
    .filter(({ mass }) => mass > USED * most)
    .sort((a, b) => b.mass - a.mass);
}
