/**
 * The energy of any given linear network on the same problem, so that a trained network and the certified optimum are
 * compared in the same units (docs/theory.md, section 1):
 *     alpha E|z|^2 + lambda_in |W_in|^2 + lambda_out |W_out|^2 + gamma E|W_out z + b_out - y|^2.
 */
import { InputError } from "../math/errors.js";
import { apply, dot, quadraticForm } from "../math/linearAlgebra.js";
import { combine, identity, type Matrix, matrix, multiply } from "../math/matrix.js";
import type { CodingProblem, Neuron } from "./types.js";

export interface LinearNetwork {
  /** W_in [neurons x inputs] */
  readonly inputWeights: Matrix;
  /** b_in [neurons], for factors as measured (not centred) */
  readonly inputBias: ArrayLike<number>;
  /** W_out [targets x neurons] */
  readonly outputWeights: Matrix;
  /** b_out [targets]; the best possible one when left out */
  readonly outputBias?: ArrayLike<number>;
}

export interface NetworkEnergy {
  readonly activity: number;
  readonly inputWeights: number;
  readonly outputWeights: number;
  /** gamma E|error|^2; 0 when the problem asks for an exact prediction, see `squaredError` then */
  readonly prediction: number;
  readonly total: number;
  /** E|W_out z + b_out - y|^2 */
  readonly squaredError: number;
  /** Smallest activity of any neuron on the support: negative when nonnegativity is broken. */
  readonly leastActivity: number;
}

/** Throws InputError when the shapes do not fit the problem. */
export function networkEnergy(problem: CodingProblem, network: LinearNetwork): NetworkEnergy {
  const { support, alpha = 1, lambdaIn = 1, lambdaOut = 1, gamma = Infinity } = problem;
  const factors = support.names.length;
  const inputMixing = problem.inputMixing ?? identity(factors);
  const targetMixing = problem.targetMixing ?? identity(factors);
  requireShape("W_in", network.inputWeights, network.inputWeights.rows, inputMixing.rows);
  requireShape("W_out", network.outputWeights, targetMixing.rows, network.inputWeights.rows);
  const code = multiply(network.inputWeights, inputMixing);
  const mean = apply(code, support.mean).map((value, n) => value + network.inputBias[n]);
  const error = combine(multiply(network.outputWeights, code), targetMixing, 1, -1);
  const squaredError =
    expectedSquare(error, support.covariance) + squared(meanError(network, mean, targetMixing, problem));
  const parts = {
    activity: alpha * (expectedSquare(code, support.covariance) + dot(mean, mean)),
    inputWeights: lambdaIn * squared(network.inputWeights.data),
    outputWeights: lambdaOut * squared(network.outputWeights.data),
    prediction: gamma === Infinity ? 0 : gamma * squaredError,
  };
  const total = parts.activity + parts.inputWeights + parts.outputWeights + parts.prediction;
  return { ...parts, total, squaredError, leastActivity: leastActivity(code, mean, support.points) };
}

function requireShape(name: string, a: Matrix, rows: number, columns: number): void {
  if (a.rows === rows && a.columns === columns) return;
  throw new InputError(
    `${name} is ${a.rows} x ${a.columns}, but the problem and the other weights ask for ${rows} x ${columns}`,
  );
}

const squared = (values: Float64Array): number => dot(values, values);

/** tr(a Sigma a') */
function expectedSquare(a: Matrix, covariance: Matrix): number {
  let sum = 0;
  for (let row = 0; row < a.rows; row++) {
    sum += quadraticForm(covariance, a.data.subarray(row * a.columns, (row + 1) * a.columns));
  }
  return sum;
}

/** Mean of W_out z + b_out - y [targets]; zero with the best output bias. */
function meanError(
  network: LinearNetwork,
  mean: Float64Array,
  targetMixing: Matrix,
  problem: CodingProblem,
): Float64Array {
  const bias = network.outputBias;
  if (bias === undefined) return new Float64Array(targetMixing.rows);
  const target = apply(targetMixing, problem.support.mean);
  return apply(network.outputWeights, mean).map((value, k) => value + bias[k] - target[k]);
}

function leastActivity(code: Matrix, mean: Float64Array, points: Matrix): number {
  let least = Infinity;
  for (let row = 0; row < points.rows; row++) {
    const z = apply(code, points.data.subarray(row * points.columns, (row + 1) * points.columns));
    z.forEach((value, n) => {
      least = Math.min(least, value + mean[n]);
    });
  }
  return least;
}

/** Activity of optimal neurons, z = gain direction . (s - mean) + bias: [samples x neurons] for samples [samples x factors]. */
export function codeActivity(neurons: readonly Neuron[], samples: Matrix, mean: ArrayLike<number>): Matrix {
  const out = matrix(samples.rows, neurons.length);
  const d = samples.columns;
  for (let row = 0; row < samples.rows; row++) {
    neurons.forEach(({ direction, gain, bias }, n) => {
      let sum = bias;
      for (let i = 0; i < d; i++) sum += gain * direction[i] * (samples.data[row * d + i] - mean[i]);
      out.data[row * neurons.length + n] = sum;
    });
  }
  return out;
}
