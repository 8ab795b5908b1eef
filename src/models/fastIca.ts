/**
 * Independent components by the fixed-point iteration FastICA (Hyvarinen and Oja, Neural Networks 13, 411 (2000)): the directions
 * of whitened data that are least Gaussian, all at once with symmetric decorrelation, for the contrast log cosh (g = tanh).
 * Components have variance 1; their order and signs are arbitrary.
 */
import { spectralMap } from "../math/linearAlgebra.js";
import { type Matrix, matrix, multiply, scale, transpose } from "../math/matrix.js";
import { randomOrthonormalRows } from "../math/orthogonal.js";
import type { Key } from "../math/random.js";
import { centredOn, checkVariables, type FittedCode } from "./linearCode.js";
import { pca, whitening } from "./pca.js";

export interface FastIcaOptions {
  readonly units: number;
  readonly iterations: number;
  /** Largest change of a direction, 1 - |cosine|, at which it counts as found. */
  readonly tolerance: number;
}

export interface IndependentComponents extends FittedCode {
  /** code = unmixing (x - mean) [units x variables] */
  readonly unmixing: Matrix;
  readonly iterations: number;
}

/** Throws InputError as `pca` does, and where the data vary in fewer directions than units. */
export function fastIca(
  data: Matrix,
  { units, iterations = 400, tolerance = 1e-8 }: Partial<FastIcaOptions> & Pick<FastIcaOptions, "units">,
  key: Key,
): IndependentComponents {
  const principal = pca(data, units);
  const whiten = whitening(principal);
  const white = multiply(centredOn(data, principal.mean), transpose(whiten)); // [samples x units]
  let directions = randomOrthonormalRows(key, units, units);
  let [done, change] = [0, Number.POSITIVE_INFINITY];
  for (; done < iterations && !(change < tolerance); done++) {
    const next = decorrelated(fixedPoint(white, directions));
    change = largestTurn(directions, next);
    directions = next;
  }
  const unmixing = multiply(directions, whiten);
  return {
    name: "FastICA",
    units,
    converged: change < tolerance,
    iterations: done,
    unmixing,
    encode(fresh) {
      checkVariables(fresh, data.columns);
      return multiply(centredOn(fresh, principal.mean), transpose(unmixing));
    },
  };
}

/** w -> E[x g(w'x)] - E[g'(w'x)] w, for every row w of `directions`. */
function fixedPoint(white: Matrix, directions: Matrix): Matrix {
  const { rows: samples, columns: units } = white;
  const squashed = multiply(white, transpose(directions));
  squashed.data.forEach((value, i) => {
    squashed.data[i] = Math.tanh(value);
  });
  const slopes = new Float64Array(units);
  for (const [i, value] of squashed.data.entries()) slopes[i % units] += (1 - value * value) / samples;
  const pulled = scale(multiply(transpose(squashed), white), 1 / samples);
  return matrix(
    units,
    units,
    pulled.data.map((value, i) => value - slopes[Math.floor(i / units)] * directions.data[i]),
  );
}

/** (W W')^(-1/2) W: the nearest matrix with orthonormal rows. */
const decorrelated = (w: Matrix): Matrix =>
  multiply(
    spectralMap(multiply(w, transpose(w)), (value) => 1 / Math.sqrt(value)),
    w,
  );

function largestTurn(before: Matrix, after: Matrix): number {
  let most = 0;
  for (let unit = 0; unit < before.rows; unit++) {
    let cosine = 0;
    for (let j = 0; j < before.columns; j++) {
      cosine += before.data[unit * before.columns + j] * after.data[unit * before.columns + j];
    }
    most = Math.max(most, Math.abs(1 - Math.abs(cosine)));
  }
  return most;
}
