/**
 * Minimum of a smooth function by limited-memory BFGS: Nocedal and Wright, Numerical Optimization, 2nd ed., algorithm 7.5, with
 * the bracketing search for the weak Wolfe conditions of Lewis and Overton, Math. Program. 141, 135 (2013).
 */
import { dot } from "./linearAlgebra.js";

/** Value at `x`; writes the gradient. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** Most iterations, each one search along a direction. */
  readonly iterations: number;
  /** Stops when no entry of the gradient is larger in magnitude. */
  readonly tolerance: number;
  /** Pairs of steps and gradient changes that are kept. */
  readonly memory: number;
}

/** Ten pairs and at most 1000 iterations, until no entry of the gradient exceeds 1e-6. */
export const lbfgsDefaults: LbfgsOptions = { iterations: 1000, tolerance: 1e-6, memory: 10 };

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** False where the iterations ran out, or rounding left no way down, before the gradient was small. */
  readonly converged: boolean;
}

interface Point {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

/** A step s and the change y of the gradient over it. */
interface Curvature {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly inner: number;
}

export function minimise(f: Differentiable, start: Float64Array, options: Partial<LbfgsOptions> = {}): Minimum {
  const { iterations, tolerance, memory } = { ...lbfgsDefaults, ...options };
  const evaluate = (x: Float64Array): Point => {
    const gradient = new Float64Array(x.length);
    return { x, value: f(x, gradient), gradient };
  };
  let point = evaluate(start.slice());
  const history: Curvature[] = [];
  let iteration = 0;
  while (largestMagnitude(point.gradient) > tolerance && iteration < iterations) {
    iteration++;
    const next = searchAlong(evaluate, point, direction(history, point.gradient), history.length === 0);
    if (next === undefined) break;
    remember(history, point, next, memory);
    point = next;
  }
  const { x, value, gradient } = point;
  return { x, value, iterations: iteration, converged: largestMagnitude(gradient) <= tolerance };
}

const largestMagnitude = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const moved = (x: Float64Array, along: Float64Array, stride: number): Float64Array =>
  x.map((value, i) => value + stride * along[i]);

function remember(history: Curvature[], before: Point, after: Point, memory: number): void {
  const step = moved(after.x, before.x, -1);
  const change = moved(after.gradient, before.gradient, -1);
  const inner = dot(step, change);
  if (!(inner > 0)) return;
  history.push({ step, change, inner });
  if (history.length > memory) history.shift();
}

/** -H g with the inverse Hessian of the two-loop recursion (algorithm 7.4). */
function direction(history: readonly Curvature[], gradient: Float64Array): Float64Array {
  const out = gradient.map((value) => -value);
  const weights = new Float64Array(history.length);
  for (let i = history.length - 1; i >= 0; i--) {
    const { step, change, inner } = history[i];
    weights[i] = dot(step, out) / inner;
    addTo(out, change, -weights[i]);
  }
  const latest = history.at(-1);
  const scale = latest ? latest.inner / dot(latest.change, latest.change) : 1;
  for (let i = 0; i < out.length; i++) out[i] *= scale;
  for (let i = 0; i < history.length; i++) {
    const { step, change, inner } = history[i];
    addTo(out, step, weights[i] - dot(change, out) / inner);
  }
  return out;
}

function addTo(out: Float64Array, values: Float64Array, factor: number): void {
  for (let i = 0; i < out.length; i++) out[i] += factor * values[i];
}

/** Constants of the sufficient decrease and the curvature condition, as usual for quasi-Newton methods. */
const DECREASE = 1e-4;
const CURVATURE = 0.9;
const TRIALS = 60;
/** Near the minimum, values differ by less than their rounding and only slopes still tell where to go. */
const ROUNDING = 4 * Number.EPSILON;

/** A point along `way` that satisfies the weak Wolfe conditions, or undefined where none lies lower. */
function searchAlong(
  evaluate: (x: Float64Array) => Point,
  from: Point,
  way: Float64Array,
  isFirst: boolean,
): Point | undefined {
  const slope = dot(from.gradient, way);
  if (!(slope < 0)) return undefined;
  const slack = ROUNDING * Math.abs(from.value);
  let low = 0;
  let high = Infinity;
  let stride = isFirst ? Math.min(1, 1 / Math.sqrt(dot(way, way))) : 1;
  let lower: Point | undefined;
  for (let trial = 0; trial < TRIALS; trial++) {
    const point = evaluate(moved(from.x, way, stride));
    if (!(point.value <= from.value + DECREASE * stride * slope + slack)) high = stride;
    else {
      lower = point;
      if (dot(point.gradient, way) >= CURVATURE * slope) return point;
      low = stride;
    }
    stride = high === Infinity ? 2 * low : (low + high) / 2;
  }
  return lower !== undefined && lower.value < from.value ? lower : undefined;
}
