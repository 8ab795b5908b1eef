/**
 * A check of an optimum that shares no search with the solver (docs/theory.md, section 3): the code is legal and costs what
 * is claimed, the dual L is worth the claimed lower bound,
 *     E* >= 2 sqrt(lambda_out) sum sqrt(eig(L G)) - tr(L K),
 * and no direction tried has u'Lu > c(u). Trying directions can refute a certificate, never establish one.
 */
import { apply, dot, inversePositive, quadraticForm, squareRoot, symmetricEigen } from "../math/linearAlgebra.js";
import { combine, type Matrix, matrix, multiply, trace } from "../math/matrix.js";
import { fold, key, normal } from "../math/random.js";
import { price } from "./price.js";
import { congruence, type ReducedProblem, reduceProblem, softGram } from "./problem.js";
import type { CodingProblem, Neuron, Optimum } from "./types.js";

export interface OptimalityCheck {
  readonly valid: boolean;
  /** Energy of the listed neurons, recomputed. */
  readonly energy: number;
  /** What the dual proves, provided it is feasible. */
  readonly dualBound: number;
  /** Largest u'Lu / c(u) among the directions tried; at most 1 for a feasible dual. */
  readonly largestRatio: number;
  /** Smallest activity of any neuron on the support, relative to its bias. */
  readonly leastActivity: number;
  /** What does not hold, in words. */
  readonly failures: readonly string[];
}

/** Relative slack for rounding. */
const ROUNDING = 1e-6;

/** Checks the claims of an optimum by evaluating them; `directions` random directions are tried besides the neurons'. */
export function checkOptimality(problem: CodingProblem, optimum: Optimum, directions = 2000): OptimalityCheck {
  const reduced = reduceProblem(problem);
  const rows = optimum.neurons.map((neuron) => rowOf(reduced, neuron));
  const energy = codeEnergy(reduced, rows);
  const dual = congruence(reduced.basis, optimum.dual);
  const dualBound = worthOf(reduced, dual);
  const largestRatio = largestRatioOf(reduced, dual, rows, directions);
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

/** A neuron's row of M in reduced coordinates (the basis has orthonormal columns). */
function rowOf(reduced: ReducedProblem, neuron: Neuron): Float64Array {
  const { basis } = reduced;
  return Float64Array.from({ length: basis.columns }, (_, k) =>
    neuron.direction.reduce((sum, value, i) => sum + neuron.gain * value * basis.data[i * basis.columns + k], 0),
  );
}

/** C + lambda_out tr(G (Q + K)^{-1}) of rows of M, in units of energy. */
export function codeEnergy(reduced: ReducedProblem, rows: readonly Float64Array[]): number {
  const d = reduced.dimension;
  const gram = matrix(d, d);
  for (const row of rows) {
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) gram.data[i * d + j] += row[i] * row[j];
  }
  const readout = trace(multiply(reduced.targetGram, inversePositive(combine(gram, softGram(reduced)))));
  return rows.reduce((sum, row) => sum + price(reduced, row), reduced.lambdaOut * readout);
}

function worthOf(reduced: ReducedProblem, dual: Matrix): number {
  const spectrum = symmetricEigen(congruence(squareRoot(reduced.targetGram), dual)).values;
  const half = spectrum.reduce((sum, value) => sum + Math.sqrt(reduced.lambdaOut * Math.max(0, value)), 0);
  const k = dot(dual.data, softGram(reduced).data);
  // A smaller dual L / r stays feasible and is worth more when K is large.
  const r = Math.max(1, (k / half) ** 2);
  return (2 * half) / Math.sqrt(r) - k / r;
}

function largestRatioOf(
  reduced: ReducedProblem,
  dual: Matrix,
  rows: readonly Float64Array[],
  directions: number,
): number {
  const d = reduced.dimension;
  const spread = squareRoot(inversePositive(reduced.covariance));
  const ratio = (u: Float64Array): number => quadraticForm(dual, u) / price(reduced, u);
  let best = { u: new Float64Array(d), value: 0 };
  const consider = (u: Float64Array): void => {
    const value = ratio(u);
    if (value > best.value) best = { u, value };
  };
  for (const row of rows) if (dot(row, row) > 0) consider(row);
  const draws = normal(key(0), directions * d);
  for (let k = 0; k < directions; k++) consider(apply(spread, draws.subarray(k * d, (k + 1) * d)));
  const steps = normal(fold(key(0), "steps"), directions * d);
  for (let k = 0; k < directions; k++) {
    const size = 0.5 * 1e-6 ** (k / directions) * Math.sqrt(dot(best.u, best.u));
    const step = steps.subarray(k * d, (k + 1) * d);
    const centre = best.u;
    consider(centre.map((value, i) => value + size * step[i]));
  }
  return best.value;
}

function leastActivityOf(problem: CodingProblem, neuron: Neuron): number {
  const { points } = problem.support;
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < points.rows; row++) {
    const d = points.columns;
    let activity = neuron.bias;
    for (let i = 0; i < d; i++) activity += neuron.gain * neuron.direction[i] * points.data[row * d + i];
    least = Math.min(least, activity);
  }
  return least / Math.max(neuron.bias, Number.MIN_VALUE);
}
