/**
 * A trained network's code beside the certified optimum: what the code costs at its cheapest, how selective it is, and the
 * same check that every optimum passes (docs/theory.md, sections 1 to 3).
 */
import { apply, dot, inversePositive, quadraticForm } from "../math/linearAlgebra.js";
import { combine, identity, type Matrix, matrix, multiply, scale, transpose } from "../math/matrix.js";
import { type LinearNetwork, networkEnergy } from "./network.js";
import { smallestBias } from "./price.js";
import type { CodingProblem, Neuron, Optimum } from "./types.js";

/** M = W_in A_in [neurons x factors]: how neurons weigh the factors. */
export const codeOf = (problem: CodingProblem, inputWeights: Matrix): Matrix =>
  multiply(inputWeights, problem.inputMixing ?? identity(problem.support.names.length));

/** Smallest biases [neurons] that keep W_in x + b nonnegative on the support, for factors as measured (not centred). */
export function smallestBiases(problem: CodingProblem, inputWeights: Matrix): Float64Array {
  const code = codeOf(problem, inputWeights);
  return apply(code, problem.support.mean).map((mean, n) => smallestBias(problem.support.points, row(code, n)) - mean);
}

/**
 * The cheapest network with the code M [neurons x factors]: W_in = M G_in^-1 A_in', smallest biases, and the ridge readout
 * W_out = A_out P^-1 M', P = M'M + (lambda_out / gamma) Sigma^-1. Throws where M does not tell all factors apart.
 */
export function cheapestNetwork(problem: CodingProblem, code: Matrix): LinearNetwork {
  const { support, lambdaOut = 1, gamma = Infinity } = problem;
  const inputMixing = problem.inputMixing ?? identity(code.columns);
  const targetMixing = problem.targetMixing ?? identity(code.columns);
  const inputGram = multiply(transpose(inputMixing), inputMixing);
  const inputWeights = multiply(multiply(code, inversePositive(inputGram)), transpose(inputMixing));
  const soft = scale(inversePositive(support.covariance), gamma === Infinity ? 0 : lambdaOut / gamma);
  const readout = inversePositive(combine(multiply(transpose(code), code), soft));
  return {
    inputWeights,
    inputBias: smallestBiases(problem, inputWeights),
    outputWeights: multiply(multiply(targetMixing, readout), transpose(code)),
  };
}

/** The neurons of a code M [neurons x factors], the costliest first; silent ones are left out. */
export function neuronsOfCode(problem: CodingProblem, code: Matrix): Neuron[] {
  const { support, alpha = 1 } = problem;
  const network = cheapestNetwork(problem, code);
  const rows = Array.from({ length: code.rows }, (_, n) => ({ u: row(code, n), w: row(network.inputWeights, n) }));
  const costs = rows.map(({ u, w }) => {
    const bias = smallestBias(support.points, u);
    return alpha * (quadraticForm(support.covariance, u) + bias ** 2) + (problem.lambdaIn ?? 1) * dot(w, w);
  });
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  return rows
    .map(({ u }, n) => ({ u, gain: Math.sqrt(dot(u, u)), energyShare: costs[n] / total }))
    .filter(({ gain }) => gain > 0)
    .map(({ u, gain, energyShare }) => ({
      direction: [...u].map((value) => value / gain),
      gain,
      bias: smallestBias(support.points, u),
      energyShare,
    }))
    .sort((a, b) => b.energyShare - a.energyShare);
}

/**
 * The claim that a trained code makes, for `checkOptimality`: its neurons, what its cheapest network costs when every term
 * is evaluated directly, and the certified optimum's bound and dual.
 */
export function claimOfCode(problem: CodingProblem, code: Matrix, certified: Optimum): Optimum {
  const energy = networkEnergy(problem, cheapestNetwork(problem, code)).total;
  const gap = Math.max(0, (energy - certified.lowerBound) / energy);
  return { ...certified, status: "gap", energy, gap, neurons: neuronsOfCode(problem, code) };
}

/** Share of (gain x standard deviation)^2 that lies on each neuron's main factor; 1 for pure neurons. */
export function codeSelectivity(code: Matrix, covariance: Matrix): number {
  let main = 0;
  let all = 0;
  for (let n = 0; n < code.rows; n++) {
    const parts = row(code, n).map((value, i) => value * value * covariance.data[i * covariance.columns + i]);
    main += Math.max(...parts);
    all += parts.reduce((sum, part) => sum + part, 0);
  }
  return main / all;
}

const row = (a: Matrix, index: number): Float64Array => a.data.slice(index * a.columns, (index + 1) * a.columns);

/** The rows of M = gain x direction [neurons x factors]. */
export function codeOfNeurons(neurons: readonly Neuron[]): Matrix {
  const columns = neurons[0]?.direction.length ?? 0;
  return matrix(
    neurons.length,
    columns,
    Float64Array.from(neurons.flatMap(({ direction, gain }) => direction.map((value) => gain * value))),
  );
}
