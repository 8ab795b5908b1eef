/**
 * How much of one period's variance lies in the subspace of another: preparation and movement, delay and report.
 *
 * The subspace of a period is spanned by those principal components of its activity that hold more than `least` of its variance; the
 * overlap of A in B is the share of A's variance in B's subspace (Dorrell et al., arXiv 2410.06232v1, and its program). It is not
 * symmetric. Rival: the alignment index of Elsayed et al. 2016, which takes as many components as hold 80 % of the variance and divides by
 * the largest variance that so many dimensions of A could hold.
 */
import { quadraticForm, spectralMap, squareRoot, symmetricEigen } from "../math/linearAlgebra.js";
import { column, type Matrix, matrix, multiply, trace, transpose } from "../math/matrix.js";
import { orthonormalRows } from "../math/orthogonal.js";
import { type Key, normal, split } from "../math/random.js";
import { centralInterval, median } from "../math/statistics.js";

export interface PeriodOverlap {
  /** Share of the variance of A in the subspace of B, 0 to 1; NaN where one of them does not vary. */
  readonly share: number;
  /** Dimensions of the subspace of B. */
  readonly dimensions: number;
  /** The share in a subspace of as many dimensions in a random direction: dimensions over active units. */
  readonly chance: number;
}

/** `a` and `b` are activity [rows x units], each centred on its own mean. */
export function periodOverlap(a: Matrix, b: Matrix, least = 1e-3): PeriodOverlap {
  const [varianceA, varianceB] = [covarianceOf(a), covarianceOf(b)];
  const [totalA, totalB] = [trace(varianceA), trace(varianceB)];
  const units = a.columns;
  const active = Array.from({ length: units }, (_, i) => varianceA.data[i * units + i] + varianceB.data[i * units + i]);
  const alive = active.filter((variance) => variance > 1e-6 * (totalA + totalB)).length;
  if (!(totalA > 0 && totalB > 0)) return { share: Number.NaN, dimensions: 0, chance: Number.NaN };
  const { values, vectors } = symmetricEigen(varianceB);
  const kept = [...values.keys()].filter((k) => values[k] > least * totalB);
  const inside = kept.reduce((sum, k) => sum + quadraticForm(varianceA, column(vectors, k)), 0);
  return { share: inside / totalA, dimensions: kept.length, chance: kept.length / alive };
}

/** The overlap beside that of random subspaces. */
export interface OverlapChance {
  readonly draws: number;
  readonly median: number;
  /** Ends of the central 95 %. */
  readonly interval: readonly [low: number, high: number];
  /** (1 + draws with no more overlap) / (1 + draws): small where the periods share less than chance. */
  readonly p: number;
}

export interface OverlapChanceOptions {
  readonly draws: number;
  /** Part of a period's variance above which a component belongs to its subspace. */
  readonly least: number;
  /**
   * Where random subspaces lie: anywhere in the directions that the two periods occupy, or preferably where both together vary most
   * (Elsayed, Lara, Kaufman, Churchland and Cunningham 2016). The latter draws A's own directions too often: of 60 pairs of unrelated periods
   * of 30 and 3 rows, 16 had p below 0.1. The former asks for less overlap before it calls it small.
   */
  readonly directions: "occupied" | "covariance";
}

/** A thousandth of the variance is that of the program of Dorrell et al. (arXiv 2410.06232v1); the other choices are our own. */
export const overlapChanceDefaults: OverlapChanceOptions = { draws: 500, least: 1e-3, directions: "occupied" };

/** What random subspaces of as many dimensions hold of A. Throws RangeError where a period does not vary. */
export function overlapByChance(
  a: Matrix,
  b: Matrix,
  key: Key,
  options: Partial<OverlapChanceOptions> = {},
): OverlapChance {
  const { draws, least, directions } = { ...overlapChanceDefaults, ...options };
  const { share, dimensions } = periodOverlap(a, b, least);
  if (!(dimensions > 0)) throw new RangeError("a period in which nothing varies has no subspace");
  const variance = covarianceOf(a);
  const both = covarianceOf(stacked(a, b));
  const root = directions === "covariance" ? squareRoot(both) : occupied(both);
  const units = a.columns;
  const drawn = Float64Array.from(split(key, draws), (own) => {
    const vectors = multiply(matrix(dimensions, units, normal(own, dimensions * units)), root);
    const axes = orthonormalRows(vectors);
    return trace(multiply(multiply(axes, variance), transpose(axes))) / trace(variance);
  });
  const [low, high] = centralInterval(drawn, 0.95);
  const below = drawn.filter((value) => value <= share).length;
  return { draws, median: median(drawn), interval: [low, high], p: (1 + below) / (1 + draws) };
}

/** The projection on the directions in which anything varies. */
function occupied(variance: Matrix): Matrix {
  const least = 1e-9 * trace(variance);
  return spectralMap(variance, (value) => (value > least ? 1 : 0));
}

/** The rows of both, each centred on its own mean. */
function stacked(a: Matrix, b: Matrix): Matrix {
  const both = [a, b].flatMap((period) => {
    const means = meansOf(period);
    return [...period.data.map((value, at) => value - means[at % period.columns])];
  });
  return matrix(a.rows + b.rows, a.columns, Float64Array.from(both));
}

function meansOf({ rows, columns, data }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) means[at % columns] += data[at] / rows;
  return means;
}

function covarianceOf(period: Matrix): Matrix {
  const { rows, columns, data } = period;
  const means = meansOf(period);
  const out = matrix(columns, columns);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < columns; i++) {
      const x = data[row * columns + i] - means[i];
      for (let j = 0; j < columns; j++) out.data[i * columns + j] += (x * (data[row * columns + j] - means[j])) / rows;
    }
  }
  return out;
}
