/**
 * A continuous variable as the neighbour estimators read it: scaled, its ties broken, its samples in order.
 *
 * As in scikit-learn's `mutual_info_regression` and `mutual_info_classif`, values are divided by their standard deviation (divisor n) and
 * a normal number times `jitter` is added, so that no two are equal (Kraskov, Stoegbauer and Grassberger, Phys. Rev. E 69, 066138,
 * 2004, section II C, advise this). Unlike there the mean is taken away first: scikit-learn multiplies the jitter by
 * max(1, mean |x|), so that an offset of 1e10 standard deviations drowns the variable in noise, and information must not depend on an
 * offset. A circular variable is divided by period / sqrt(12), the standard deviation of a uniform one, and distances go the short
 * way round.
 */
import { type Key, normal } from "../random.js";
import { ascendingOrder, mean, standardDeviation } from "../statistics.js";

export interface Coordinate {
  /** [samples]; in [0, period) on a circle */
  readonly values: Float64Array;
  /** Infinity on the line. */
  readonly period: number;
  /** Samples by ascending value. */
  readonly order: Int32Array;
  /** Place of each sample in `order`. */
  readonly rank: Int32Array;
  /** Ascending values, from place `lead`; on a circle with the turns before and after, so that walks need not wrap round. */
  readonly sorted: Float64Array;
  readonly lead: number;
}

export interface CoordinateOptions {
  /** Size of the noise that breaks ties, in standard deviations; 0 for none. */
  readonly jitter: number;
  /** Of a circular variable, in its own units; Infinity on the line. */
  readonly period: number;
}

/** Noise of 1e-10 standard deviations, which breaks ties and nothing else; on the line. */
export const coordinateDefaults: CoordinateOptions = { jitter: 1e-10, period: Infinity };

/** The variable, scaled and jittered. A constant variable keeps its scale. */
export function coordinate(values: Float64Array, key: Key, options: Partial<CoordinateOptions> = {}): Coordinate {
  const { jitter, period } = { ...coordinateDefaults, ...options };
  const unit = (period === Infinity ? standardDeviation(values, 0) : period / Math.sqrt(12)) || 1;
  const centre = period === Infinity ? mean(values) : 0;
  const scaled = values.map((value) => (period === Infinity ? value - centre : wrap(value, period)) / unit);
  if (jitter > 0) {
    const noise = normal(key, scaled.length);
    for (let i = 0; i < scaled.length; i++) scaled[i] += jitter * noise[i];
  }
  return plainCoordinate(scaled, period / unit);
}

/**
 * The variable as it is. Circular values are brought into [0, period) and rounded to a part in 2^47 of it, which makes sums and
 * differences with the period exact: a distance is the same number from whichever side it is taken.
 */
export function plainCoordinate(values: Float64Array, period = Infinity): Coordinate {
  const grid = 2 ** (Math.ceil(Math.log2(period)) - 48);
  const turn = period === Infinity ? period : Math.round(period / grid) * grid;
  const within = period === Infinity ? values : values.map((value) => wrap(Math.round(value / grid) * grid, turn));
  const order = ascendingOrder(within);
  const rank = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) rank[order[place]] = place;
  const sorted = Float64Array.from(order, (sample) => within[sample]);
  if (period === Infinity) return { values, period, order, rank, sorted, lead: 0 };
  return { values: within, period: turn, order, rank, sorted: threeTurns(sorted, turn), lead: order.length };
}

const wrap = (value: number, turn: number): number => value - turn * Math.floor(value / turn);

function threeTurns(sorted: Float64Array, turn: number): Float64Array {
  const out = new Float64Array(3 * sorted.length);
  for (let i = 0; i < out.length; i++) {
    out[i] = sorted[i % sorted.length] + (Math.floor(i / sorted.length) - 1) * turn;
  }
  return out;
}

/** The variable at the given samples, in that order. */
export const takeSamples = ({ values, period }: Coordinate, samples: ArrayLike<number>): Coordinate =>
  plainCoordinate(
    Float64Array.from(samples, (i) => values[i]),
    period,
  );

/** |a - b|, the short way round. */
export function separation(a: number, b: number, period: number): number {
  const direct = Math.abs(a - b);
  const around = period - direct;
  return direct < around ? direct : around;
}

/** How many other samples lie closer than `radius` to this one: strictly closer, or (`closed`) also at that very distance. */
export function countWithin(
  { sorted, lead, order, rank, period }: Coordinate,
  sample: number,
  radius: number,
  closed = false,
): number {
  const others = order.length - 1;
  if (radius > period / 2) return others;
  const from = lead + rank[sample];
  const above = reachUp(sorted, from, radius, closed) - from;
  const below = from - reachDown(sorted, from, radius, closed);
  return Math.min(others, above + below);
}

/** Last place of `sorted` that is near enough to another: in doubling strides, then in halving ones. */
export function reachUp(sorted: Float64Array, from: number, radius: number, closed: boolean): number {
  const here = sorted[from];
  let near = from;
  let stride = 1;
  while (near + stride < sorted.length && isNear(sorted[near + stride] - here, radius, closed)) {
    near += stride;
    stride *= 2;
  }
  for (; stride >= 1; stride /= 2) {
    if (near + stride < sorted.length && isNear(sorted[near + stride] - here, radius, closed)) near += stride;
  }
  return near;
}

/** First place that is near enough. */
export function reachDown(sorted: Float64Array, from: number, radius: number, closed: boolean): number {
  const here = sorted[from];
  let near = from;
  let stride = 1;
  while (near - stride >= 0 && isNear(here - sorted[near - stride], radius, closed)) {
    near -= stride;
    stride *= 2;
  }
  for (; stride >= 1; stride /= 2) {
    if (near - stride >= 0 && isNear(here - sorted[near - stride], radius, closed)) near -= stride;
  }
  return near;
}

const isNear = (distance: number, radius: number, closed: boolean): boolean =>
  closed ? distance <= radius : distance < radius;
