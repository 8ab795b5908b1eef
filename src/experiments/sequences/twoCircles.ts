/** Two circular variables held in one static code: the coding problem, its certified optimum, and the angles between the two planes. */
import { eigenvalues } from "../../math/eigenvalues.js";
import { inversePositive } from "../../math/linearAlgebra.js";
import { fromRows, type Matrix, matrix, multiply, transpose } from "../../math/matrix.js";
import {
  type CodingProblem,
  type Neuron,
  type Prediction,
  predictNeurons,
  supportFromSamples,
} from "../../theory/index.js";

/** Cosine and sine of the first variable, then of the second. */
export type CirclePair = readonly [cos1: number, sin1: number, cos2: number, sin2: number];

/** Price of the weights into the code, beside activity at 1. */
export const CIRCLES_IN = 1e-6;

/** Each variable a group of two; alpha 1, lambda_in 1e-6. Throws as `supportFromSamples` does. */
export const twoCircles = (pairs: readonly CirclePair[], lambdaOut: number): CodingProblem => ({
  support: supportFromSamples(fromRows(pairs), { names: ["cos 1", "sin 1", "cos 2", "sin 2"] }),
  groups: [
    [0, 1],
    [2, 3],
  ],
  alpha: 1,
  lambdaIn: CIRCLES_IN,
  lambdaOut,
});

export interface CirclesOptimum {
  readonly prediction: Prediction;
  /** Degrees between the planes of the two variables, ascending. */
  readonly angles: readonly number[];
}

/** The certified optimum of the pairs that occur. Throws as `predictNeurons` does. */
export function circlesOptimum(problem: CodingProblem): CirclesOptimum {
  const prediction = predictNeurons(problem);
  const gains = fromRows(prediction.neurons.map(({ direction, gain }) => direction.map((value) => gain * value)));
  return { prediction, angles: anglesOf(multiply(transpose(gains), gains)) };
}

/** Rate of every neuron at every pair [pairs x neurons]; biases are for variables measured from their mean [4]. */
export function ratesAt(
  pairs: readonly CirclePair[],
  neurons: readonly Neuron[],
  mean: ArrayLike<number>,
): Float64Array {
  return Float64Array.from({ length: pairs.length * neurons.length }, (_, at) => {
    const { direction, gain, bias } = neurons[at % neurons.length];
    const pair = pairs[Math.floor(at / neurons.length)];
    return pair.reduce((sum, value, k) => sum + gain * direction[k] * (value - mean[k]), bias);
  });
}

/** Principal angles between the columns of M for the first two coordinates and for the last two, from Q = M'M. */
function anglesOf(q: Matrix): number[] {
  const block = (row: number, col: number): Matrix =>
    matrix(
      2,
      2,
      Float64Array.from({ length: 4 }, (_, k) => q.data[(row + Math.floor(k / 2)) * 4 + col + (k % 2)]),
    );
  const cross = block(0, 2);
  const squared = multiply(
    multiply(inversePositive(block(0, 0)), cross),
    multiply(inversePositive(block(2, 2)), transpose(cross)),
  );
  const cosines = eigenvalues(squared).map(({ real }) => Math.sqrt(Math.min(1, Math.max(0, real))));
  return cosines.sort((a, b) => b - a).map((cosine) => (Math.acos(cosine) * 180) / Math.PI);
}
