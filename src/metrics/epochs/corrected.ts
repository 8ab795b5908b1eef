/**
 * Angles, overlap and parallelism of codes without the noise of trials.
 *
 * Noise in codes turns them away from each other, so that angles of few trials are too near 90 degrees. With codes X, Y [columns x units]
 * and independent halves a, b of the trials, X_a X_b' and X_a Y_b' are the products of the true codes on average, which is the correction
 * for attenuation of Spearman (Am. J. Psychol. 15, 72 (1904)) with matrices in the place of numbers. Squared cosines of the principal
 * angles are the eigenvalues of
 *   (X_a X_b')^-1 (X_a Y_b') (Y_a Y_b')^-1 (X_b Y_a')',
 * symmetrised, each product a mean over halvings. The two cross products take opposite halves, so that the squares are not too large
 * where codes are orthogonal. Rivals: the angles of the codes as they are (`principalAngles`), reported beside.
 */
import { symmetricEigen, symmetrise } from "../../math/linearAlgebra.js";
import { column, combine, type Matrix, matrix, multiply, scale, trace, transpose } from "../../math/matrix.js";
import type { Encodings, Halved } from "./encodings.js";

/** Codes of something in an epoch: a variable's directions, or those of all. */
export interface Code extends Encodings {
  /** X X' without noise [columns x columns]. */
  readonly gram: Matrix;
  /** The same with noise, of all trials. */
  readonly plainGram: Matrix;
}

export function codeOf({ halves, all }: Encodings): Code {
  const grams = halves.map(({ first, second }) => symmetrise(multiply(first, transpose(second))));
  return { halves, all, gram: meanOf(grams), plainGram: multiply(all, transpose(all)) };
}

/** Some columns of codes, or combinations of columns: `map` is [columns wanted x columns]. */
export const mapped = ({ halves, all }: Encodings, map: Matrix): Encodings => ({
  halves: halves.map(({ first, second }) => ({ first: multiply(map, first), second: multiply(map, second) })),
  all: multiply(map, all),
});

/** Which unit of the second code stands beside each of the first: in their order, or exchanged, as a null. */
export type Order = Int32Array | undefined;

/** Codes of leading directions alone, without noise and with it. */
export interface LeadingCode {
  /** Each code divided by its length without noise [dimensions x units]; undefined where there is no length. */
  readonly corrected: readonly Halved[] | undefined;
  /** Orthonormal [dimensions x units]; undefined where there are fewer directions. */
  readonly plain: Matrix | undefined;
}

export const leadingCode = (code: Code, dimensions: number): LeadingCode => {
  const whiten = whitening(code.gram, dimensions);
  const plainly = whitening(code.plainGram, dimensions);
  return {
    corrected: whiten && mapped(code, whiten).halves,
    plain: plainly && multiply(plainly, code.all),
  };
};

/** L^-1/2 V' of the leading eigenvectors V [dimensions x columns]; undefined where one of them has no eigenvalue above zero. */
function whitening(gram: Matrix, dimensions: number): Matrix | undefined {
  const { values, vectors } = symmetricEigen(gram);
  const last = values.length - 1;
  if (dimensions < 1 || dimensions > values.length) return undefined;
  if (!(values[last - dimensions + 1] > 1e-12 * values[last])) return undefined;
  const out = matrix(dimensions, values.length);
  for (let k = 0; k < dimensions; k++) {
    const direction = column(vectors, last - k);
    out.data.set(
      direction.map((value) => value / Math.sqrt(values[last - k])),
      k * values.length,
    );
  }
  return out;
}

/** Squared cosines of the principal angles, descending, not cut at 0 and 1: noise leaves them a little outside. */
export function squaredCosines(one: readonly Halved[], other: readonly Halved[], order?: Order): Float64Array {
  const squares = one.map(({ first, second }, at) => {
    const beside = other[at];
    const forth = product(first, beside.second, order);
    const back = product(second, beside.first, order);
    return symmetrise(multiply(forth, transpose(back)));
  });
  const { values } = symmetricEigen(meanOf(squares));
  const angles = Math.min(one[0].first.rows, other[0].first.rows);
  return values.slice(-angles).reverse();
}

/** The same with noise, of orthonormal directions. */
export function plainSquaredCosines(one: Matrix, other: Matrix): Float64Array {
  const { values } = symmetricEigen(squared(multiply(one, transpose(other))));
  return values.slice(-Math.min(one.rows, other.rows)).reverse();
}

const squared = (a: Matrix): Matrix => multiply(a, transpose(a));

/** Share of the square of `one` in the directions of `other`, 0 to 1 but for noise. */
export function sharedPart(one: Code, other: readonly Halved[], order?: Order): number {
  const shares = one.halves.map(({ first, second }, at) => {
    const forth = product(first, other[at].second, order);
    const back = product(second, other[at].first, order);
    return trace(multiply(forth, transpose(back)));
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length / trace(one.gram);
}

export const plainSharedPart = (one: Code, other: Matrix): number =>
  trace(squared(multiply(one.all, transpose(other)))) / trace(one.plainGram);

/**
 * Cosine of two codes of the same columns, over all columns: of the differences between any two levels, each as much as the product of
 * its lengths (`parallelism` counts them alike). Without noise; NaN where one of them is not encoded.
 */
export function cosine(one: Code, other: Code, order?: Order): number {
  const sums = one.halves.map(({ first, second }, at) => {
    const beside = other.halves[at];
    return (diagonalSum(first, beside.second, order) + diagonalSum(second, beside.first, order)) / 2;
  });
  const lengths = [one, other].map(({ gram }) => Math.max(0, trace(gram)));
  return sums.reduce((sum, value) => sum + value, 0) / sums.length / Math.sqrt(lengths[0] * lengths[1]);
}

export const plainCosine = (one: Code, other: Code): number =>
  diagonalSum(one.all, other.all) / Math.sqrt(trace(one.plainGram) * trace(other.plainGram));

/** A B' with the units of B in another order. */
function product(a: Matrix, b: Matrix, order?: Order): Matrix {
  const out = matrix(a.rows, b.rows);
  const units = a.columns;
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < b.rows; j++) {
      let sum = 0;
      for (let unit = 0; unit < units; unit++) {
        sum += a.data[i * units + unit] * b.data[j * units + (order ? order[unit] : unit)];
      }
      out.data[i * b.rows + j] = sum;
    }
  }
  return out;
}

function diagonalSum(a: Matrix, b: Matrix, order?: Order): number {
  let sum = 0;
  for (let row = 0; row < a.rows; row++) {
    for (let unit = 0; unit < a.columns; unit++) {
      sum += a.data[row * a.columns + unit] * b.data[row * a.columns + (order ? order[unit] : unit)];
    }
  }
  return sum;
}

const meanOf = (matrices: readonly Matrix[]): Matrix =>
  scale(
    matrices.reduce((a, b) => combine(a, b)),
    1 / matrices.length,
  );
