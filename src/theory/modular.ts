/**
 * The best modular code: every neuron depends on one factor, or on one group (docs/theory.md, section 5). For single
 * factors and an exact prediction
 *     E_modular = 2 sum_i sqrt(lambda_out G_ii c_i),   squared gains q_i = sqrt(lambda_out G_ii / c_i);
 * with groups or a soft prediction the same column generation runs with directions confined to the groups.
 */
import { inversePositive, quadraticForm, symmetricEigen } from "../math/linearAlgebra.js";
import { combine, type Matrix, matrix, multiply, submatrix } from "../math/matrix.js";
import { axisColumns } from "./axisColumns.js";
import { cloudOracle } from "./cloudOracle.js";
import { hullOf, shadow } from "./convexBody.js";
import { type Column, codeGram, generateColumns, type Limits, type ScaledOptimum } from "./optimum.js";
import { farthestAgainst, type Oracle } from "./oracle.js";
import { price } from "./price.js";
import type { ReducedProblem } from "./problem.js";
import { rescale, type ScaledProblem } from "./scaled.js";

/** The cheapest code whose neurons each serve one factor or group; `lowerBound` holds for modular codes only. */
export function modularOptimum(problem: ReducedProblem, scaled: ScaledProblem, limits: Limits): ScaledOptimum {
  const oracles = problem.groups.map((group) => confinedOracle(scaled, group));
  return generateColumns(scaled, oracles, axisColumns(scaled, oracles[0]), limits);
}

/** c_i = min(c(e_i), c(-e_i)) [d]: what a neuron of unit gain for factor i costs, with its cheaper sign. */
export function modularPrices(problem: ReducedProblem): Float64Array {
  return Float64Array.from({ length: problem.dimension }, (_, i) => {
    const axis = (sign: number): number[] => Array.from({ length: problem.dimension }, (__, k) => (k === i ? sign : 0));
    return Math.min(price(problem, axis(1)), price(problem, axis(-1)));
  });
}

/** Best squared gains q_i of single-factor neurons, exact prediction [d]. */
export const modularGains = (problem: ReducedProblem): Float64Array =>
  modularPrices(problem).map((c, i) =>
    Math.sqrt((problem.lambdaOut * problem.targetGram.data[i * problem.dimension + i]) / c),
  );

/** E_modular in closed form; single factors and an exact prediction only. */
export const modularEnergy = (problem: ReducedProblem): number =>
  modularPrices(problem).reduce(
    (sum, c, i) => sum + 2 * Math.sqrt(problem.lambdaOut * problem.targetGram.data[i * problem.dimension + i] * c),
    0,
  );

/** R of the best modular code, [d x d, problem coordinates]: R_ii = c_i, R_ij = G_ij sqrt(c_i c_j / (G_ii G_jj)). */
export function modularSavingForm(problem: ReducedProblem): Matrix {
  const d = problem.dimension;
  const c = modularPrices(problem);
  const g = problem.targetGram.data;
  const out = matrix(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      out.data[i * d + j] = i === j ? c[i] : g[i * d + j] * Math.sqrt((c[i] * c[j]) / (g[i * d + i] * g[j * d + j]));
    }
  }
  return out;
}

/** What a neuron would save at the best modular code, and how far above its price that must be to count. */
export interface ModularSaving {
  /** R [d x d, scaled] */
  readonly form: Matrix;
  /** Relative error of R. */
  readonly slack: number;
}

export interface BestModular {
  /** Scaled. */
  readonly energy: number;
  /** No modular code costs less. */
  readonly lowerBound: number;
  /** Undefined where the target leaves part of a group unneeded, so that R is not unique. */
  readonly saving: ModularSaving | undefined;
  /** Neurons of the best modular code, and of both signs where a factor has either. */
  readonly columns: readonly Column[];
}

/** The best modular code: in closed form for single factors and an exact prediction, otherwise solved. */
export function bestModular(problem: ReducedProblem, scaled: ScaledProblem, limits: Limits): BestModular {
  const closed = problem.groups.every((group) => group.length === 1) && problem.gamma === Infinity;
  if (closed) {
    const energy = modularEnergy(problem) / scaled.unit;
    const form = rescale(modularSavingForm(problem), scaled.toRow);
    return {
      energy,
      lowerBound: energy,
      saving: { form, slack: 1e-9 },
      columns: axisColumns(scaled, confinedOracle(scaled, [0])),
    };
  }
  const { energy, lowerBound, columns, masses } = modularOptimum(problem, scaled, limits);
  if (!isDetermined(problem)) return { energy, lowerBound, saving: undefined, columns };
  const form = savingForm(scaled, modularGram(problem, columns, masses));
  return { energy, lowerBound, saving: { form, slack: 1e-5 }, columns };
}

/** R = P^{-1} G P^{-1} of a code Gram matrix, P = Q + K. */
function savingForm(problem: ScaledProblem, code: Matrix): Matrix {
  const inverse = inversePositive(combine(code, problem.soft));
  return multiply(multiply(inverse, problem.gram), inverse);
}

/** Whether every group's optimal Gram matrix is of full rank: always so when the prediction is soft. */
const isDetermined = ({ gamma, groups, targetGram }: ReducedProblem): boolean =>
  gamma < Infinity ||
  groups.every((group) => {
    const { values } = symmetricEigen(submatrix(targetGram, group));
    return values[0] > 1e-10 * values[values.length - 1];
  });

/** Q of a modular code [d x d, scaled]: exactly zero between groups. */
function modularGram(problem: ReducedProblem, columns: readonly Column[], masses: Float64Array): Matrix {
  const all = codeGram(columns, masses);
  const out = matrix(problem.dimension, problem.dimension);
  for (const group of problem.groups) {
    for (const i of group) for (const j of group) out.data[i * out.columns + j] = all.data[i * out.columns + j];
  }
  return out;
}

/** Searches only directions within `group`: the group alone is a smaller problem of the same kind. */
function confinedOracle(problem: ScaledProblem, group: readonly number[]): Oracle {
  const base = submatrix(problem.base, group);
  const points = problem.points.map((point) => Float64Array.from(group, (i) => point[i]));
  const body = problem.body && shadow(problem.body, problem.dimension, group);
  const inner = group.length === 1 ? axisOracle(base, points) : cloudOracle({ base, points, body });
  const whole = problem.body ?? hullOf(problem.points);
  return {
    price: (u) => quadraticForm(problem.base, u) + whole.farthest(u).most ** 2,
    search(r, threshold, deadline) {
      const { bound, found } = inner.search(submatrix(r, group), threshold, deadline);
      const embed = (u: Float64Array): Float64Array => {
        const out = new Float64Array(problem.dimension);
        group.forEach((factor, i) => {
          out[factor] = u[i];
        });
        return out;
      };
      return { bound, found: found.map((item) => ({ ...item, direction: embed(item.direction) })) };
    },
  };
}

/** One factor has two directions. */
function axisOracle(base: Matrix, points: readonly Float64Array[]): Oracle {
  const priceOf = (u: Float64Array): number => quadraticForm(base, u) + farthestAgainst(points, u).most ** 2;
  return {
    price: priceOf,
    search(r: Matrix, threshold: number) {
      const all = [1, -1].map((sign) => {
        const direction = Float64Array.of(sign);
        const cost = priceOf(direction);
        return { direction, price: cost, ratio: r.data[0] / cost };
      });
      const found = all.filter(({ ratio }) => ratio > threshold).sort((a, b) => b.ratio - a.ratio);
      return { bound: Math.max(...all.map(({ ratio }) => ratio)), found };
    },
  };
}
