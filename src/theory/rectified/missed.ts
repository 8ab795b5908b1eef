/** What the best readout of a rectified code leaves unpredicted of every coordinate: ridge regression on the units' activities, ridge lambda_out / gamma. */
import { cholesky, choleskySolve, dot } from "../../math/linearAlgebra.js";
import { type Matrix, matrix } from "../../math/matrix.js";
import type { Cloud, UsedUnit } from "./protocols.js";

/** Part of the units' variance that is added to it: units may be alike, and the ridge less than rounding. */
const ALIKE = 1e-12;

/** Variance left of every coordinate of the reduced problem [d]. */
export function missedVariances(cloud: Cloud, used: readonly UsedUnit[]): Float64Array {
  const roots = cloud.masses.map(Math.sqrt);
  const units = used.map(({ unit, mass }) => centred(cloud, unit.activity, Math.sqrt(mass), roots));
  const factor = factored(units, cloud.lambdaOut / cloud.gamma);
  return Float64Array.from({ length: cloud.dimension }, (_, i) => {
    const y = coordinate(cloud, i).map((value, t) => roots[t] * value);
    const readout = choleskySolve(
      factor,
      Float64Array.from(units, (z) => dot(z, y)),
    );
    units.forEach((z, j) => {
      for (let t = 0; t < y.length; t++) y[t] -= readout[j] * z[t];
    });
    return dot(y, y);
  });
}

/** Of a unit of this gain, each point times the root of its weight. */
function centred({ masses }: Cloud, activity: Float64Array, gain: number, roots: Float64Array): Float64Array {
  const mean = dot(masses, activity);
  return activity.map((value, t) => gain * roots[t] * (value - mean));
}

/** Row i of the covariance's root times the whitened points. */
function coordinate({ dimension, inputs, lower }: Cloud, i: number): Float64Array {
  const row = lower.data.subarray(i * dimension, (i + 1) * dimension);
  return Float64Array.from({ length: inputs.rows }, (_, t) =>
    dot(row, inputs.data.subarray(t * inputs.columns, t * inputs.columns + dimension)),
  );
}

/** Lower-triangular root of the units' overlaps and the ridge. */
function factored(units: readonly Float64Array[], ridge: number): Matrix {
  const overlaps = matrix(units.length, units.length);
  const total = units.reduce((sum, z) => sum + dot(z, z), 0);
  units.forEach((z, i) => {
    for (let j = 0; j < units.length; j++) overlaps.data[i * units.length + j] = dot(z, units[j]);
    overlaps.data[i * (units.length + 1)] += ridge + ALIKE * total;
  });
  return cholesky(overlaps);
}
