/** From a coding problem to its certified optimum, in the units of the factors. */
import { UsageError } from "../math/errors.js";
import { apply, dot } from "../math/linearAlgebra.js";
import { type Matrix, matrix, multiply, transpose } from "../math/matrix.js";
import { axisColumns } from "./axisColumns.js";
import { boxOracle } from "./boxOracle.js";
import { cloudOracle } from "./cloudOracle.js";
import { symmetrisedFloor } from "./floor.js";
import { type Column, generateColumns, type ScaledOptimum } from "./optimum.js";
import type { Oracle } from "./oracle.js";
import { biasOf } from "./price.js";
import { type ReducedProblem, reduceProblem } from "./problem.js";
import { type Product, productOf, productParts } from "./product.js";
import { type ScaledProblem, scaleProblem } from "./scaled.js";
import { type Representations, representations } from "./selectivity.js";
import type { CodingProblem, Neuron, Optimum, SolverOptions, Status } from "./types.js";
import { neuronsUnique } from "./uniqueness.js";

/** The stages of an answer: the search for neurons, a floor where it fails, the choice of neurons, the verdict on purity. */
type Stage = "search" | "floor" | "choice" | "purity";

/** Part of the time limit by which each stage is over. */
const ENDS: Readonly<Record<Stage, number>> = { search: 0.8, floor: 0.85, choice: 0.9, purity: 1 };
/** Milliseconds that a stage after the search has however late it starts. */
const GRACE = 50;

/** A reduced problem, scaled, with its oracle and limits: what a search needs. */
export interface PreparedSearch {
  readonly reduced: ReducedProblem;
  readonly scaled: ScaledProblem;
  readonly oracle: Oracle;
  /** Where the range is a product of uncoupled parts. */
  readonly product: Product | undefined;
  readonly tolerance: number;
  readonly seconds: number;
  /** Milliseconds of performance.now(). */
  readonly began: number;
}

/** A problem in all its forms: what the parts of a prediction share. */
export interface Prepared extends PreparedSearch {
  readonly problem: CodingProblem;
}

/** Throws UsageError on options out of range, and as `reduceProblem` does. */
export const prepare = (problem: CodingProblem, options?: SolverOptions): Prepared => ({
  problem,
  ...prepareReduced(reduceProblem(problem), options),
});

/** Throws UsageError on options out of range. */
export function prepareReduced(reduced: ReducedProblem, options: SolverOptions = {}): PreparedSearch {
  const began = performance.now();
  const { tolerance = 1e-6, seconds = 10 } = options;
  if (!(tolerance > 0)) throw new UsageError(`the tolerance is a positive number, not ${tolerance}`);
  if (!(seconds >= 0)) throw new UsageError(`the time limit is zero or a positive number of seconds, not ${seconds}`);
  const scaled = scaleProblem(reduced);
  const parts = productParts(reduced);
  const product = parts && productOf(scaled, parts);
  const oracle = product?.oracle ?? oracleOf(scaled);
  return { reduced, scaled, oracle, product, tolerance, seconds, began };
}

const oracleOf = (scaled: ScaledProblem): Oracle =>
  scaled.box === undefined ? cloudOracle(scaled) : boxOracle(scaled.base, scaled.box);

/** Time by which a stage ends, in milliseconds of performance.now(). */
export function deadlineOf({ began, seconds }: PreparedSearch, stage: Stage): number {
  const planned = began + 1000 * seconds * ENDS[stage];
  return stage === "search" ? planned : Math.max(planned, performance.now() + GRACE);
}

/** The energy-optimal code of a problem, with proof. */
export function solveOptimum(problem: CodingProblem, options: SolverOptions = {}): Optimum {
  const prepared = prepare(problem, options);
  return describe(prepared, solvePrepared(prepared));
}

export interface Solved {
  readonly best: ScaledOptimum;
  readonly codes: Representations;
  readonly status: Status;
  /** Whether no other neurons make an optimal code; undefined where that is not known. */
  readonly unique: boolean | undefined;
}

export function solvePrepared(prepared: PreparedSearch): Solved {
  const { scaled, oracle, reduced, tolerance } = prepared;
  const limits = { tolerance, deadline: deadlineOf(prepared, "search") };
  const found =
    prepared.product?.optimum(limits) ?? generateColumns(scaled, [oracle], axisColumns(scaled, oracle), limits);
  const { best, status } = withFloor(prepared, found);
  const share = (u: Float64Array): number => mainShare(reduced, scaled, u);
  const deadline = deadlineOf(prepared, "choice");
  const codes = representations(scaled, oracle, best, share, deadline);
  const unique = status === "certified" ? neuronsUnique(scaled, oracle, best, deadline) : undefined;
  return { best, codes, status, unique };
}

/** Takes the symmetrised-point floor where it beats the search's own bound. */
export function withFloor(prepared: PreparedSearch, best: ScaledOptimum): { best: ScaledOptimum; status: Status } {
  const { scaled, tolerance } = prepared;
  if (gapOf(best) <= tolerance) return selfChecked(best, "certified");
  const floor = symmetrisedFloor(scaled, deadlineOf(prepared, "floor"));
  if (floor.bound <= best.lowerBound) return selfChecked(best, "gap");
  const bracketed = { ...best, lowerBound: floor.bound, dual: floor.dual };
  return selfChecked(bracketed, gapOf(bracketed) <= tolerance ? "certified" : "bracketed");
}

/** Part of the energy by which rounding may lift a lower bound above it. */
const ROUNDING = 1e-9;

/** A bound above the energy of a code that exists is none: the search has missed something. */
export function selfChecked(best: ScaledOptimum, status: Status): { best: ScaledOptimum; status: Status } {
  if (best.lowerBound <= best.energy * (1 + ROUNDING)) {
    return { best: { ...best, lowerBound: Math.min(best.lowerBound, best.energy) }, status };
  }
  return { best: { ...best, lowerBound: Number.NaN }, status: "incomplete" };
}

const gapOf = ({ energy, lowerBound }: ScaledOptimum): number => (energy - lowerBound) / energy;

/** Part of (gain x standard deviation)^2 on the main factor, a group counting as one. */
export function mainShare(reduced: ReducedProblem, scaled: ScaledProblem, u: Float64Array): number {
  const parts = reduced.groups.map((group) => group.reduce((sum, i) => sum + u[i] * u[i] * scaled.variance[i], 0));
  return Math.max(...parts) / parts.reduce((a, b) => a + b, 0);
}

export function describe({ reduced, scaled, began }: PreparedSearch, { best, codes, status }: Solved): Optimum {
  return {
    status,
    gap: Math.max(0, gapOf(best)),
    energy: scaled.unit * best.energy,
    lowerBound: scaled.unit * best.lowerBound,
    neurons: neuronsOf(reduced, scaled, codes.columns, codes.fewest),
    dual: inFactors(reduced, scaled, best.dual),
    rounds: best.rounds,
    seconds: (performance.now() - began) / 1000,
  };
}

/** A dual form in factor coordinates: the same value u'Lu for the same neuron. */
function inFactors(reduced: ReducedProblem, scaled: ScaledProblem, dual: Matrix): Matrix {
  const d = reduced.dimension;
  const out = matrix(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) out.data[i * d + j] = dual.data[i * d + j] / (scaled.toRow[i] * scaled.toRow[j]);
  }
  return multiply(multiply(reduced.basis, out), transpose(reduced.basis));
}

/** Neurons in factor units, the costliest first; those that pay less than 1e-7 of the cost are left out. */
export function neuronsOf(
  reduced: ReducedProblem,
  scaled: ScaledProblem,
  columns: readonly Column[],
  masses: Float64Array,
): Neuron[] {
  const total = columns.reduce((sum, { price }, j) => sum + price * masses[j], 0);
  if (!(total > 0)) return [];
  const neurons = columns.map(({ direction, price }, j) => {
    const size = Math.sqrt(scaled.unit * masses[j]);
    const row = direction.map((value, i) => size * scaled.toRow[i] * value);
    const factors = apply(reduced.basis, row);
    const gain = Math.sqrt(dot(factors, factors));
    return {
      direction: [...factors].map((value) => (gain > 0 ? value / gain : 0)),
      gain,
      bias: biasOf(reduced, row),
      energyShare: (price * masses[j]) / total,
    };
  });
  return neurons.filter((neuron) => neuron.energyShare > 1e-7).sort((a, b) => b.energyShare - a.energyShare);
}
