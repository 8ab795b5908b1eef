/** Nonnegative least squares by active sets (Lawson and Hanson 1974, chapter 23). */
import { dot, solve } from "./linearAlgebra.js";
import { matrix } from "./matrix.js";

export interface NonnegativeFit {
  /** Numbers of the columns with a positive weight. */
  readonly active: readonly number[];
  /** Their weights. */
  readonly weights: readonly number[];
  /** target - sum_k weight_k column_k */
  readonly residual: Float64Array;
}

/** Minimises |target - sum_k w_k column_k| over w >= 0. `columns` and `target` have one length. */
export function nonnegativeLeastSquares(columns: readonly Float64Array[], target: Float64Array): NonnegativeFit {
  let active: number[] = [];
  let weights: number[] = [];
  let residual = target;
  const size = Math.sqrt(dot(target, target));
  for (let step = 0; step < 20 * target.length + 20; step++) {
    const entering = steepest(columns, residual, active, 1e-12 * size);
    if (entering < 0) break;
    const before = dot(residual, residual);
    const old = { active, weights };
    [active, weights] = shrinkToFeasible(columns, target, [...active, entering], [...weights, 0]);
    residual = remainder(columns, target, active, weights);
    if (!(dot(residual, residual) < before * (1 - 1e-14))) {
      ({ active, weights } = old);
      residual = remainder(columns, target, active, weights);
      break;
    }
  }
  return { active, weights, residual };
}

function steepest(
  columns: readonly Float64Array[],
  residual: Float64Array,
  active: readonly number[],
  least: number,
): number {
  let best = -1;
  let most = least;
  for (let k = 0; k < columns.length; k++) {
    const slope = dot(columns[k], residual);
    if (slope > most * Math.sqrt(dot(columns[k], columns[k])) && !active.includes(k)) {
      most = slope / Math.sqrt(dot(columns[k], columns[k]));
      best = k;
    }
  }
  return best;
}

/** The unconstrained fit on `active`, walked towards from `weights` until all are positive; columns at zero leave. */
function shrinkToFeasible(
  columns: readonly Float64Array[],
  target: Float64Array,
  active: number[],
  weights: number[],
): [number[], number[]] {
  while (active.length > 0) {
    const free = leastSquares(columns, target, active);
    if (free === undefined) return [active.slice(0, -1), weights.slice(0, -1)];
    if (free.every((value) => value > 0)) return [active, [...free]];
    let stride = 1;
    free.forEach((value, k) => {
      if (value <= 0) stride = Math.min(stride, weights[k] / (weights[k] - value));
    });
    const moved = weights.map((value, k) => value + stride * (free[k] - value));
    const stays = moved.map((value, k) => value > 1e-15 && !(free[k] <= 0 && weights[k] === 0));
    const kept = active.filter((_, k) => stays[k]);
    if (kept.length === active.length) return [active, moved];
    weights = moved.filter((_, k) => stays[k]);
    active = kept;
  }
  return [active, weights];
}

function leastSquares(
  columns: readonly Float64Array[],
  target: Float64Array,
  active: readonly number[],
): Float64Array | undefined {
  const gram = matrix(active.length, active.length);
  active.forEach((k, i) => {
    active.forEach((l, j) => {
      gram.data[i * active.length + j] = dot(columns[k], columns[l]);
    });
  });
  const right = active.map((k) => dot(columns[k], target));
  const free = solve(gram, right);
  return free?.every(Number.isFinite) ? free : undefined;
}

function remainder(
  columns: readonly Float64Array[],
  target: Float64Array,
  active: readonly number[],
  weights: readonly number[],
): Float64Array {
  const out = Float64Array.from(target);
  active.forEach((k, i) => {
    for (let j = 0; j < out.length; j++) out[j] -= weights[i] * columns[k][j];
  });
  return out;
}
