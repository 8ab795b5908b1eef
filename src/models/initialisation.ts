/** Initial values of weight matrices and biases, by the field's names. Biases of the first follow PyTorch's Linear. */
import type { HostTensor } from "../engine/tensor.js";
import { fold, type Key, normal, uniform } from "../math/random.js";

/** Draws a layer's weight [inputs x outputs] and bias [outputs]. */
export type Initialisation = (key: Key, inputs: number, outputs: number) => { weight: HostTensor; bias: HostTensor };

const tensor = (shape: readonly number[], values: Float64Array, scale: number, shift = 0): HostTensor => ({
  shape,
  data: Float32Array.from(values, (value) => scale * value + shift),
});

const zeros = (length: number): HostTensor => ({ shape: [length], data: new Float32Array(length) });

/** Uniform on +-1/sqrt(inputs) for weights and biases: PyTorch's default for linear layers. */
export const torchDefault: Initialisation = (key, inputs, outputs) => {
  const bound = 1 / Math.sqrt(inputs);
  return {
    weight: tensor([inputs, outputs], uniform(fold(key, "weight"), inputs * outputs), 2 * bound, -bound),
    bias: tensor([outputs], uniform(fold(key, "bias"), outputs), 2 * bound, -bound),
  };
};

/** Uniform on +-sqrt(6 / (inputs + outputs)), biases 0: Glorot and Bengio 2010, eq. 16; the default of Keras. */
export const glorotUniform: Initialisation = (key, inputs, outputs) => {
  const bound = Math.sqrt(6 / (inputs + outputs));
  const weight = tensor([inputs, outputs], uniform(fold(key, "weight"), inputs * outputs), 2 * bound, -bound);
  return { weight, bias: zeros(outputs) };
};

/** Normal with variance 2 / inputs, biases 0: He et al. 2015, eq. 10, for ReLU layers. */
export const heNormal: Initialisation = (key, inputs, outputs) => ({
  weight: tensor([inputs, outputs], normal(fold(key, "weight"), inputs * outputs), Math.sqrt(2 / inputs)),
  bias: zeros(outputs),
});

export const initialisations = {
  "torch-default": torchDefault,
  "glorot-uniform": glorotUniform,
  "he-normal": heNormal,
} as const;

export type InitialisationName = keyof typeof initialisations;
