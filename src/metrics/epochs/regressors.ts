/** Variables as columns to be regressed on, so that variables of every kind have directions in the space of neurons. */
import { type Matrix, matrix } from "../../math/matrix.js";
import { mean, standardDeviation } from "../../math/statistics.js";
import type { Factor } from "../../protocols.js";

/** A variable and the columns that stand for it. */
export interface EncodedVariable {
  readonly name: string;
  readonly columns: readonly number[];
}

export interface Regressors {
  /** [rows x columns], without a constant */
  readonly design: Matrix;
  readonly variables: readonly EncodedVariable[];
}

/**
 * Columns of all variables: L - 1 orthonormal contrasts of the L levels of a categorical one, so that every level counts alike; cosine
 * and sine of a circular one; a continuous one about its mean, in its standard deviations.
 */
export function regressorsOf(factors: readonly Factor[]): Regressors {
  const rows = factors[0].values.length;
  const columns = factors.map(columnsOf);
  const flat = columns.flat();
  const data = new Float64Array(rows * flat.length);
  flat.forEach((values, column) => {
    for (let row = 0; row < rows; row++) data[row * flat.length + column] = values[row];
  });
  let next = 0;
  const variables = factors.map(({ name }, i) => ({ name, columns: columns[i].map(() => next++) }));
  return { design: matrix(rows, flat.length, data), variables };
}

function columnsOf({ kind, values, period = Number.NaN, levels }: Factor): Float64Array[] {
  if (kind === "categorical") return contrasts(values, levels?.length ?? Math.max(...values) + 1);
  if (kind === "circular") {
    const angles = values.map((value) => (2 * Math.PI * value) / period);
    return [angles.map(Math.cos), angles.map(Math.sin)];
  }
  const [centre, spread] = [mean(values), standardDeviation(values)];
  return [values.map((value) => (value - centre) / spread)];
}

/** Helmert's contrasts, each of length 1: level k against the mean of those before it. */
function contrasts(values: Float64Array, levels: number): Float64Array[] {
  return Array.from({ length: levels - 1 }, (_, i) => {
    const k = i + 1;
    const length = Math.sqrt(k * (k + 1));
    return values.map((level) => (level < k ? 1 / length : level === k ? -k / length : 0));
  });
}
