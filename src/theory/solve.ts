/** From a coding problem to its certified optimum, in the units of the factors. */
import { apply, dot } from "../math/linearAlgebra.js";
import { matrix, multiply, transpose } from "../math/matrix.js";
import { type Column, generateColumns, type ScaledOptimum } from "./optimum.js";
import { boxOracle, cloudOracle, type Oracle } from "./oracle.js";
import { smallestBias } from "./price.js";
import { type ReducedProblem, reduceProblem } from "./problem.js";
import { type ScaledProblem, scaleProblem } from "./scaled.js";
import type { CodingProblem, Neuron, Optimum, SolverOptions, Status } from "./types.js";

/** The energy-optimal code of a problem, with proof. */
export function solveOptimum(problem: CodingProblem, options: SolverOptions = {}): Optimum {
  const began = performance.now();
  const { tolerance = 1e-6, seconds = 10 } = options;
  const reduced = reduceProblem(problem);
  const scaled = scaleProblem(reduced);
  const oracle = oracleFor(scaled);
  const start = axisColumns(scaled, oracle);
  const best = generateColumns(scaled, [oracle], start, { tolerance, deadline: began + 1000 * seconds });
  return describeOptimum(reduced, scaled, best, tolerance, (performance.now() - began) / 1000);
}

export const oracleFor = (problem: ScaledProblem): Oracle =>
  problem.box === undefined ? cloudOracle(problem) : boxOracle(problem.base, problem.box);

/** Both signs of every factor alone. */
export function axisColumns(problem: ScaledProblem, oracle: Oracle): Column[] {
  const d = problem.dimension;
  return Array.from({ length: 2 * d }, (_, k) => {
    const direction = Float64Array.from({ length: d }, (_, i) => (i === k >> 1 ? (k & 1 ? -1 : 1) : 0));
    return { direction, price: oracle.price(direction) };
  });
}

export function describeOptimum(
  reduced: ReducedProblem,
  scaled: ScaledProblem,
  best: ScaledOptimum,
  tolerance: number,
  seconds: number,
): Optimum {
  const gap = (best.energy - best.lowerBound) / best.energy;
  const status: Status = gap <= tolerance ? "certified" : best.lowerBound > 0 ? "gap" : "bracketed";
  const d = reduced.dimension;
  const dual = matrix(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) dual.data[i * d + j] = best.dual.data[i * d + j] / (scaled.toRow[i] * scaled.toRow[j]);
  }
  return {
    status,
    gap,
    energy: scaled.unit * best.energy,
    lowerBound: scaled.unit * best.lowerBound,
    neurons: neuronsOf(reduced, scaled, best),
    dual: multiply(multiply(reduced.basis, dual), transpose(reduced.basis)),
    rounds: best.rounds,
    seconds,
  };
}

function neuronsOf(reduced: ReducedProblem, scaled: ScaledProblem, best: ScaledOptimum): Neuron[] {
  const total = best.columns.reduce((sum, column, j) => sum + column.price * best.masses[j], 0);
  const neurons = best.columns.map(({ direction, price }, j) => {
    const mass = Math.sqrt(scaled.unit * best.masses[j]);
    const row = direction.map((value, i) => mass * scaled.toRow[i] * value);
    const factors = apply(reduced.basis, row);
    const gain = Math.sqrt(dot(factors, factors));
    return {
      direction: [...factors].map((value) => (gain > 0 ? value / gain : 0)),
      gain,
      bias: smallestBias(reduced.points, row),
      energyShare: (price * best.masses[j]) / total,
    };
  });
  return neurons.filter((neuron) => neuron.energyShare > 1e-7).sort((a, b) => b.energyShare - a.energyShare);
}
