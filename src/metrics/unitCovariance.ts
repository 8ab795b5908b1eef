/** Covariance of the units that vary, with the divisor n - 1. */
import { type Matrix, matrix } from "../math/matrix.js";
import { mean } from "../math/statistics.js";
import type { Representation } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";

/** A metric with nothing to choose. */
export type NoOptions = Readonly<Record<never, never>>;

export const covarianceSettings = ({ conditions, units }: Representation, { rows }: Matrix) => ({
  samples: conditions,
  units,
  varyingUnits: rows,
  divisor: "samples - 1",
});

/** Of the units that vary [units x units] */
export function unitCovariance(representation: Representation): Matrix {
  const centred = varyingUnits(representation).map((unit) => {
    const values = unitActivity(representation, unit);
    const centre = mean(values);
    return values.map((value) => value - centre);
  });
  const out = matrix(centred.length, centred.length);
  centred.forEach((a, i) => {
    centred.forEach((b, j) => {
      let sum = 0;
      for (let row = 0; row < a.length; row++) sum += a[row] * b[row];
      out.data[i * centred.length + j] = sum / (representation.conditions - 1);
    });
  });
  return out;
}

export const diagonalOf = ({ rows, data }: Matrix): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) => data[i * rows + i]);
