/**
 * Directions in which a population encodes variables during an epoch, in two halves of the trials whose noise is independent.
 *
 * Codes are the coefficients of a regression of every unit on all variables at once, so that which values occur together does not tilt
 * them; variables add (no interactions). Trials are dealt to a few folds, and a halving takes half of the folds: sums of products are
 * made once a fold.
 */
import { inversePositive, tryCholesky } from "../../math/linearAlgebra.js";
import { combine, type Matrix, matrix, multiply } from "../../math/matrix.js";
import { fold, type Key, permutation } from "../../math/random.js";

/** Sums over the rows of one fold, a constant first. */
export interface FoldSums {
  /** [1 + columns] squared */
  readonly moments: Matrix;
  /** [1 + columns x units] */
  readonly products: Matrix;
}

export interface EpochRows {
  /** [rows x columns] */
  readonly design: Matrix;
  /** [rows x units] */
  readonly activity: Matrix;
  /** Number of the fold of each row. */
  readonly folds: Int32Array;
}

/** Codes [columns x units] of the two halves of one halving, and of all trials. */
export interface Halved {
  readonly first: Matrix;
  readonly second: Matrix;
}

export interface Encodings {
  readonly halves: readonly Halved[];
  readonly all: Matrix;
}

/** Two sets of folds, half of them each. */
export type Halving = readonly [readonly number[], readonly number[]];

export function halvingsOf(folds: readonly number[], count: number, key: Key): Halving[] {
  const middle = Math.floor(folds.length / 2);
  return Array.from({ length: count }, (_, i) => {
    const order = [...permutation(fold(key, i), folds.length)].map((at) => folds[at]);
    return [order.slice(0, middle), order.slice(middle)] as const;
  });
}

export function foldSums({ design, activity, folds }: EpochRows, count: number): FoldSums[] {
  const [width, units] = [design.columns + 1, activity.columns];
  const sums = Array.from({ length: count }, () => ({
    moments: matrix(width, width),
    products: matrix(width, units),
  }));
  const x = new Float64Array(width);
  x[0] = 1;
  for (let row = 0; row < design.rows; row++) {
    x.set(design.data.subarray(row * design.columns, (row + 1) * design.columns), 1);
    const { moments, products } = sums[folds[row]];
    for (let i = 0; i < width; i++) {
      if (x[i] === 0) continue;
      for (let j = 0; j < width; j++) moments.data[i * width + j] += x[i] * x[j];
      for (let unit = 0; unit < units; unit++) {
        products.data[i * units + unit] += x[i] * activity.data[row * units + unit];
      }
    }
  }
  return sums;
}

/** Halvings whose halves both tell all variables apart in every epoch: the same in all, so that opposite halves stay opposite. */
export const usableHalvings = (
  epochs: readonly (readonly FoldSums[])[],
  halvings: readonly Halving[],
): readonly Halving[] =>
  halvings.filter((halves) => halves.every((folds) => epochs.every((sums) => isRegular(momentsOf(sums, folds)))));

export const encodingsOf = (
  sums: readonly FoldSums[],
  folds: readonly number[],
  halvings: readonly Halving[],
): Encodings => ({
  halves: halvings.map(([one, other]) => ({ first: codesOf(sums, one), second: codesOf(sums, other) })),
  all: codesOf(sums, folds),
});

const momentsOf = (sums: readonly FoldSums[], folds: readonly number[]): Matrix =>
  folds.map((at) => sums[at].moments).reduce((a, b) => combine(a, b));

/** Throws NumericalError where these folds do not tell all variables apart. */
function codesOf(sums: readonly FoldSums[], folds: readonly number[]): Matrix {
  const products = folds.map((at) => sums[at].products).reduce((a, b) => combine(a, b));
  const { rows, columns, data } = multiply(inversePositive(momentsOf(sums, folds)), products);
  return matrix(rows - 1, columns, data.slice(columns));
}

/** Part of a column's own square that the columns before it must leave. */
const INDEPENDENT = 1e-8;

function isRegular(moments: Matrix): boolean {
  const lower = tryCholesky(moments);
  if (lower === undefined) return false;
  const size = moments.rows;
  return Array.from({ length: size }, (_, i) => i * size + i).every(
    (at) => lower.data[at] ** 2 > INDEPENDENT * moments.data[at],
  );
}
