/**
 * The convolutional encoder and decoder of Whittington et al. 2023, Figs. 5 and 13 (after Locatello et al. 2019): four layers
 * that halve the image, a hidden layer, the code; and back. All hidden layers are rectified; the paper does not say whether
 * the two hidden dense ones are.
 */
import { disposeAll } from "../engine/ops.js";
import type { HostTree, Tensor, TensorTree } from "../engine/tensor.js";
import { UsageError } from "../math/errors.js";
import type { Key } from "../math/random.js";
import type { Model } from "../protocols.js";
import {
  applyConvolution,
  type ConvolutionalLayer,
  initialiseConvolutions,
  kernelName,
} from "./convolutionalLayers.js";
import { torchDefault } from "./initialisation.js";
import { type Activation, applyLayer, initialiseLayers, type Layer, weightName } from "./layers.js";

export interface ImageNetworkOptions {
  /** Of the image, in pixels. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Channels after each layer that halves the image; the decoder has them in reverse. */
  readonly kernels: readonly number[];
  /** Units of the dense layer before the code, and of the one after it. */
  readonly hidden: number;
  /** Units of the code. */
  readonly latents: number;
}

/** The published network: 766,295 parameters as a VAE with 3 channels. */
export const published = (channels: number): ImageNetworkOptions => ({
  height: 64,
  width: 64,
  channels,
  kernels: [32, 32, 64, 64],
  hidden: 256,
  latents: 10,
});

/**
 * For laptops: half as many pixels to a side, so one halving less down to the same 4 x 4, and half as many channels and hidden
 * units. A step takes an eighth of the time.
 */
export const halfSize = (channels: number): ImageNetworkOptions => ({
  height: 32,
  width: 32,
  channels,
  kernels: [16, 32, 32],
  hidden: 128,
  latents: 10,
});

/** Half of a network: convolutions before dense layers, or after them. */
export interface ImageNetwork {
  readonly dense: readonly Layer[];
  readonly convolutions: readonly ConvolutionalLayer[];
}

/** Throws UsageError where a number is not a positive whole one or the image cannot be halved that often. */
export function checkImageOptions({ height, width, channels, kernels, hidden, latents }: ImageNetworkOptions): void {
  for (const number of [height, width, channels, ...kernels, hidden, latents]) {
    if (!(Number.isInteger(number) && number >= 1))
      throw new UsageError(`an image network has whole numbers of at least 1, not ${number}`);
  }
  const halvings = 2 ** kernels.length;
  if (height % halvings !== 0 || width % halvings !== 0) {
    throw new UsageError(
      `an image of ${height} x ${width} cannot be halved ${kernels.length} times: give sides that ${halvings} divides`,
    );
  }
}

/** Values of one image: height x width x channels. */
export const pixelsOf = ({ height, width, channels }: ImageNetworkOptions): number => height * width * channels;

/** Values of the smallest image, before the dense layers. */
const smallest = ({ height, width, kernels }: ImageNetworkOptions) => ({
  height: height / 2 ** kernels.length,
  width: width / 2 ** kernels.length,
  channels: kernels[kernels.length - 1],
});

const dense = (name: string, inputs: number, outputs: number, activation: Activation): Layer => ({
  name,
  inputs,
  outputs,
  activation,
  exposed: false,
});

/** From the image to `heads` numbers. */
export function encoder(options: ImageNetworkOptions, heads: number): ImageNetwork {
  const widths = [options.channels, ...options.kernels];
  return {
    convolutions: options.kernels.map((outputs, i) => ({
      name: `encoder.convolution${i + 1}`,
      kind: "halve",
      inputs: widths[i],
      outputs,
      rectified: true,
    })),
    dense: [
      dense("encoder.hidden", pixelsOf({ ...options, ...smallest(options) }), options.hidden, "relu"),
      dense("encoder.heads", options.hidden, heads, "linear"),
    ],
  };
}

/** From the code to the image, as logits. */
export function decoder(options: ImageNetworkOptions): ImageNetwork {
  const widths = [...options.kernels.toReversed(), options.channels];
  return {
    dense: [
      dense("decoder.hidden", options.latents, options.hidden, "relu"),
      dense("decoder.image", options.hidden, pixelsOf({ ...options, ...smallest(options) }), "relu"),
    ],
    convolutions: options.kernels.map((_, i) => ({
      name: `decoder.convolution${i + 1}`,
      kind: "double",
      inputs: widths[i],
      outputs: widths[i + 1],
      rectified: i + 1 < options.kernels.length,
    })),
  };
}

/** Images [batch x pixels] -> heads [batch x heads]. Takes references of its parameters. */
export function encode(network: ImageNetwork, options: ImageNetworkOptions, parameters: TensorTree, x: Tensor): Tensor {
  const { height, width, channels } = options;
  const image = x.reshape([x.shape[0], height, width, channels]);
  const small = network.convolutions.reduce((at, layer) => applyConvolution(layer, parameters, at), image);
  const flat = small.reshape([small.shape[0], network.dense[0].inputs]);
  return network.dense.reduce((at, layer) => applyLayer(layer, parameters, at), flat);
}

/** Codes [batch x latents] -> logits [batch x pixels]. Takes references of its parameters. */
export function decode(network: ImageNetwork, options: ImageNetworkOptions, parameters: TensorTree, z: Tensor): Tensor {
  const batch = z.shape[0];
  const { height, width, channels } = smallest(options);
  const flat = network.dense.reduce((at, layer) => applyLayer(layer, parameters, at), z);
  const image = flat.reshape([batch, height, width, channels]);
  return network.convolutions
    .reduce((at, layer) => applyConvolution(layer, parameters, at), image)
    .reshape([batch, pixelsOf(options)]);
}

export const initialiseNetwork = (network: ImageNetwork, key: Key): HostTree => ({
  ...initialiseConvolutions(network.convolutions, key),
  ...initialiseLayers(network.dense, key, torchDefault),
});

/** Matrices and kernels, in that order. */
export const weightsOf = ({ dense: layers, convolutions }: ImageNetwork): string[] => [
  ...layers.map(weightName),
  ...convolutions.map(kernelName),
];

/** The weights that Whittington et al. charge for in their VAEs: the decoder's dense layers. */
export const isDecoderMatrix = (name: string): boolean => /^decoder\..*\.weight$/.test(name);

/** The decoder by itself, for pictures of what a code means: it takes the decoder's parameters out of a trained network's. */
export function imageDecoder(options: ImageNetworkOptions): Model {
  checkImageOptions(options);
  const network = decoder(options);
  return {
    name: `decoder of ${describe(options)}`,
    inputs: options.latents,
    outputs: pixelsOf(options),
    layers: {},
    weights: weightsOf(network),
    initialise: (key) => initialiseNetwork(network, key),
    forward(parameters, z) {
      const output = decode(network, options, parameters, z);
      disposeAll(Object.values(parameters));
      return { output, activity: {} };
    },
  };
}

export const describe = ({ height, width, channels, kernels, hidden, latents }: ImageNetworkOptions): string =>
  `${height}x${width}x${channels}, ${kernels.join("-")}, ${hidden}, ${latents} latents`;
