/**
 * An autoencoder whose code is multiplied by a mask before it is decoded, for dropout (Srivastava et al., JMLR 15, 1929 (2014)) on the
 * code. Masks come with the data, as further columns of the input, one per unit of the code: drawn at random for training, all ones
 * for measurement. So the network stays a function of its input. Rectified layers around a linear code, as in `deepAutoencoder`.
 */
import { disposeAll } from "../engine/ops.js";
import type { Tensor, TensorTree } from "../engine/tensor.js";
import type { Forward, Model } from "../protocols.js";
import { type Initialisation, torchDefault } from "./initialisation.js";
import { applyLayer, initialiseLayers, type Layer, weightName } from "./layers.js";

export interface MaskedAutoencoderOptions {
  /** Width of the data, without the mask. */
  readonly inputs: number;
  /** Widths from the data to the code, without either. */
  readonly encoder: readonly number[];
  readonly code: number;
  /** The encoder's in reverse by default. */
  readonly decoder?: readonly number[];
  /** Width of the data by default. */
  readonly outputs?: number;
  readonly initialisation?: Initialisation;
}

/** Its input is [batch x (inputs + code)]. */
export function maskedAutoencoder({
  inputs,
  encoder,
  code,
  decoder = encoder.toReversed(),
  outputs = inputs,
  initialisation = torchDefault,
}: MaskedAutoencoderOptions): Model {
  const toCode = stack("encoder", inputs, [...encoder, code], "code");
  const fromCode = stack("decoder", code, [...decoder, outputs], "output");
  const layers = [...toCode, ...fromCode];
  return {
    name: `masked autoencoder ${[inputs, ...layers.map((layer) => layer.outputs)].join("-")}`,
    inputs: inputs + code,
    outputs,
    layers: { code },
    weights: layers.map(weightName),
    initialise: (key) => initialiseLayers(layers, key, initialisation),
    forward: (parameters, input) => forward(toCode, fromCode, parameters, input),
  };
}

/** Rectified layers "part 1", "part 2", ..., and a linear one at the end. */
const stack = (part: string, inputs: number, widths: readonly number[], last: string): Layer[] =>
  widths.map((units, i) => ({
    name: i + 1 < widths.length ? `${part} ${i + 1}` : last,
    inputs: i === 0 ? inputs : widths[i - 1],
    outputs: units,
    activation: i + 1 < widths.length ? "relu" : "linear",
    exposed: i + 1 === widths.length,
  }));

function forward(toCode: readonly Layer[], fromCode: readonly Layer[], parameters: TensorTree, input: Tensor): Forward {
  const [{ inputs }] = toCode;
  const through = (layers: readonly Layer[], x: Tensor) =>
    layers.reduce((activity, layer) => applyLayer(layer, parameters, activity), x);
  const code = through(toCode, input.ref.slice([], [0, inputs]));
  const mask = input.slice([], [inputs, inputs + fromCode[0].inputs]);
  const output = through(fromCode, code.ref.mul(mask));
  disposeAll(Object.values(parameters));
  return { output, activity: { code } };
}
