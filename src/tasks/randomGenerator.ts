/**
 * Data from a random nonlinear generator, Whittington et al. 2023, Fig. 4C-D: y = W_2 relu(W_1 e), all weights standard
 * normal, no biases, factors e uniform on [0, 1]. Input and target are y after a fixed rescaling of each output, learned from
 * reference samples of the task itself:
 *
 * - "standardised": zero mean, unit variance, for a squared error;
 * - "unit": the smallest reference value to 0 and the largest to 1, clipped, for a cross-entropy.
 *
 * The paper does not say how it made y fit its sigmoid cross-entropy: docs/decisions/nonlinear-autoencoder.md.
 */
import type { Matrix } from "../math/matrix.js";
import { fold, type Key } from "../math/random.js";
import type { Task } from "../protocols.js";
import { linearMixture } from "./linearMixture.js";
import { gaussianMatrix } from "./mixing.js";

export type Rescaling = "standardised" | "unit";

export interface RandomGeneratorOptions {
  readonly factors: number;
  /** Units of the generator's one hidden layer. */
  readonly hidden: number;
  readonly outputs: number;
  readonly rescaling: Rescaling;
}

const REFERENCE_SAMPLES = 20_000;

/**
 * y = W_2 relu(W_1 e), rescaled, as input and target [outputs]; factors e [factors] are uniform on [0, 1]. The key draws the weights and the
 * reference samples of the rescaling. Whittington et al. 2023, Fig. 4C-D.
 */
export function randomGenerator(key: Key, { factors, hidden, outputs, rescaling }: RandomGeneratorOptions): Task {
  const first = gaussianMatrix(fold(key, "first layer"), hidden, factors);
  const second = gaussianMatrix(fold(key, "second layer"), outputs, hidden);
  const drive = linearMixture("drive of the hidden layer", first, first);
  const reference = throughRelu(drive.sample(fold(key, "reference"), REFERENCE_SAMPLES).input, second);
  const rescale = rescalings[rescaling](reference, outputs);
  return {
    name: "random generator",
    inputs: outputs,
    outputs,
    sample(sampleKey, count) {
      const { input, factors: drawn } = drive.sample(sampleKey, count);
      const values = throughRelu(input, second).map((value, i) => rescale(value, i % outputs));
      return { count, input: values, target: values, factors: drawn };
    },
  };
}

/** relu(drive) W^T, for drive [count x hidden] and W [outputs x hidden]: [count x outputs] */
function throughRelu(drive: Float32Array, { rows: outputs, columns: hidden, data }: Matrix): Float32Array {
  const count = drive.length / hidden;
  const out = new Float32Array(count * outputs);
  for (let row = 0; row < count; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = 0;
      for (let h = 0; h < hidden; h++) sum += data[output * hidden + h] * Math.max(drive[row * hidden + h], 0);
      out[row * outputs + output] = sum;
    }
  }
  return out;
}

type Rescale = (value: number, column: number) => number;

const rescalings: Readonly<Record<Rescaling, (reference: Float32Array, columns: number) => Rescale>> = {
  standardised(reference, columns) {
    const scales = columnsOf(reference, columns).map((values) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return { mean, deviation: Math.sqrt(variance) };
    });
    return (value, column) => (value - scales[column].mean) / scales[column].deviation;
  },
  unit(reference, columns) {
    const ends = columnsOf(reference, columns).map((values) => ({
      low: values.reduce((least, value) => Math.min(least, value)),
      high: values.reduce((most, value) => Math.max(most, value)),
    }));
    return (value, column) => {
      const { low, high } = ends[column];
      return Math.min(1, Math.max(0, (value - low) / (high - low)));
    };
  },
};

const columnsOf = (table: Float32Array, columns: number): Float64Array[] =>
  Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: table.length / columns }, (__, row) => table[row * columns + column]),
  );
