/** Codes of every variable in every epoch, from all folds of the trials or from some. */
import { cholesky } from "../../math/linearAlgebra.js";
import { type Matrix, matrix, scale, submatrix, transpose } from "../../math/matrix.js";
import { type Code, codeOf, mapped } from "./corrected.js";
import { type EpochRows, encodingsOf, type FoldSums, type Halving } from "./encodings.js";
import type { EncodedVariable } from "./regressors.js";

/** One epoch, ready to be measured: only variables that vary in it. */
export interface EpochData extends EpochRows {
  readonly name: string;
  readonly variables: readonly EncodedVariable[];
  /** Of variables that do not vary, or of which a level is missing: why they are not measured. */
  readonly missing: ReadonlyMap<string, string>;
}

export interface EpochCodes {
  readonly variables: ReadonlyMap<string, Code>;
  /** Of all variables together, in proportion to the variance that each causes. */
  readonly all: Code;
}

export function epochCodes(
  epoch: EpochData,
  sums: readonly FoldSums[],
  folds: readonly number[],
  halvings: readonly Halving[],
): EpochCodes {
  const found = encodingsOf(sums, folds, halvings);
  const width = epoch.design.columns;
  const variables = epoch.variables.map(
    ({ name, columns }) => [name, codeOf(mapped(found, choosing(columns, width)))] as const,
  );
  const spread = transpose(cholesky(covarianceOf(epoch.design)));
  return { variables: new Map(variables), all: codeOf(mapped(found, spread)) };
}

/** Takes these columns [columns x width]. */
function choosing(columns: readonly number[], width: number): Matrix {
  const out = matrix(columns.length, width);
  columns.forEach((column, row) => {
    out.data[row * width + column] = 1;
  });
  return out;
}

function covarianceOf({ rows, columns, data }: Matrix): Matrix {
  const width = columns + 1;
  const sums = matrix(width, width);
  for (let row = 0; row < rows; row++) {
    const x = [1, ...data.subarray(row * columns, (row + 1) * columns)];
    for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) sums.data[i * width + j] += x[i] * x[j];
  }
  const inner = submatrix(
    sums,
    Array.from({ length: columns }, (_, i) => i + 1),
  );
  const out = scale(inner, 1 / rows);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) out.data[i * columns + j] -= (sums.data[i + 1] * sums.data[j + 1]) / rows ** 2;
  }
  return out;
}
