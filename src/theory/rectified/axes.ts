/** Neurons about some of the factors, in the coordinates of a cloud. */
import { apply, backSubstitute } from "../../math/linearAlgebra.js";
import { type Matrix, matrix, multiply } from "../../math/matrix.js";
import { congruence } from "../problem.js";
import { orthonormalAxes } from "./arrangement.js";
import type { Cloud, RectifiedOracle } from "./protocols.js";

/** The weights [d + 1] of a row u along reduced coordinate `i`, unit vector. */
export function axisWeights({ lower, dimension }: Cloud, i: number): Float64Array {
  const row = lower.data.slice(i * dimension, (i + 1) * dimension);
  const size = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  return Float64Array.from({ length: dimension + 1 }, (_, j) => (j < dimension ? row[j] / size : 0));
}

/** The row u of M, in reduced coordinates [d], of weights [d + 1]. */
export const rowOfWeights = ({ lower, dimension }: Cloud, weights: Float64Array): Float64Array =>
  backSubstitute(lower, weights.slice(0, dimension));

/** The search that `oracleFor` makes of the cloud seen along some reduced coordinates only: of neurons about these. */
export function searchAbout(
  cloud: Cloud,
  coordinates: readonly number[],
  oracleFor: (seen: Cloud) => RectifiedOracle,
): RectifiedOracle {
  const span = spanAbout(cloud, coordinates);
  const oracle = oracleFor({
    ...cloud,
    dimension: coordinates.length,
    inputs: multiply(cloud.inputs, span),
    inputPrice: congruence(span, cloud.inputPrice),
  });
  return {
    search(dual, threshold, deadline, most) {
      const { bound, found } = oracle.search(dual, threshold, deadline, most);
      return { bound, found: found.map((unit) => ({ ...unit, weights: apply(span, unit.weights) })) };
    },
  };
}

/** Orthonormal columns [(d + 1) x (coordinates + 1)] that span these neurons, the bias last. */
function spanAbout(cloud: Cloud, coordinates: readonly number[]): Matrix {
  const axes = orthonormalAxes(coordinates.map((i) => axisWeights(cloud, i)));
  const k = cloud.dimension + 1;
  const out = matrix(k, axes.length + 1);
  axes.forEach((axis, j) => {
    for (let i = 0; i < k; i++) out.data[i * out.columns + j] = axis[i];
  });
  out.data[k * out.columns - 1] = 1;
  return out;
}
