/** Fully connected layers: the one building block of the networks here. */
import { matmul, relu } from "../engine/ops.js";
import type { HostTensor, HostTree, Tensor, TensorTree } from "../engine/tensor.js";
import { fold, type Key } from "../math/random.js";
import type { Initialisation } from "./initialisation.js";

/** What may follow the affine map of a layer, by name. */
export const activations = { linear: (x: Tensor): Tensor => x, relu } as const;

export type Activation = keyof typeof activations;

/** One layer: its name, sizes, what follows the affine map, and whether its activity is exposed (and constrained). */
export interface Layer {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation;
  readonly exposed: boolean;
}

export const weightName = (layer: Layer): string => `${layer.name}.weight`;
export const biasName = (layer: Layer): string => `${layer.name}.bias`;

/** x W + b, for x [batch x inputs]; takes references of its two parameters. */
export const affine = (layer: Layer, parameters: TensorTree, x: Tensor): Tensor =>
  matmul(x, parameters[weightName(layer)].ref).add(parameters[biasName(layer)].ref);

/** activation(x W + b), for x [batch x inputs]; takes references of its two parameters. */
export const applyLayer = (layer: Layer, parameters: TensorTree, x: Tensor): Tensor =>
  activations[layer.activation](affine(layer, parameters, x));

/** Weights [inputs x outputs] and biases [outputs] of all layers, each drawn from the key by the layer's name. */
export function initialiseLayers(layers: readonly Layer[], key: Key, initialisation: Initialisation): HostTree {
  const tree: Record<string, HostTensor> = {};
  for (const layer of layers) {
    const { weight, bias } = initialisation(fold(key, layer.name), layer.inputs, layer.outputs);
    tree[weightName(layer)] = weight;
    tree[biasName(layer)] = bias;
  }
  return tree;
}
