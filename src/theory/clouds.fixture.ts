/** Random and degenerate problems of two and three factors: what a certificate has to survive. */
import { type Matrix, matrix } from "../math/matrix.js";
import { fold, type Key, normal, uniformStream } from "../math/random.js";
import { supportFromSamples } from "./support.js";
import type { CodingProblem } from "./types.js";

type Shape = (points: Matrix, next: () => number) => void;

const each = ({ data, columns }: Matrix, change: (value: number, row: number, i: number) => number): void => {
  for (let at = 0; at < data.length; at++) data[at] = change(data[at], Math.floor(at / columns), at % columns);
};

/** How a cloud is spoilt, in place. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  plain: () => {},
  lattice: (points) => each(points, (value) => Math.round(value)),
  duplicated: ({ data, rows, columns }) => {
    for (let row = 1; row < rows; row += 2) data.copyWithin(row * columns, (row - 1) * columns, row * columns);
  },
  "nearly collinear": (points) =>
    each(points, (value, row, i) => (i === 0 ? value : points.data[row * points.columns] + 1e-4 * value)),
  collinear: (points) => each(points, (value, row, i) => (i === 0 ? value : 2 * points.data[row * points.columns])),
  "constant factor": (points) => each(points, (value, _, i) => (i === 0 ? 3 : value)),
  tiny: (points) => each(points, (value) => 1e-12 * value),
  huge: (points) => each(points, (value) => 1e12 * value),
  "scales far apart": (points) => each(points, (value, _, i) => value * 1e5 ** i),
  "far from zero": (points) => each(points, (value) => 1e6 + value),
  "one outlier": (points) => each(points, (value, row) => (row === 0 ? 1e3 * value : value)),
};

export interface SpoiltCloud {
  readonly shape: string;
  readonly samples: Matrix;
  readonly weights: Float64Array;
  readonly problem: () => CodingProblem;
}

/** Cloud number `k`: 3 to 40 points, some of weight zero, prices over four orders of magnitude. */
export function spoiltCloud(source: Key, k: number): SpoiltCloud {
  const own = fold(source, k);
  const next = uniformStream(fold(own, "sizes"));
  const names = Object.keys(SHAPES);
  const shape = names[k % names.length];
  const d = 2 + Math.floor(2 * next());
  const rows = 3 + Math.floor(38 * next() ** 2) + d;
  const samples = matrix(rows, d, normal(fold(own, "points"), rows * d));
  SHAPES[shape](samples, next);
  const weights = Float64Array.from({ length: rows }, () => (next() < 0.2 ? 0 : next()));
  weights[0] += 0.1;
  weights[rows - 1] += 0.1;
  const price = (): number => 10 ** (4 * next() - 2);
  const prices = { alpha: price(), lambdaIn: next() < 0.3 ? 0 : price(), lambdaOut: price() };
  return { shape, samples, weights, problem: () => ({ support: supportFromSamples(samples, { weights }), ...prices }) };
}
