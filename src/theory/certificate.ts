/**
 * A check of an optimum that shares no search with the solver (docs/theory.md, section 3): the code is legal and costs what
 * is claimed, the dual L is worth the claimed lower bound,
 *     E* >= 2 sqrt(lambda_out) sum sqrt(eig(L G)) - tr(L K),
 * and no direction found by local ascent from many starts has u'Lu > c(u). Trying directions can refute a certificate,
 * never establish one.
 */
import {
  addOuter,
  apply,
  backSubstitute,
  cholesky,
  dot,
  forwardSubstitute,
  quadraticForm,
  symmetricEigen,
} from "../math/linearAlgebra.js";
import { combine, type Matrix, matrix, scale, transpose } from "../math/matrix.js";
import { fold, key, normal } from "../math/random.js";
import { ascend, coneRows } from "./ascent.js";
import { lowerBound } from "./optimum.js";
import { price, quadraticPrice } from "./price.js";
import { congruence, type ReducedProblem, reduceProblem, softGram } from "./problem.js";
import { rescale } from "./scaled.js";
import type { CodingProblem, Neuron, Optimum } from "./types.js";

export interface OptimalityCheck {
  readonly valid: boolean;
  /** Energy of the listed neurons, recomputed. */
  readonly energy: number;
  /** What the dual proves, provided it is feasible. */
  readonly dualBound: number;
  /** Largest u'Lu / c(u) found; at most 1 for a feasible dual. */
  readonly largestRatio: number;
  /** Smallest activity of any neuron on the support, relative to its bias. */
  readonly leastActivity: number;
  /** What does not hold, in words. */
  readonly failures: readonly string[];
}

/** Relative slack for rounding. */
const ROUNDING = 1e-6;

/** Checks the claims of an optimum by evaluating them; `starts` random ascents are tried besides axes and neurons. */
export function checkOptimality(problem: CodingProblem, optimum: Optimum, starts = 60): OptimalityCheck {
  const reduced = reduceProblem(problem);
  const toCoordinates = transpose(reduced.basis);
  const rows = optimum.neurons.map(({ direction, gain }) =>
    apply(toCoordinates, direction).map((value) => gain * value),
  );
  const energy = codeEnergy(reduced, rows);
  const dual = congruence(reduced.basis, optimum.dual);
  const readout = { gram: scale(reduced.targetGram, reduced.lambdaOut), soft: softGram(reduced) };
  const dualBound = lowerBound(readout, dual, 1);
  const largestRatio = largestRatioOf(reduced, dual, rows, starts);
  const leastActivity = Math.min(0, ...optimum.neurons.map((neuron) => leastActivityOf(problem, neuron)));
  const claims: [boolean, string][] = [
    [Math.abs(energy - optimum.energy) <= ROUNDING * energy, `the neurons cost ${energy}, not ${optimum.energy}`],
    [optimum.lowerBound <= optimum.energy * (1 + 1e-12), "the lower bound exceeds the energy"],
    [leastActivity >= -1e-9, `a neuron is negative: ${leastActivity} of its bias`],
  ];
  if (optimum.lowerBound > 0) {
    claims.push(
      [optimum.lowerBound <= dualBound * (1 + ROUNDING), `the dual proves ${dualBound}, not ${optimum.lowerBound}`],
      [largestRatio <= 1 + ROUNDING, `the dual exceeds a price ${largestRatio}-fold`],
    );
  }
  const failures = claims.filter(([holds]) => !holds).map(([, words]) => words);
  return { valid: failures.length === 0, energy, dualBound, largestRatio, leastActivity, failures };
}

function leastActivityOf(problem: CodingProblem, neuron: Neuron): number {
  const { points } = problem.support;
  const d = points.columns;
  let least = Infinity;
  for (let row = 0; row < points.rows; row++) {
    let activity = neuron.bias;
    for (let i = 0; i < d; i++) activity += neuron.gain * neuron.direction[i] * points.data[row * d + i];
    least = Math.min(least, activity);
  }
  return least / Math.max(neuron.bias, Number.MIN_VALUE);
}

/** C + lambda_out tr(G (Q + K)^{-1}) of rows u of M [d each]; Infinity when they do not determine the target. */
export function codeEnergy(problem: ReducedProblem, rows: readonly Float64Array[]): number {
  const d = problem.dimension;
  const gram = matrix(d, d);
  let cost = 0;
  for (const u of rows) {
    cost += price(problem, u);
    addOuter(gram, u);
  }
  return cost + problem.lambdaOut * readoutOf(problem.targetGram, combine(gram, softGram(problem)));
}

/** tr(G P^+) where the range of P holds that of G; each coordinate is measured in its own size. */
function readoutOf(target: Matrix, code: Matrix): number {
  const size = Float64Array.from({ length: code.rows }, (_, i) => Math.sqrt(code.data[i * code.rows + i]) || 1);
  const { values, vectors } = symmetricEigen(
    rescale(
      code,
      size.map((value) => 1 / value),
    ),
  );
  const turned = congruence(
    vectors,
    rescale(
      target,
      size.map((value) => 1 / value),
    ),
  );
  const needs = Array.from(values, (_, k) => turned.data[k * code.rows + k]);
  const most = Math.max(...needs);
  return values.reduce((sum, value, k) => {
    if (value > 1e-14 * values[values.length - 1]) return sum + needs[k] / value;
    return needs[k] > 1e-10 * most ? Infinity : sum;
  }, 0);
}

function largestRatioOf(problem: ReducedProblem, dual: Matrix, rows: readonly Float64Array[], starts: number): number {
  const d = problem.dimension;
  const lower = cholesky(quadraticPrice(problem));
  const root = Math.sqrt(problem.alpha);
  const cone = coneRows(
    Array.from(
      { length: problem.points.rows },
      (_, row) =>
        forwardSubstitute(
          lower,
          problem.points.data.slice(row * d, (row + 1) * d).map((value) => root * value),
        ), // prettier-ignore
    ),
  );
  const form = whitened(lower, dual);
  const axes = Array.from({ length: 2 * d }, (_, k) =>
    Float64Array.from({ length: d }, (__, i) => (i === k >> 1 ? (k & 1 ? -1 : 1) : 0)),
  );
  const random = Array.from({ length: starts }, (_, k) => normal(fold(key(1), k), d));
  let worst = 0;
  for (const u of [...axes, ...rows, ...random]) {
    if (dot(u, u) === 0) continue;
    worst = Math.max(worst, quadraticForm(dual, u) / price(problem, u));
    const end = ascend(cone, form, apply(transpose(lower), u));
    if (end === undefined) continue;
    const back = backSubstitute(lower, Float64Array.from(end));
    worst = Math.max(worst, quadraticForm(dual, back) / price(problem, back));
  }
  return worst;
}

/** C^{-1} a C^{-T} */
function whitened(lower: Matrix, a: Matrix): Matrix {
  const d = a.rows;
  const half = matrix(d, d);
  for (let i = 0; i < d; i++) half.data.set(forwardSubstitute(lower, a.data.slice(i * d, (i + 1) * d)), i * d);
  const turned = transpose(half);
  for (let i = 0; i < d; i++) turned.data.set(forwardSubstitute(lower, turned.data.slice(i * d, (i + 1) * d)), i * d);
  return turned;
}
