/** Sets of values of two factors, each a matrix [points x 2] on [0, 1]^2 unless said otherwise. */
import { type Matrix, matrix } from "../../math/matrix.js";
import { type Key, uniform } from "../../math/random.js";

/** Independent points, uniform on the unit square. */
export const uniformPoints = (key: Key, count: number): Matrix => matrix(count, 2, uniform(key, 2 * count));

/** All pairs of `side` evenly spaced values, 0 and 1 included. */
export function squareGrid(side: number): Matrix {
  const value = (index: number) => index / (side - 1);
  return points(Array.from({ length: side * side }, (_, i) => [value(i % side), value(Math.floor(i / side))]));
}

/** Which corners of the unit square are cut off, each along a diagonal that leaves `cut` of both its sides out. */
export const CUTS = ["one corner", "two opposite corners", "all corners"] as const;
export type Cut = (typeof CUTS)[number];

/** As part of a name: "one-corner". */
export const slug = (which: Cut): string => which.replaceAll(" ", "-");

/** Distance, along the sides, of a point from the corners that a cut takes. */
const CORNER_DISTANCES: Readonly<Record<Cut, readonly ((x: number, y: number) => number)[]>> = {
  "one corner": [(x, y) => x + y],
  "two opposite corners": [(x, y) => x + y, (x, y) => 2 - x - y],
  "all corners": [(x, y) => x + y, (x, y) => 2 - x - y, (x, y) => 1 + x - y, (x, y) => 1 - x + y],
};

/** The points that keep at least `cut` away from every corner the cut takes (to rounding). */
export function cutCorners(samples: Matrix, which: Cut, cut: number): Matrix {
  return keep(samples, (x, y) => CORNER_DISTANCES[which].every((distance) => distance(x, y) >= cut - 1e-9));
}

/** The points at least `cut` away from the corner (x, y), along the sides (to rounding). */
export const cutCorner = (samples: Matrix, x: number, y: number, cut: number): Matrix =>
  cut === 0 ? samples : keep(samples, (a, b) => Math.abs(a - x) + Math.abs(b - y) >= cut - 1e-9);

/** The points of which `holds` is true. */
export function keep(samples: Matrix, holds: (x: number, y: number, index: number) => boolean): Matrix {
  const all = Array.from({ length: samples.rows }, (_, i) => [samples.data[2 * i], samples.data[2 * i + 1]]);
  return points(all.filter(([x, y], index) => holds(x, y, index)));
}

/** The same points, those with equal factors (to rounding) `times` over: correlation without a change of range. */
export function repeatDiagonal(samples: Matrix, times: number): Matrix {
  const all = Array.from({ length: samples.rows }, (_, i) => [samples.data[2 * i], samples.data[2 * i + 1]]);
  return points(all.flatMap((point) => Array(Math.abs(point[0] - point[1]) < 1e-9 ? times : 1).fill(point)));
}

/**
 * The four corners of the unit square once, and its centre eight times: the hull and the covariance (I / 12) of uniform
 * factors, hence for linear networks the same problem, in twelve samples.
 */
export function uniformSquareInTwelve(): Matrix {
  const corners = [0, 1, 2, 3].map((corner) => [corner & 1, corner >> 1]);
  return points([...corners, ...Array.from({ length: 8 }, () => [0.5, 0.5])]);
}

export const points = (rows: readonly (readonly number[])[]): Matrix =>
  matrix(rows.length, 2, Float64Array.from(rows.flat()));
