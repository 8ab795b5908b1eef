/**
 * The weight problem: given directions v_j of price 1, minimise sum_j mu_j + tr((Q + K)^{-1}), Q = sum_j mu_j v_j v_j',
 * mu >= 0: an A-optimal design (docs/theory.md, section 3; Pukelsheim, Optimal Design of Experiments, chapter 6).
 * Solved in the dual, maximise 2 tr(L^{1/2}) - tr(L K) subject to v_j' L v_j <= 1, by a primal-dual interior-point
 * method (Boyd and Vandenberghe, Convex Optimization, section 11.7): d(d+1)/2 unknowns however many directions.
 */
import {
  addOuter,
  backSubstitute,
  dot,
  forwardSubstitute,
  inversePositive,
  quadraticForm,
  spectralMap,
  symmetricEigen,
  symmetrise,
  tryCholesky,
} from "../math/linearAlgebra.js";
import { combine, type Matrix, matrix, multiply, scale } from "../math/matrix.js";

export interface Design {
  /** [directions] */
  readonly masses: Float64Array;
  /** L [d x d], strictly feasible for the given directions */
  readonly dual: Matrix;
}

interface State {
  readonly dual: Matrix;
  readonly masses: Float64Array;
  readonly slacks: Float64Array;
}

/** The given directions must span. `soft` is K [d x d]. */
export function solveDesign(directions: readonly Float64Array[], soft: Matrix): Design {
  const features = directions.map(squareFeatures);
  let state = start(directions, soft);
  for (let iteration = 0; iteration < 100; iteration++) {
    const complementarity = dot(state.masses, state.slacks);
    const total = trace2(state.dual);
    const metric = tryCholesky(curvature(state.dual));
    if (metric === undefined) break;
    const residual = localNorm(metric, stationarity(state, features, soft));
    if (complementarity < 1e-11 * total && residual < 1e-9 * Math.sqrt(total)) break;
    const centring = residual < 0.1 * Math.sqrt(total) ? 0.05 : 0.3;
    const next = advance(state, features, soft, metric, (centring * complementarity) / directions.length);
    if (next === undefined) break;
    state = next;
  }
  return { masses: state.masses, dual: state.dual };
}

/** Size of a gradient in the local metric of 2 tr(L^{1/2}): it does not depend on the coordinates' scales. */
const localNorm = (metric: Matrix, gradient: Float64Array): number => {
  const turned = forwardSubstitute(metric, Float64Array.from(gradient));
  return Math.sqrt(dot(turned, turned));
};

/** Upper triangle of v v' with off-diagonal entries times sqrt 2, so that inner products are those of matrices. */
function squareFeatures(v: Float64Array): Float64Array {
  const d = v.length;
  const out = new Float64Array((d * (d + 1)) / 2);
  let at = 0;
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) out[at++] = i === j ? v[i] * v[i] : Math.SQRT2 * v[i] * v[j];
  }
  return out;
}

function vectorOf(a: Matrix): Float64Array {
  const d = a.rows;
  const out = new Float64Array((d * (d + 1)) / 2);
  let at = 0;
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) out[at++] = i === j ? a.data[i * d + i] : Math.SQRT2 * a.data[i * d + j];
  }
  return out;
}

function matrixOf(vector: Float64Array, d: number): Matrix {
  const out = matrix(d, d);
  let at = 0;
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      const value = i === j ? vector[at++] : vector[at++] / Math.SQRT2;
      out.data[i * d + j] = value;
      out.data[j * d + i] = value;
    }
  }
  return out;
}

/**
 * A start near the optimum: alternating minimisation mu_j <- mu_j sqrt(v_j' P^{-2} v_j), P = Q + K, which falls at every
 * step but slowly, then L = P^{-2} shrunk to leave slack everywhere.
 */
function start(directions: readonly Float64Array[], soft: Matrix): State {
  let masses = new Float64Array(directions.length).fill(1 / directions.length);
  let ratios = masses;
  let dual = soft;
  for (let step = 0; step < 25; step++) {
    dual = inverseSquare(directions, masses, soft);
    const here = dual;
    ratios = Float64Array.from(directions, (v) => quadraticForm(here, v));
    const last = step === 24;
    if (!last) masses = masses.map((mass, j) => mass * Math.sqrt(ratios[j]));
  }
  const shrink = 0.8 / Math.max(...ratios);
  const floor = 1e-3 * Math.max(...masses);
  return {
    dual: scale(dual, shrink),
    slacks: ratios.map((ratio) => 1 - shrink * ratio),
    masses: masses.map((mass) => Math.max(mass, floor)),
  };
}

/** (sum_j mu_j v_j v_j' + K)^{-2} */
function inverseSquare(directions: readonly Float64Array[], masses: Float64Array, soft: Matrix): Matrix {
  const sum = combine(soft, soft, 1, 0);
  directions.forEach((v, j) => {
    addOuter(sum, v, masses[j]);
  });
  const inverse = inversePositive(sum);
  return symmetrise(multiply(inverse, inverse));
}

/** 2 tr(L^{1/2}) */
const trace2 = (dual: Matrix): number =>
  symmetricEigen(dual).values.reduce((sum, value) => sum + 2 * Math.sqrt(Math.max(0, value)), 0);

const inverseRoot = (dual: Matrix): Matrix => spectralMap(dual, (value) => 1 / Math.sqrt(value));

/** L^{-1/2} - K - sum_j mu_j v_j v_j', zero at the optimum. */
function stationarity(state: State, features: readonly Float64Array[], soft: Matrix): Float64Array {
  const out = vectorOf(combine(inverseRoot(state.dual), soft, 1, -1));
  features.forEach((feature, j) => {
    for (let k = 0; k < out.length; k++) out[k] -= state.masses[j] * feature[k];
  });
  return out;
}

/** One damped Newton step towards mu_j slack_j = target; undefined when no step makes progress. */
function advance(
  state: State,
  features: readonly Float64Array[],
  soft: Matrix,
  metric: Matrix,
  target: number,
): State | undefined {
  const { dual, masses, slacks } = state;
  const normal = curvature(dual);
  const right = stationarity(state, features, soft);
  features.forEach((feature, j) => {
    addFeature(normal, feature, masses[j] / slacks[j]);
    const missing = target / slacks[j] - masses[j];
    for (let k = 0; k < right.length; k++) right[k] -= missing * feature[k];
  });
  const lower = tryCholesky(normal);
  if (lower === undefined) return undefined;
  const step = backSubstitute(lower, forwardSubstitute(lower, right));
  const drop = Float64Array.from(features, (feature) => dot(feature, step));
  const rise = masses.map((mass, j) => target / slacks[j] - mass + (mass / slacks[j]) * drop[j]);
  const size = masses.map((mass, j) => mass * slacks[j]);
  const merit = (at: State): number => {
    const residual = localNorm(metric, stationarity(at, features, soft));
    const centred = size.map((product, j) => (at.masses[j] * at.slacks[j] - target) / Math.sqrt(product));
    return Math.sqrt(residual * residual + dot(centred, centred));
  };
  const before = merit(state);
  for (let length = longestStep(state, drop, rise); length > 1e-9; length *= 0.6) {
    const next = {
      dual: combine(dual, matrixOf(step, dual.rows), 1, length),
      masses: masses.map((mass, j) => mass + length * rise[j]),
      slacks: slacks.map((slack, j) => slack - length * drop[j]),
    };
    if (tryCholesky(next.dual) === undefined) continue;
    if (merit(next) <= (1 - 0.01 * length) * before) return next;
  }
  return undefined;
}

/** 0.99 of the step that would take a mass or a slack to zero, at most 1. */
function longestStep(state: State, drop: Float64Array, rise: Float64Array): number {
  let longest = 1 / 0.99;
  for (let j = 0; j < drop.length; j++) {
    if (drop[j] > 0) longest = Math.min(longest, state.slacks[j] / drop[j]);
    if (rise[j] < 0) longest = Math.min(longest, -state.masses[j] / rise[j]);
  }
  return Math.min(1, 0.99 * longest);
}

function addFeature(normal: Matrix, feature: Float64Array, factor: number): void {
  const n = feature.length;
  for (let i = 0; i < n; i++) {
    const part = factor * feature[i];
    for (let j = 0; j <= i; j++) normal.data[i * n + j] += part * feature[j];
  }
}

/** Minus the Hessian of 2 tr(L^{1/2}): in L's eigenbasis, dL_ij -> dL_ij / (r_i r_j (r_i + r_j)), r = sqrt(eigenvalues). */
function curvature(dual: Matrix): Matrix {
  const d = dual.rows;
  const n = (d * (d + 1)) / 2;
  const { values, vectors } = symmetricEigen(dual);
  const roots = values.map((value) => Math.sqrt(Math.max(value, 1e-300)));
  const turned: Float64Array[] = [];
  for (let a = 0; a < d; a++) {
    for (let b = a; b < d; b++) turned.push(turnedBasis(vectors, roots, a, b));
  }
  const out = matrix(n, n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) out.data[i * n + j] = dot(turned[i], turned[j]);
  return out;
}

/** Basis matrix (a, b) in the eigenbasis, each entry weighted by the root of its curvature. */
function turnedBasis(vectors: Matrix, roots: Float64Array, a: number, b: number): Float64Array {
  const d = roots.length;
  const out = new Float64Array(d * d);
  const v = vectors.data;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      const both = v[a * d + i] * v[b * d + j];
      const entry = a === b ? both : (both + v[b * d + i] * v[a * d + j]) / Math.SQRT2;
      out[i * d + j] = entry / Math.sqrt(roots[i] * roots[j] * (roots[i] + roots[j]));
    }
  }
  return out;
}
