/**
 * The least that any nonnegative code pays, whatever its tuning (docs/test.md). A neuron with regression gains u has
 *     E z^2 >= c(u) = max over l of 2 l'Sigma u - E max(l.s, 0)^2,
 * attained by z = max(l.s, 0). With Sigma = 1 within reach of whitening, l stands for the neuron: its gains are
 * u(l) = Sigma^-1 E[s max(l.s, 0)] and its price E max(l.s, 0)^2. On the l that make the same conditions positive both are linear and
 * quadratic, so that climbing goes from one such set to the next, each time to the top of a Rayleigh quotient.
 */
import { NumericalError } from "../math/errors.js";
import {
  addOuter,
  apply,
  cholesky,
  dot,
  generalisedEigen,
  inversePositive,
  quadraticForm,
  squareRoot,
  symmetricEigenvalues,
} from "../math/linearAlgebra.js";
import { diagonal, type Matrix, matrix, multiply } from "../math/matrix.js";
import { fold, key, normal, split } from "../math/random.js";
import { sum } from "../math/statistics.js";
import { leastEnergy, type PricedNeuron } from "../theory/index.js";
import type { Trials } from "./protocols.js";

type Frame = Pick<Trials, "support" | "coordinates" | "counts">;

/** E* of any code for a readout price G = diag(importances) [coordinates], and a bound below it. */
export interface AnyOptimum {
  readonly energy: number;
  readonly lowerBound: number;
  /** Whether the bound is a closed form, or holds as far as climbing found no better neuron. */
  readonly isExact: boolean;
}

export function optimumOfAny(frame: Frame, importances: Float64Array): AnyOptimum {
  const gram = diagonal(importances);
  if (isSymmetric(frame)) {
    // where s and -s are equally likely c(u) = 2 u'Sigma u, and E* = 2 sqrt(2) sum sqrt(eig(Sigma G))
    const root = squareRoot(frame.support.covariance);
    const energy = 2 * Math.SQRT2 * sum(symmetricEigenvalues(multiply(multiply(root, gram), root)).map(Math.sqrt));
    return { energy, lowerBound: energy, isExact: true };
  }
  return generated(frame, gram);
}

/** Whether every condition has an opposite of as many trials. */
function isSymmetric({ coordinates, counts }: Frame): boolean {
  const d = coordinates.columns;
  const nameOf = (t: number, sign: number) =>
    Array.from({ length: d }, (_, i) => Math.round(sign * coordinates.data[t * d + i] * 1e6) + 0).join();
  const weights = new Map(Array.from(counts, (count, t) => [nameOf(t, 1), count]));
  return counts.every((count, t) => weights.get(nameOf(t, -1)) === count);
}

const ROUNDS = 60;

function generated(frame: Frame, gram: Matrix): AnyOptimum {
  const d = gram.rows;
  const starts = split(fold(key(0), "starts"), 12 * d).map((source) => normal(source, d));
  const axes = Array.from({ length: 2 * d }, (_, k) =>
    Float64Array.from({ length: d }, (__, i) => (i === k >> 1 ? (k & 1 ? -1 : 1) : 0)),
  );
  let neurons = [...axes, ...starts].map((l) => neuronOf(frame, l));
  let best: AnyOptimum = { energy: Infinity, lowerBound: 0, isExact: false };
  for (let round = 0; round < ROUNDS; round++) {
    const { energy, dual } = leastEnergy(neurons, gram);
    const found = [...axes, ...starts].map((l) => climb(frame, dual, l));
    const most = Math.max(1, ...found.map(({ direction, price }) => quadraticForm(dual, direction) / price));
    best = {
      energy: Math.min(best.energy, energy),
      lowerBound: Math.max(best.lowerBound, energy / Math.sqrt(most)),
      isExact: false,
    };
    if (best.energy - best.lowerBound <= 1e-6 * best.energy) break;
    neurons = [...neurons, ...found];
  }
  return best;
}

/** The neuron max(l.s, 0). */
function neuronOf(frame: Frame, l: Float64Array): PricedNeuron {
  const moments = momentsWhere(frame, l);
  const along = apply(moments, l);
  return { direction: apply(inversePositive(frame.support.covariance), along), price: dot(l, along) };
}

/** E[s s'] over the conditions that l makes positive. */
function momentsWhere({ coordinates, counts }: Frame, l: Float64Array): Matrix {
  const d = coordinates.columns;
  const out = matrix(d, d);
  const total = sum(counts);
  for (let t = 0; t < counts.length; t++) {
    const s = coordinates.data.subarray(t * d, (t + 1) * d);
    if (dot(l, s) > 0) addOuter(out, s, counts[t] / total);
  }
  return out;
}

/** To the top of u'Lu / c on the conditions that are positive now, until they stay the same. */
function climb(frame: Frame, dual: Matrix, start: Float64Array): PricedNeuron {
  let best = neuronOf(frame, start);
  let l = start;
  const ratio = ({ direction, price }: PricedNeuron) => quadraticForm(dual, direction) / price;
  for (let step = 0; step < 50; step++) {
    const next = topDirection(frame, dual, l);
    if (next === undefined) break;
    const candidate = neuronOf(frame, next);
    if (!(ratio(candidate) > ratio(best) * (1 + 1e-10))) break;
    [best, l] = [candidate, next];
  }
  return best;
}

/** Maximises l'S A L A S l / l'S l, S the moments where l is positive and A = Sigma^-1. */
function topDirection(frame: Frame, dual: Matrix, l: Float64Array): Float64Array | undefined {
  const moments = momentsWhere(frame, l);
  const d = dual.rows;
  for (let i = 0; i < d; i++) moments.data[i * d + i] *= 1 + 1e-12;
  const turned = multiply(inversePositive(frame.support.covariance), moments);
  const form = matrix(d, d);
  const half = multiply(dual, turned);
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++)
      for (let k = 0; k < d; k++) form.data[i * d + j] += turned.data[k * d + i] * half.data[k * d + j];
  try {
    cholesky(moments);
  } catch (error) {
    if (error instanceof NumericalError) return undefined; // too few conditions are positive to move among
    throw error;
  }
  const { vectors } = generalisedEigen(form, moments);
  const top = Float64Array.from({ length: d }, (_, i) => vectors.data[i * d + d - 1]);
  return dot(top, l) < 0 ? top.map((value) => -value) : top;
}
