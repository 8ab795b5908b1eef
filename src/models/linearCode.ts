/** Codes that are fitted rather than trained: the baselines PCA, ICA and NMF, all of one shape. */
import { InputError } from "../math/errors.js";
import { combine, type Matrix, matrix } from "../math/matrix.js";

export interface FittedCode {
  readonly name: string;
  readonly units: number;
  /** Whether the iteration met its tolerance; true for closed forms. */
  readonly converged: boolean;
  /** Data [samples x variables] -> code [samples x units]. Throws InputError when the variables are not those of the fit. */
  encode(data: Matrix): Matrix;
}

export function checkFit(data: Matrix, units: number, method: string): void {
  const bad = data.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new InputError(`row ${Math.floor(bad / data.columns)} of the data is ${data.data[bad]}; give finite numbers`);
  if (data.rows < 2) throw new InputError(`${method} needs at least 2 samples, not ${data.rows}`);
  if (!(Number.isInteger(units) && units >= 1 && units <= data.columns)) {
    throw new InputError(`${method} of ${data.columns} variables has 1 to ${data.columns} units, not ${units}`);
  }
}

export function checkVariables(data: Matrix, variables: number): void {
  if (data.columns !== variables) {
    throw new InputError(`the code was fitted to ${variables} variables, these data have ${data.columns}`);
  }
}

/** The mean of every column [columns]. */
export function columnMeans({ rows, columns, data }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (const [i, value] of data.entries()) means[i % columns] += value / rows;
  return means;
}

/** Every row minus `centre`. */
export const centredOn = (data: Matrix, centre: Float64Array): Matrix =>
  combine(
    data,
    matrix(
      data.rows,
      data.columns,
      data.data.map((_, i) => centre[i % data.columns]),
    ),
    1,
    -1,
  );
