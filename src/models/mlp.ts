/**
 * Multilayer perceptron with named, exposed hidden layers.
 *
 * The supervised networks of Whittington et al. 2023 (their Fig. 2: one linear hidden layer of 188 units; Fig. 3: five
 * ReLU layers); with no hidden layer but one called "latent" it is their linear autoencoder (Fig. 4).
 */
import { disposeAll } from "../engine/ops.js";
import type { Tensor, TensorTree } from "../engine/tensor.js";
import { UsageError } from "../math/errors.js";
import type { Forward, Model } from "../protocols.js";
import { type Initialisation, torchDefault } from "./initialisation.js";
import { type Activation, activations, affine, initialiseLayers, type Layer, weightName } from "./layers.js";

export interface MlpOptions {
  readonly inputs: number;
  readonly outputs: number;
  /** Hidden layers from input to output. */
  readonly hidden: readonly HiddenLayer[];
  readonly initialisation?: Initialisation;
  /** Whether the forward pass also gives what goes into the nonlinearity of every exposed layer; default false. */
  readonly preactivations?: boolean;
}

export interface HiddenLayer {
  readonly name: string;
  readonly units: number;
  /** Default "linear". */
  readonly activation?: Activation;
  /** Whether its activity is laid open, and so constrained; default true. */
  readonly exposed?: boolean;
}

/** Throws UsageError when a width is not a positive whole number or two layers share a name. */
export function mlp(options: MlpOptions): Model {
  const { inputs, outputs, hidden, initialisation = torchDefault, preactivations = false } = options;
  const layers = stack(inputs, outputs, hidden);
  return {
    name: `mlp ${[inputs, ...layers.map((layer) => layer.outputs)].join("-")}`,
    inputs,
    outputs,
    layers: Object.fromEntries(layers.filter((layer) => layer.exposed).map((layer) => [layer.name, layer.outputs])),
    weights: layers.map(weightName),
    initialise: (key) => initialiseLayers(layers, key, initialisation),
    forward: (parameters, input) => forward(layers, parameters, input, preactivations),
  };
}

function stack(inputs: number, outputs: number, hidden: MlpOptions["hidden"]): Layer[] {
  const all: HiddenLayer[] = [...hidden, { name: "output", units: outputs, exposed: false }];
  if (new Set(all.map((layer) => layer.name)).size < all.length) {
    throw new UsageError(
      `layer names must differ, and "output" is taken: ${all.map((layer) => layer.name).join(", ")}`,
    );
  }
  const widths = [inputs, ...all.map((layer) => layer.units)];
  const bad = widths.find((width) => !(Number.isInteger(width) && width > 0));
  if (bad !== undefined) throw new UsageError(`a layer has a whole number of units of at least 1, not ${bad}`);
  return all.map(({ name, activation = "linear", exposed = true }, index) => ({
    name,
    inputs: widths[index],
    outputs: widths[index + 1],
    activation,
    exposed,
  }));
}

function forward(layers: readonly Layer[], parameters: TensorTree, input: Tensor, preactivations: boolean): Forward {
  const activity: Record<string, Tensor> = {};
  const preactivation: Record<string, Tensor> = {};
  let x = input;
  for (const layer of layers) {
    const into = affine(layer, parameters, x);
    if (layer.exposed && preactivations) preactivation[layer.name] = into.ref;
    x = activations[layer.activation](into);
    if (layer.exposed) activity[layer.name] = x.ref;
  }
  disposeAll(Object.values(parameters));
  return { output: x, activity, ...(preactivations && { preactivation }) };
}
