/**
 * Principal components (Pearson 1901; Jolliffe, "Principal Component Analysis", 2002): the orthogonal directions of largest
 * variance. Variances are over n - 1. Signs are arbitrary: here the entry largest in size is positive.
 */
import { InputError } from "../math/errors.js";
import { symmetricEigen } from "../math/linearAlgebra.js";
import { column, gram, type Matrix, matrix, multiply, scale, transpose } from "../math/matrix.js";
import { centredOn, checkFit, checkVariables, columnMeans, type FittedCode } from "./linearCode.js";

export interface PrincipalComponents extends FittedCode {
  /** [variables] */
  readonly mean: Float64Array;
  /** Unit directions, largest variance first [units x variables]. */
  readonly components: Matrix;
  /** Variance along each [units]. */
  readonly variances: Float64Array;
}

/** Throws InputError for data [samples x variables] that are not finite, too few, or of fewer variables than units. */
export function pca(data: Matrix, units: number): PrincipalComponents {
  checkFit(data, units, "PCA");
  const mean = columnMeans(data);
  const covariance = scale(gram(centredOn(data, mean)), 1 / (data.rows - 1));
  const { values, vectors } = symmetricEigen(covariance);
  const components = matrix(units, data.columns);
  for (let unit = 0; unit < units; unit++) {
    components.data.set(positiveLead(column(vectors, data.columns - 1 - unit)), unit * data.columns);
  }
  const variances = Float64Array.from({ length: units }, (_, unit) => Math.max(0, values[data.columns - 1 - unit]));
  return {
    name: "PCA",
    units,
    converged: true,
    mean,
    components,
    variances,
    encode(fresh) {
      checkVariables(fresh, data.columns);
      return multiply(centredOn(fresh, mean), transpose(components));
    },
  };
}

function positiveLead(direction: Float64Array): Float64Array {
  const lead = direction.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return lead < 0 ? direction.map((value) => -value) : direction;
}

/**
 * The linear map to `units` uncorrelated variables of variance 1 [units x variables]. Throws InputError where the data vary in
 * fewer directions.
 */
export function whitening({ components, variances }: PrincipalComponents): Matrix {
  const small = variances.findIndex((variance) => !(variance > 1e-10 * variances[0]));
  if (small >= 0) {
    throw new InputError(
      `the data vary in ${small} directions only: ask for ${small} units instead of ${variances.length}`,
    );
  }
  const rows = components.data.map((value, i) => value / Math.sqrt(variances[Math.floor(i / components.columns)]));
  return matrix(components.rows, components.columns, rows);
}
