/**
 * Linear mixtures of independent factors, the tasks of Whittington et al. 2023, Figs. 2 to 4: factors e are uniform on
 * [0, 1], the input is x = A_in e and the target y = A_out e.
 */
import { InputError } from "../math/errors.js";
import type { Matrix } from "../math/matrix.js";
import { fold, type Key, uniform } from "../math/random.js";
import type { Dataset, Factor, Task } from "../protocols.js";
import { gaussianMatrix, orthogonalMatrix } from "./mixing.js";

export interface LinearMixtureTask extends Task {
  /** A_in [inputs x factors] */
  readonly inputMixing: Matrix;
  /** A_out [outputs x factors] */
  readonly targetMixing: Matrix;
}

/** A linear task with the mixings given. Throws InputError when they disagree about the number of factors. */
export function linearMixture(name: string, inputMixing: Matrix, targetMixing: Matrix): LinearMixtureTask {
  const factors = inputMixing.columns;
  if (targetMixing.columns !== factors) {
    throw new InputError(
      `the input mixes ${factors} factors, the target ${targetMixing.columns}; they must be the same`,
    );
  }
  return {
    name,
    inputs: inputMixing.rows,
    outputs: targetMixing.rows,
    inputMixing,
    targetMixing,
    sample: (key, count) => sampleMixture(key, count, inputMixing, targetMixing),
  };
}

/** Fig. 2 and 3: x = O e with O random orthogonal, y = W e with W [factors x factors] of standard normal entries. */
export function supervisedMixture(key: Key, factors: number): LinearMixtureTask {
  const rotation = orthogonalMatrix(fold(key, "input mixing"), factors);
  return linearMixture("supervised mixture", rotation, gaussianMatrix(fold(key, "target mixing"), factors, factors));
}

/** Fig. 4A: x = y = W e with W [outputs x factors] of standard normal entries. */
export function autoencodingMixture(key: Key, factors: number, outputs: number): LinearMixtureTask {
  const mixing = gaussianMatrix(fold(key, "mixing"), outputs, factors);
  return linearMixture("autoencoding mixture", mixing, mixing);
}

function sampleMixture(key: Key, count: number, inputMixing: Matrix, targetMixing: Matrix): Dataset {
  const factorCount = inputMixing.columns;
  const values = uniform(key, count * factorCount);
  return {
    count,
    input: mix(values, count, inputMixing),
    target: mix(values, count, targetMixing),
    factors: Array.from({ length: factorCount }, (_, index) => uniformFactor(values, count, factorCount, index)),
  };
}

function uniformFactor(values: Float64Array, count: number, factorCount: number, index: number): Factor {
  const own = Float64Array.from({ length: count }, (_, row) => values[row * factorCount + index]);
  return { name: `factor ${index + 1}`, kind: "continuous", values: own };
}

/** Rows of `values` [count x factors] through the mixing [outputs x factors]: [count x outputs]. */
function mix(values: Float64Array, count: number, mixing: Matrix): Float32Array {
  const { rows: outputs, columns: factors, data } = mixing;
  const mixed = new Float32Array(count * outputs);
  for (let row = 0; row < count; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = 0;
      for (let f = 0; f < factors; f++) sum += data[output * factors + f] * values[row * factors + f];
      mixed[row * outputs + output] = sum;
    }
  }
  return mixed;
}
