/**
 * Layers of the networks on images: 4 x 4 kernels at stride 2, which halve an image or double it. Images are
 * [batch x height x width x channels]. Initial values are PyTorch's defaults, uniform on +- 1/sqrt(16 c) with c the
 * channels that a kernel of nn.Conv2d reads; nn.ConvTranspose2d counts those that it writes.
 */
import { conv4s2, deconv4s2 } from "../engine/convolution.js";
import { relu } from "../engine/ops.js";
import type { HostTensor, HostTree, Tensor, TensorTree } from "../engine/tensor.js";
import { fold, type Key, uniform } from "../math/random.js";

export interface ConvolutionalLayer {
  readonly name: string;
  readonly kind: "halve" | "double";
  readonly inputs: number;
  readonly outputs: number;
  readonly rectified: boolean;
}

export const kernelName = ({ name }: ConvolutionalLayer): string => `${name}.kernel`;
const biasName = ({ name }: ConvolutionalLayer): string => `${name}.bias`;

const apply = { halve: conv4s2, double: deconv4s2 } as const;

/** Takes references of its two parameters; consumes `x` [batch x height x width x inputs]. */
export function applyConvolution(layer: ConvolutionalLayer, parameters: TensorTree, x: Tensor): Tensor {
  const affine = apply[layer.kind](x, parameters[kernelName(layer)].ref).add(parameters[biasName(layer)].ref);
  return layer.rectified ? relu(affine) : affine;
}

export function initialiseConvolutions(layers: readonly ConvolutionalLayer[], key: Key): HostTree {
  return Object.fromEntries(
    layers.flatMap((layer) => {
      const own = fold(key, layer.name);
      const { inputs, outputs } = layer;
      const shape = layer.kind === "halve" ? [outputs, inputs, 4, 4] : [inputs, outputs, 4, 4];
      const bound = 1 / Math.sqrt(16 * shape[1]);
      return [
        [kernelName(layer), drawn(fold(own, "kernel"), shape, bound)],
        [biasName(layer), drawn(fold(own, "bias"), [outputs], bound)],
      ];
    }),
  );
}

/** Uniform on +- bound. */
function drawn(key: Key, shape: readonly number[], bound: number): HostTensor {
  const values = uniform(
    key,
    shape.reduce((product, length) => product * length, 1),
  );
  return { shape, data: Float32Array.from(values, (value) => bound * (2 * value - 1)) };
}
