/** Covariance of the units that vary, with the divisor n - 1. */
import { dot } from "../math/linearAlgebra.js";
import { type Matrix, matrix } from "../math/matrix.js";
import { mean } from "../math/statistics.js";
import type { Representation } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";
import { sharedResults } from "./sharedWork.js";

/** A metric with nothing to choose. */
export type NoOptions = Readonly<Record<never, never>>;

export const covarianceSettings = ({ conditions, units }: Representation, { rows }: Matrix) => ({
  samples: conditions,
  units,
  varyingUnits: rows,
  divisor: "samples - 1",
});

const covariances = sharedResults<Matrix>();

/** Of the units that vary [units x units] */
export const unitCovariance = (representation: Representation): Matrix =>
  covariances(representation.activity, "", () => {
    const centred = varyingUnits(representation).map((unit) => {
      const values = unitActivity(representation, unit);
      const centre = mean(values);
      return values.map((value) => value - centre);
    });
    const out = matrix(centred.length, centred.length);
    centred.forEach((a, i) => {
      for (let j = i; j < centred.length; j++) {
        const value = dot(a, centred[j]) / (representation.conditions - 1);
        out.data[i * centred.length + j] = value;
        out.data[j * centred.length + i] = value;
      }
    });
    return out;
  });

export const diagonalOf = ({ rows, data }: Matrix): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) => data[i * rows + i]);
