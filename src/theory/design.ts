/**
 * The weight problem: given directions v_j of price 1, minimise sum_j mu_j + tr(G (Q + K)^{-1}), Q = sum_j mu_j v_j v_j',
 * mu >= 0: an A-optimal design (docs/theory.md, section 3; Pukelsheim, Optimal Design of Experiments, chapter 6).
 * Solved in the dual, maximise 2 tr((A L A')^{1/2}) - tr(L K) subject to v_j' L v_j <= 1 with G = A'A, by a primal-dual
 * interior-point method (Boyd and Vandenberghe, Convex Optimization, section 11.7): d(d+1)/2 unknowns however many
 * directions. Where the target leaves L undetermined, L >= 0 binds and has the multiplier Z (Helmberg et al. 1996).
 */
import {
  addOuter,
  backSubstitute,
  cholesky,
  dot,
  forwardSubstitute,
  inversePositive,
  quadraticForm,
  spectralMap,
  symmetricEigen,
  symmetrise,
  tryCholesky,
} from "../math/linearAlgebra.js";
import { combine, identity, type Matrix, matrix, multiply, scale, trace, transpose } from "../math/matrix.js";

export interface Design {
  /** [directions] */
  readonly masses: Float64Array;
  /** L [d x d], strictly feasible for the given directions */
  readonly dual: Matrix;
}

interface State {
  readonly dual: Matrix;
  /** Z [d x d] */
  readonly excess: Matrix;
  readonly masses: Float64Array;
  readonly slacks: Float64Array;
}

/** What does not change during the iterations. */
interface Setting {
  readonly features: readonly Float64Array[];
  /** A [rank x d] */
  readonly root: Matrix;
  readonly soft: Matrix;
}

/** Where one Newton step starts, and the complementarity it aims at. */
interface Step {
  readonly state: State;
  readonly target: number;
  /** Cholesky factor of the dual function's curvature: gradients are measured in it, free of the coordinates' scales. */
  readonly metric: Matrix;
  /** Cholesky factor of L. */
  readonly lower: Matrix;
}

/** The given directions [d] must span; `gram` is G and `soft` K, both [d x d]. */
export function solveDesign(directions: readonly Float64Array[], gram: Matrix, soft: Matrix): Design {
  const setting = { features: directions.map(squareFeatures), root: rootOf(gram), soft };
  let state = start(directions, gram, soft);
  // a short stride means that the iterate hugs the boundary: the next step then aims nearer to the centre
  let stride = 0.9;
  for (let iteration = 0; iteration < 100; iteration++) {
    const complementarity = dot(state.masses, state.slacks) + dot(state.dual.data, state.excess.data);
    const total = 2 * trace(spectralMap(innerGram(setting, state.dual), (value) => Math.sqrt(Math.max(0, value))));
    const lower = tryCholesky(state.dual);
    const metric = lower && tryCholesky(curvature(setting, state, lower));
    if (lower === undefined || metric === undefined) break;
    const residual = localNorm(metric, stationarity(setting, state)) / Math.sqrt(total);
    if (complementarity < 1e-10 * total && residual < 1e-8) break;
    const centring = residual < 0.1 ? Math.min(0.9, Math.max(0.05, (1 - stride) ** 2)) : Math.max(0.3, 1 - stride);
    const target = (centring * complementarity) / (directions.length + soft.rows);
    const moved = advance(setting, { state, target, metric, lower });
    if (moved === undefined) break;
    state = moved.state;
    stride = moved.stride;
  }
  return { masses: state.masses, dual: state.dual };
}

/** A with A'A = G, along eigenvectors, without those below 1e-13 of the largest. */
function rootOf(gram: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(gram);
  const kept = [...values.keys()].filter((k) => values[k] > 1e-13 * values[values.length - 1]);
  const out = matrix(kept.length, gram.rows);
  kept.forEach((k, row) => {
    for (let i = 0; i < gram.rows; i++) {
      out.data[row * gram.rows + i] = Math.sqrt(values[k]) * vectors.data[i * gram.rows + k];
    }
  });
  return out;
}

/** A L A' [rank x rank] */
const innerGram = ({ root }: Setting, dual: Matrix): Matrix =>
  symmetrise(multiply(multiply(root, dual), transpose(root)));

/** Size of a gradient in the local metric of the dual function: it does not depend on the coordinates' scales. */
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
 * A start near the optimum: alternating minimisation mu_j <- mu_j sqrt(v_j'R v_j), R = P^{-1} G P^{-1}, P = Q + K, which
 * falls at every step but slowly; then L = R shrunk to leave slack everywhere. G gets a little of the identity, so that
 * no direction dies out.
 */
function start(directions: readonly Float64Array[], gram: Matrix, soft: Matrix): State {
  const full = combine(gram, identity(gram.rows), 1, (1e-4 * trace(gram)) / gram.rows);
  let masses = new Float64Array(directions.length).fill(1 / directions.length);
  let dual = full;
  let ratios = masses;
  for (let step = 0; step < 25; step++) {
    if (step > 0) masses = masses.map((mass, j) => mass * Math.sqrt(ratios[j]));
    const here = saving(directions, masses, full, soft);
    ratios = Float64Array.from(directions, (v) => quadraticForm(here, v));
    dual = here;
  }
  const shrink = Math.min(1, 0.8 / Math.max(...ratios));
  const feasible = scale(dual, shrink);
  const level = Math.sqrt(dot(gram.data, feasible.data)) / directions.length;
  return {
    dual: feasible,
    excess: scale(inversePositive(feasible), 0.05 * level),
    slacks: ratios.map((ratio) => 1 - shrink * ratio),
    masses: masses.map((mass) => Math.max(mass, 0.01 * level)),
  };
}

/** R = P^{-1} G P^{-1}, P = sum_j mu_j v_j v_j' + K */
function saving(directions: readonly Float64Array[], masses: Float64Array, gram: Matrix, soft: Matrix): Matrix {
  const sum = combine(soft, soft, 1, 0);
  directions.forEach((v, j) => {
    addOuter(sum, v, masses[j]);
  });
  const inverse = inversePositive(sum);
  return symmetrise(multiply(multiply(inverse, gram), inverse));
}

/** A'(A L A')^{-1/2} A + Z - K - sum_j mu_j v_j v_j', zero at the optimum. */
function stationarity(setting: Setting, state: State): Float64Array {
  const { root, soft, features } = setting;
  const inner = spectralMap(innerGram(setting, state.dual), (value) => 1 / Math.sqrt(Math.max(value, 1e-300)));
  const gradient = multiply(multiply(transpose(root), inner), root);
  const out = vectorOf(combine(combine(gradient, state.excess), soft, 1, -1));
  features.forEach((feature, j) => {
    for (let k = 0; k < out.length; k++) out[k] -= state.masses[j] * feature[k];
  });
  return out;
}

/** One damped Newton step towards mu_j slack_j = target and L Z = target I; undefined when no step makes progress. */
function advance(setting: Setting, step: Step): { readonly state: State; readonly stride: number } | undefined {
  const { state, target } = step;
  const { masses, slacks } = state;
  const inverse = inversePositive(state.dual);
  const change = newtonStep(setting, step, inverse);
  if (change === undefined) return undefined;
  const dualChange = matrixOf(change, state.dual.rows);
  const bent = multiply(multiply(inverse, dualChange), state.excess);
  const excessChange = combine(combine(inverse, state.excess, target, -1), symmetrise(bent), 1, -1);
  const drop = Float64Array.from(setting.features, (feature) => dot(feature, change));
  const rise = masses.map((mass, j) => target / slacks[j] - mass + (mass / slacks[j]) * drop[j]);
  const merit = meritFor(setting, step);
  const before = merit(state);
  for (let length = longestStep(state, drop, rise); length > 1e-9; length *= 0.7) {
    const next = {
      dual: combine(state.dual, dualChange, 1, length),
      excess: combine(state.excess, excessChange, 1, length),
      masses: masses.map((mass, j) => mass + length * rise[j]),
      slacks: slacks.map((slack, j) => slack - length * drop[j]),
    };
    if (tryCholesky(next.dual) === undefined || tryCholesky(next.excess) === undefined) continue;
    if (merit(next) <= (1 - 0.01 * length) * before) return { state: next, stride: length };
  }
  return undefined;
}

/** Distance from the perturbed optimality conditions, in the metric of the step's start. */
function meritFor(setting: Setting, { state, target, metric, lower }: Step): (at: State) => number {
  const size = state.masses.map((mass, j) => mass * state.slacks[j]);
  const d = state.dual.rows;
  const average = dot(state.dual.data, state.excess.data) / d;
  return (at) => {
    const residual = localNorm(metric, stationarity(setting, at));
    const centred = size.map((product, j) => (at.masses[j] * at.slacks[j] - target) / Math.sqrt(product));
    const product = multiply(multiply(transpose(lower), at.excess), lower);
    for (let i = 0; i < d; i++) product.data[i * d + i] -= target;
    return Math.sqrt(residual * residual + dot(centred, centred) + dot(product.data, product.data) / average);
  };
}

/** Change of L, as a vector, that solves the linearised conditions. */
function newtonStep(setting: Setting, { state, target, lower }: Step, inverse: Matrix): Float64Array | undefined {
  const normal = curvature(setting, state, lower);
  const right = stationarity(setting, state);
  const pull = vectorOf(combine(inverse, state.excess, target, -1));
  for (let k = 0; k < right.length; k++) right[k] += pull[k];
  setting.features.forEach((feature, j) => {
    addFeature(normal, feature, state.masses[j] / state.slacks[j]);
    const missing = target / state.slacks[j] - state.masses[j];
    for (let k = 0; k < right.length; k++) right[k] -= missing * feature[k];
  });
  const factor = tryCholesky(normal);
  return factor === undefined ? undefined : backSubstitute(factor, forwardSubstitute(factor, right));
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

/**
 * Minus the Hessian of 2 tr((A L A')^{1/2}), which maps dS to dS_ij / (r_i r_j (r_i + r_j)) in the eigenbasis of
 * S = A L A', r = sqrt(eigenvalues), plus what Z gives way by: dL to (L^{-1} dL Z + Z dL L^{-1}) / 2.
 */
function curvature(setting: Setting, { dual, excess }: State, lower: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(innerGram(setting, dual));
  const roots = values.map((value) => Math.sqrt(Math.max(value, 1e-300)));
  const turned = multiply(transpose(vectors), setting.root);
  const weight = (i: number, j: number): number => 1 / Math.sqrt(roots[i] * roots[j] * (roots[i] + roots[j]));
  const bound = transpose(cholesky(excess));
  const parts = [squaresOf(turned, turned, weight), squaresOf(inverseOfLower(lower), bound, () => 1)];
  const n = parts[0].length;
  const out = matrix(n, n);
  for (const part of parts) {
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) out.data[i * n + j] += dot(part[i], part[j]);
  }
  return out;
}

function inverseOfLower(lower: Matrix): Matrix {
  const n = lower.rows;
  const out = matrix(n, n);
  for (let k = 0; k < n; k++) {
    const axis = new Float64Array(n);
    axis[k] = 1;
    const solved = forwardSubstitute(lower, axis);
    for (let i = 0; i < n; i++) out.data[i * n + k] = solved[i];
  }
  return out;
}

/** For each basis matrix E of the symmetric matrices: the entries of S E T', each times its weight. */
function squaresOf(s: Matrix, t: Matrix, weight: (i: number, j: number) => number): Float64Array[] {
  const d = t.columns;
  const out: Float64Array[] = [];
  for (let a = 0; a < d; a++) {
    for (let b = a; b < d; b++) {
      const entries = new Float64Array(s.rows * t.rows);
      for (let i = 0; i < s.rows; i++) {
        for (let j = 0; j < t.rows; j++) {
          const both = s.data[i * d + a] * t.data[j * d + b];
          const entry = a === b ? both : (both + s.data[i * d + b] * t.data[j * d + a]) / Math.SQRT2;
          entries[i * t.rows + j] = entry * weight(i, j);
        }
      }
      out.push(entries);
    }
  }
  return out;
}
