/** Populations whose truth is known, on a square of two variables or on one with a corner cut. */
import { matrix } from "../math/matrix.js";
import { fold, type Key, normal, uniform } from "../math/random.js";
import type { Representation } from "../protocols.js";
import { factorFromNumbers } from "../representation/index.js";
import { Service, supportFromSamples } from "../theory/index.js";
import { type Simulated, simulated } from "./simulate.js";

export type Points = readonly (readonly number[])[];

/** All pairs of so many values of variance 1. */
export function square(levels: number): Points {
  const size = Math.sqrt((levels * levels - 1) / 12);
  const values = Array.from({ length: levels }, (_, i) => (i - (levels - 1) / 2) / size);
  return values.flatMap((x) => values.map((y) => [x, y]));
}

/** Without the pairs of which both are low. */
export const cutSquare = (levels: number): Points => square(levels).filter(([x, y]) => x + y > -1.6);

export const pureGains = (units: number, ratio = 1): number[][] =>
  Array.from({ length: units }, (_, k) => (k % 2 === 1 ? [0, 1] : [Math.sqrt(ratio), 0]));

export const randomGains = (units: number, key: Key): number[][] =>
  Array.from(uniform(key, units), (turn) => [Math.cos(2 * Math.PI * turn), Math.sin(2 * Math.PI * turn)]);

/** Sizes of neurons, as in the referee's populations. */
export const SIZES = {
  equal: (units: number) => new Float64Array(units).fill(1),
  Gaussian: (units: number, key: Key) => {
    const [x, y] = [normal(fold(key, 0), units), normal(fold(key, 1), units)];
    return x.map((value, k) => Math.hypot(value, y[k]));
  },
  "log-normal": (units: number, key: Key) => normal(key, units).map(Math.exp),
} as const;

/** Neurons of the optimum for these conditions, one after another. */
export function optimalGains(points: Points, units: number): number[][] {
  const { support, spreads } = standardised(points);
  const { neurons } = new Service({ support, groups: [[0], [1]] }).leastActivity([1, 1]);
  const gains = neurons.map(({ direction, gain }) => direction.map((value, i) => (gain * value) / spreads[i]));
  return Array.from({ length: units }, (_, k) => gains[k % gains.length]);
}

/** Support of points of variance 1, and by how much they were divided. */
export function standardised(points: Points) {
  const d = points[0].length;
  const mean = (of: (point: readonly number[]) => number) => points.reduce((sum, p) => sum + of(p), 0) / points.length;
  const centres = Array.from({ length: d }, (_, i) => mean((p) => p[i]));
  const spreads = centres.map((centre, i) => Math.sqrt(mean((p) => (p[i] - centre) ** 2)));
  const values = points.flatMap((p) => p.map((value, i) => (value - centres[i]) / spreads[i]));
  const coordinates = matrix(points.length, d, Float64Array.from(values));
  return { coordinates, spreads, support: supportFromSamples(coordinates) };
}

export type Trial = Pick<Simulated, "repeats" | "signalToNoise"> & Partial<Simulated>;

export const planted = (points: Points, gains: Points, trial: Trial, key: Key): Representation =>
  simulated({ conditions: variablesOf(points), coordinates: points, gains, ...trial }, key);

const variablesOf = (points: Points) =>
  ["x", "y", "v"].slice(0, points[0].length).map((name, i) =>
    factorFromNumbers(
      name,
      Float64Array.from(points, (p) => p[i]),
    ),
  );
