/**
 * Nonnegative matrix factorisation X = C D of data X [samples x variables] into a code C and a dictionary D, both nonnegative, by
 * the multiplicative updates for squared error of Lee and Seung (NIPS 2000), which never raise it. New data are encoded by
 * exact nonnegative least squares with the dictionary held. The scale of a unit is free; here its dictionary row has length 1.
 */
import { InputError } from "../math/errors.js";
import { type Matrix, matrix, multiply, rowOf, transpose } from "../math/matrix.js";
import { nonnegativeLeastSquares } from "../math/nonnegativeLeastSquares.js";
import { fold, type Key, uniform } from "../math/random.js";
import { checkFit, checkVariables, type FittedCode } from "./linearCode.js";

export interface NmfOptions {
  readonly units: number;
  readonly iterations: number;
  /** Stop when ten iterations lower the squared error by less than this fraction of where it began. */
  readonly tolerance: number;
}

export interface NonnegativeFactors extends FittedCode {
  /** D [units x variables], rows of length 1 (or 0) */
  readonly dictionary: Matrix;
  /** Sum of squared errors after every tenth iteration. */
  readonly errors: readonly number[];
}

const CHECK_EVERY = 10;
/** Keeps quotients finite, far below any entry that matters. */
const TINY = 1e-12;

/** Throws InputError where an entry is negative, and as `pca` does. */
export function nmf(
  data: Matrix,
  { units, iterations = 2000, tolerance = 1e-6 }: Partial<NmfOptions> & Pick<NmfOptions, "units">,
  key: Key,
): NonnegativeFactors {
  checkFit(data, units, "NMF");
  checkNonnegative(data);
  const size = Math.sqrt(data.data.reduce((sum, value) => sum + value, 0) / data.data.length / units);
  let code = randomMatrix(fold(key, "code"), data.rows, units, size);
  let dictionary = randomMatrix(fold(key, "dictionary"), units, data.columns, size);
  const errors = [squaredDifference(data, multiply(code, dictionary))];
  let converged = false;
  for (let done = 0; done < iterations && !converged; done++) {
    code = transpose(updated(transpose(code), transpose(dictionary), transpose(data)));
    dictionary = updated(dictionary, code, data);
    if ((done + 1) % CHECK_EVERY > 0) continue;
    errors.push(squaredDifference(data, multiply(code, dictionary)));
    converged = errors[errors.length - 2] - errors[errors.length - 1] <= tolerance * errors[0];
  }
  const unitLength = withUnitRows(dictionary);
  return {
    name: "NMF",
    units,
    converged,
    dictionary: unitLength,
    errors,
    encode: (fresh) => encode(fresh, unitLength),
  };
}

function checkNonnegative({ data, columns }: Matrix): void {
  const bad = data.findIndex((value) => value < 0);
  if (bad < 0) return;
  throw new InputError(
    `NMF takes data without negative values; row ${Math.floor(bad / columns)}, column ${bad % columns} is ${data[bad]}: shift them first`,
  );
}

const randomMatrix = (key: Key, rows: number, columns: number, size: number): Matrix =>
  matrix(
    rows,
    columns,
    uniform(key, rows * columns).map((value) => size * (value + TINY)),
  );

/** H <- H * (W' X) / (W' W H), the update of the right factor of X = W H. */
function updated(right: Matrix, left: Matrix, data: Matrix): Matrix {
  const back = transpose(left);
  const wanted = multiply(back, data).data;
  const had = multiply(multiply(back, left), right).data;
  return matrix(
    right.rows,
    right.columns,
    right.data.map((value, i) => (value * wanted[i]) / (had[i] + TINY)),
  );
}

const squaredDifference = (a: Matrix, b: Matrix): number =>
  a.data.reduce((sum, value, i) => sum + (value - b.data[i]) ** 2, 0);

function withUnitRows(dictionary: Matrix): Matrix {
  const lengths = Array.from({ length: dictionary.rows }, (_, unit) => Math.hypot(...rowOf(dictionary, unit)));
  return matrix(
    dictionary.rows,
    dictionary.columns,
    dictionary.data.map((value, i) => value / (lengths[Math.floor(i / dictionary.columns)] || 1)),
  );
}

function encode(fresh: Matrix, dictionary: Matrix): Matrix {
  checkVariables(fresh, dictionary.columns);
  const rows = Array.from({ length: dictionary.rows }, (_, unit) => rowOf(dictionary, unit));
  const code = matrix(fresh.rows, dictionary.rows);
  for (let sample = 0; sample < fresh.rows; sample++) {
    const { active, weights } = nonnegativeLeastSquares(rows, rowOf(fresh, sample));
    for (const [i, unit] of active.entries()) code.data[sample * dictionary.rows + unit] = weights[i];
  }
  return code;
}
