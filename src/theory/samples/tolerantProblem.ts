/** A coding problem whose biases are limited by what occurs, each row by its probability, and not by the hull of all rows. */
import { backSubstitute, tryCholesky } from "../../math/linearAlgebra.js";
import { type Matrix, matrix } from "../../math/matrix.js";
import { fold, key, normal } from "../../math/random.js";
import type { ReducedProblem } from "../problem.js";
import { TolerantBody, type WeightedRows } from "./tolerantBody.js";

/** Diagonals are looked along up to so many coordinates, as the first search does. */
const MOST_DIAGONALS = 6;
/** Random directions beyond, for each coordinate. */
const RANDOM = 40;

/** Rows [rows x coordinates] about any origin, in the coordinates of `reduced`; weights of any scale. */
export function reducedRows({ basis }: ReducedProblem, rows: Matrix, weights?: ArrayLike<number>): WeightedRows {
  const columns = Array.from({ length: basis.columns }, (_, j) => {
    const out = new Float64Array(rows.rows);
    for (let i = 0; i < basis.rows; i++) {
      const part = basis.data[i * basis.columns + j];
      if (part === 0) continue;
      for (let row = 0; row < rows.rows; row++) out[row] += part * rows.data[row * rows.columns + i];
    }
    return out;
  });
  return { columns, weights: weights && Float64Array.from(weights) };
}

/** The problem of these rows at tolerance `rare` = alpha / beta; prices, mixings and coordinates are those of `reduced`. */
export function tolerantProblem(reduced: ReducedProblem, rows: WeightedRows, rare: number): ReducedProblem {
  const centred = centre(rows);
  const body = new TolerantBody(centred, rare);
  const d = reduced.dimension;
  const covariance = covarianceOf(centred);
  const directions = [...probes(d), ...wideAxes(covariance)];
  const reached = directions.flatMap((direction) => body.farthest(direction).point ?? []);
  const points = matrix(reached.length, d, Float64Array.from(reached.flatMap((point) => [...point])));
  return { ...reduced, points, body, covariance };
}

/** Rows about their mean, weights with sum 1. */
export function centre({ columns, weights }: WeightedRows): WeightedRows {
  const n = columns[0].length;
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? n;
  const own = weights?.map((weight) => weight / total);
  return {
    columns: columns.map((column) => {
      let mean = 0;
      for (let row = 0; row < n; row++) mean += column[row] * (own === undefined ? 1 / n : own[row]);
      return column.map((value) => value - mean);
    }),
    weights: own,
  };
}

/** Sigma [d x d] of centred rows. */
export function covarianceOf({ columns, weights }: WeightedRows): Matrix {
  const d = columns.length;
  const n = columns[0].length;
  const out = matrix(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let row = 0; row < n; row++) sum += columns[i][row] * columns[j][row] * (weights?.[row] ?? 1 / n);
      out.data[i * d + j] = sum;
      out.data[j * d + i] = sum;
    }
  }
  return out;
}

/** Both signs of the axes along which the rows are all as wide: factors that nearly depend on one another are told apart there. */
function wideAxes(covariance: Matrix): Float64Array[] {
  const lower = tryCholesky(covariance);
  if (lower === undefined) return [];
  const d = covariance.rows;
  return Array.from({ length: 2 * d }, (_, k) =>
    backSubstitute(
      lower,
      Float64Array.from({ length: d }, (__, i) => (i === k >> 1 ? (k & 1 ? -1 : 1) : 0)),
    ),
  );
}

/** Both signs of every axis, and diagonals where they are few, random directions where not. */
function probes(d: number): Float64Array[] {
  const axes = Array.from({ length: 2 * d }, (_, k) =>
    Float64Array.from({ length: d }, (__, i) => (i === k >> 1 ? (k & 1 ? -1 : 1) : 0)),
  );
  if (d === 1) return axes;
  if (d > MOST_DIAGONALS) return [...axes, ...Array.from({ length: RANDOM * d }, (_, k) => normal(fold(key(0), k), d))];
  const diagonals = Array.from({ length: 2 ** d }, (_, code) =>
    Float64Array.from({ length: d }, (__, i) => ((code >> i) & 1 ? 1 : -1)),
  );
  return [...axes, ...diagonals];
}
