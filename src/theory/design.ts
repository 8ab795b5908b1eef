/**
 * The weight problem: given directions v_j of price 1, minimise sum_j mu_j + tr(G (Q + K)^{-1}), Q = sum_j mu_j v_j v_j',
 * mu >= 0: an A-optimal design (docs/theory.md, section 3; Pukelsheim, Optimal Design of Experiments, chapter 6).
 * Solved in the dual, maximise 2 tr((A L A')^{1/2}) - tr(L K) subject to v_j' L v_j <= 1 with G = A'A, by a primal-dual
 * interior-point method (Boyd and Vandenberghe, Convex Optimization, section 11.7): d(d+1)/2 unknowns however many
 * directions. Where the target leaves L undetermined, L >= 0 binds and has the multiplier Z (Helmberg et al. 1996).
 */
import {
  addOuter,
  apply,
  backSubstitute,
  dot,
  forwardSubstitute,
  inversePositive,
  quadraticForm,
  spectralMap,
  symmetricEigen,
  symmetricEigenvalues,
  symmetrise,
  tryCholesky,
} from "../math/linearAlgebra.js";
import { combine, identity, type Matrix, matrix, multiply, scale, trace, transpose } from "../math/matrix.js";
import { sum } from "../math/statistics.js";

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
  /** [directions x features]: v v' as a vector */
  readonly features: Matrix;
  /** A [rank x d] */
  readonly root: Matrix;
  /** K as a vector [features] */
  readonly soft: Float64Array;
}

/** A state with what is needed of it more than once. */
interface Evaluated {
  readonly state: State;
  /** r [rank]: square roots of the eigenvalues of A L A' */
  readonly roots: Float64Array;
  /** V'A [rank x d], V the eigenvectors of A L A' */
  readonly turned: Matrix;
  /** A'(A L A')^{-1/2} A + Z - K - sum_j mu_j v_j v_j' as a vector: zero at the optimum. */
  readonly stationarity: Float64Array;
}

/** Where one Newton step starts, and the complementarity it aims at. */
interface Step {
  readonly at: Evaluated;
  readonly target: number;
  /** The dual function's curvature [features x features, lower triangle]. */
  readonly curvature: Matrix;
  /** Its Cholesky factor: gradients are measured in it, free of the coordinates' scales. */
  readonly metric: Matrix;
  /** Cholesky factor of L. */
  readonly lower: Matrix;
}

/** The given directions [d] must span; `gram` is G and `soft` K, both [d x d]. */
export function solveDesign(directions: readonly Float64Array[], gram: Matrix, soft: Matrix): Design {
  const setting = { features: featuresOf(directions), root: rootOf(gram), soft: vectorOf(soft) };
  let at = evaluate(setting, start(directions, gram, soft));
  // a short stride means that the iterate hugs the boundary: the next step then aims nearer to the centre
  let stride = 0.9;
  for (let iteration = 0; iteration < 100; iteration++) {
    const { masses, slacks, dual, excess } = at.state;
    const complementarity = dot(masses, slacks) + dot(dual.data, excess.data);
    const total = 2 * sum(at.roots);
    const lower = tryCholesky(dual);
    const curvature = lower && curvatureOf(at, lower);
    const metric = curvature && tryCholesky(curvature);
    if (lower === undefined || curvature === undefined || metric === undefined) break;
    const residual = localNorm(metric, at.stationarity) / Math.sqrt(total);
    if (complementarity < 1e-10 * total && residual < 1e-8) break;
    const centring = residual < 0.1 ? Math.min(0.9, Math.max(0.05, (1 - stride) ** 2)) : Math.max(0.3, 1 - stride);
    const target = (centring * complementarity) / (directions.length + soft.rows);
    const moved = advance(setting, { at, target, curvature, metric, lower });
    if (moved === undefined) break;
    at = moved.at;
    stride = moved.stride;
  }
  return { masses: at.state.masses, dual: at.state.dual };
}

function evaluate({ root, features, soft }: Setting, state: State): Evaluated {
  const { values, vectors } = symmetricEigen(multiply(multiply(root, state.dual), transpose(root)));
  const roots = new Float64Array(values.length);
  for (let k = 0; k < roots.length; k++) roots[k] = Math.sqrt(Math.max(values[k], 1e-300));
  const turned = multiply(transpose(vectors), root);
  const stationarity = vectorOf(state.excess);
  addGradient(stationarity, turned, roots);
  const n = stationarity.length;
  for (let k = 0; k < n; k++) stationarity[k] -= soft[k];
  for (let j = 0; j < state.masses.length; j++) {
    const mass = state.masses[j];
    for (let k = 0; k < n; k++) stationarity[k] -= mass * features.data[j * n + k];
  }
  return { state, roots, turned, stationarity };
}

/** Adds A'(A L A')^{-1/2} A, the sum over rows of `turned` of their squares over the roots. */
function addGradient(to: Float64Array, turned: Matrix, roots: Float64Array): void {
  const d = turned.columns;
  for (let r = 0; r < roots.length; r++) {
    let k = 0;
    for (let i = 0; i < d; i++) {
      const own = turned.data[r * d + i] / roots[r];
      for (let j = i; j < d; j++, k++) to[k] += (i === j ? 1 : Math.SQRT2) * own * turned.data[r * d + j];
    }
  }
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

/** Size of a gradient in the local metric of the dual function: it does not depend on the coordinates' scales. */
const localNorm = (metric: Matrix, gradient: Float64Array): number => {
  const turned = forwardSubstitute(metric, Float64Array.from(gradient));
  return Math.sqrt(dot(turned, turned));
};

/** Upper triangles of v v' with off-diagonal entries times sqrt 2, so that inner products are those of matrices. */
function featuresOf(directions: readonly Float64Array[]): Matrix {
  const d = directions[0].length;
  const out = matrix(directions.length, (d * (d + 1)) / 2);
  let at = 0;
  for (const v of directions) {
    for (let i = 0; i < d; i++) {
      for (let j = i; j < d; j++) out.data[at++] = i === j ? v[i] * v[i] : Math.SQRT2 * v[i] * v[j];
    }
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
  let ratios: readonly number[] = [];
  for (let step = 0; step < 25; step++) {
    if (step > 0) masses = masses.map((mass, j) => mass * Math.sqrt(ratios[j]));
    const here = saving(directions, masses, full, soft);
    ratios = directions.map((v) => quadraticForm(here, v));
    dual = here;
    if (Math.max(...ratios) < 1.2) break;
  }
  const shrink = Math.min(1, 0.8 / Math.max(...ratios));
  const feasible = scale(interior(dual), shrink);
  const level = Math.sqrt(dot(gram.data, feasible.data)) / directions.length;
  return {
    dual: feasible,
    excess: scale(inversePositive(feasible), 0.05 * level),
    slacks: Float64Array.from(ratios, (ratio) => 1 - shrink * ratio),
    masses: masses.map((mass) => Math.max(mass, 0.01 * level)),
  };
}

/** Positive definite also where rounding has left a direction of it at zero, as of factors that are nearly proportional. */
function interior(dual: Matrix): Matrix {
  const values = symmetricEigenvalues(dual);
  const least = 1e-13 * values[values.length - 1];
  return values[0] > least ? dual : spectralMap(dual, (value) => Math.max(value, least));
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

/** One damped Newton step towards mu_j slack_j = target and L Z = target I; undefined when no step makes progress. */
function advance(setting: Setting, step: Step): { readonly at: Evaluated; readonly stride: number } | undefined {
  const { target } = step;
  const { state } = step.at;
  const { masses, slacks } = state;
  const inverse = inversePositive(state.dual);
  const change = newtonStep(setting, step, inverse);
  if (change === undefined) return undefined;
  const dualChange = matrixOf(change, state.dual.rows);
  const bent = multiply(multiply(inverse, dualChange), state.excess);
  const excessChange = combine(combine(inverse, state.excess, target, -1), symmetrise(bent), 1, -1);
  const drop = apply(setting.features, change);
  const rise = new Float64Array(masses.length);
  for (let j = 0; j < rise.length; j++) {
    rise[j] = target / slacks[j] - masses[j] + (masses[j] / slacks[j]) * drop[j];
  }
  const merit = meritFor(step);
  const before = merit(step.at);
  for (let length = longestStep(state, drop, rise); length > 1e-9; length *= 0.7) {
    const next = {
      dual: combine(state.dual, dualChange, 1, length),
      excess: combine(state.excess, excessChange, 1, length),
      masses: moved(masses, rise, length),
      slacks: moved(slacks, drop, -length),
    };
    if (tryCholesky(next.dual) === undefined || tryCholesky(next.excess) === undefined) continue;
    const at = evaluate(setting, next);
    if (merit(at) <= (1 - 0.01 * length) * before) return { at, stride: length };
  }
  return undefined;
}

function moved(from: Float64Array, along: Float64Array, length: number): Float64Array {
  const out = from.slice();
  for (let j = 0; j < out.length; j++) out[j] += length * along[j];
  return out;
}

/** Distance from the perturbed optimality conditions, in the metric of the step's start. */
function meritFor({ at: { state }, target, metric, lower }: Step): (at: Evaluated) => number {
  const d = state.dual.rows;
  const average = dot(state.dual.data, state.excess.data) / d;
  const upper = transpose(lower);
  return ({ state: { masses, slacks, excess }, stationarity }) => {
    const residual = localNorm(metric, stationarity);
    let uncentred = 0;
    for (let j = 0; j < masses.length; j++) {
      uncentred += (masses[j] * slacks[j] - target) ** 2 / (state.masses[j] * state.slacks[j]);
    }
    const product = multiply(multiply(upper, excess), lower);
    for (let i = 0; i < d; i++) product.data[i * d + i] -= target;
    return Math.sqrt(residual * residual + uncentred + dot(product.data, product.data) / average);
  };
}

/** Change of L, as a vector, that solves the linearised conditions. */
function newtonStep({ features }: Setting, step: Step, inverse: Matrix): Float64Array | undefined {
  const { target } = step;
  const { state, stationarity } = step.at;
  const normal = { ...step.curvature, data: step.curvature.data.slice() };
  const right = stationarity.slice();
  const n = right.length;
  const pull = vectorOf(combine(inverse, state.excess, target, -1));
  for (let k = 0; k < n; k++) right[k] += pull[k];
  for (let j = 0; j < state.masses.length; j++) {
    const stiffness = state.masses[j] / state.slacks[j];
    const missing = target / state.slacks[j] - state.masses[j];
    for (let k = 0; k < n; k++) {
      const own = features.data[j * n + k];
      right[k] -= missing * own;
      for (let l = 0; l <= k; l++) normal.data[k * n + l] += stiffness * own * features.data[j * n + l];
    }
  }
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

/**
 * Minus the Hessian of 2 tr((A L A')^{1/2}), which maps dS to dS_ij / (r_i r_j (r_i + r_j)) in the eigenbasis of
 * S = A L A', r = sqrt(eigenvalues), plus what Z gives way by: dL to (L^{-1} dL Z + Z dL L^{-1}) / 2.
 * Undefined where rounding has left Z no longer positive definite.
 */
function curvatureOf({ state, roots, turned }: Evaluated, lower: Matrix): Matrix | undefined {
  const excess = tryCholesky(state.excess);
  if (excess === undefined) return undefined;
  const weight = (i: number, j: number): number => 1 / Math.sqrt(roots[i] * roots[j] * (roots[i] + roots[j]));
  const n = (lower.rows * (lower.rows + 1)) / 2;
  const out = matrix(n, n);
  addSquares(out, squaresOf(turned, turned, weight));
  addSquares(
    out,
    squaresOf(inverseOfLower(lower), transpose(excess), () => 1),
  );
  return out;
}

/** out <- out + rows rows', lower triangle. */
function addSquares(out: Matrix, { rows, columns, data }: Matrix): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let total = 0;
      for (let k = 0; k < columns; k++) total += data[i * columns + k] * data[j * columns + k];
      out.data[i * rows + j] += total;
    }
  }
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
function squaresOf(s: Matrix, t: Matrix, weight: (i: number, j: number) => number): Matrix {
  const d = t.columns;
  const out = matrix((d * (d + 1)) / 2, s.rows * t.rows);
  for (let i = 0; i < s.rows; i++) {
    for (let j = 0; j < t.rows; j++) {
      const scaled = weight(i, j);
      for (let a = 0, row = 0; a < d; a++) {
        for (let b = a; b < d; b++, row++) {
          const both = s.data[i * d + a] * t.data[j * d + b];
          const entry = a === b ? both : (both + s.data[i * d + b] * t.data[j * d + a]) / Math.SQRT2;
          out.data[row * out.columns + i * t.rows + j] = entry * scaled;
        }
      }
    }
  }
  return out;
}
