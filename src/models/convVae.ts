/**
 * Variational autoencoder on images (Kingma and Welling 2014) with the networks of Whittington et al. 2023, Figs. 5 and 13. A step
 * draws nothing, so the noise of the posterior's sample comes in with the image: a row of input is [pixels, noise of every
 * latent], and where the noise is 0 the network decodes the posterior's mean. The mean is the layer "code" on which constraints
 * act; with `rectified` it is max(mean, 0).
 */
import { disposeAll, exp, relu } from "../engine/ops.js";
import type { TensorTree } from "../engine/tensor.js";
import type { Forward, Model, Tensor } from "../protocols.js";
import {
  checkImageOptions,
  decode,
  decoder,
  describe,
  encode,
  encoder,
  type ImageNetworkOptions,
  initialiseNetwork,
  pixelsOf,
  weightsOf,
} from "./imageNetworks.js";

export interface ConvVaeOptions extends ImageNetworkOptions {
  /** Whether the posterior's mean is rectified; default false. */
  readonly rectified?: boolean;
}

/** `latent` holds "mean", "logVariance" and "sample"; "code" of `preactivation` is the mean before rectification. Throws UsageError for sizes that cannot be. */
export function convVae(options: ConvVaeOptions): Model {
  checkImageOptions(options);
  const [down, up] = [encoder(options, 2 * options.latents), decoder(options)];
  const forward = (parameters: TensorTree, input: Tensor): Forward => {
    const pixels = pixelsOf(options);
    const heads = encode(down, options, parameters, input.ref.slice([], [0, pixels]));
    const noise = input.slice([], [pixels, pixels + options.latents]);
    const { latents, rectified } = options;
    const linear = heads.ref.slice([], [0, latents]);
    const mean = meanOf(linear.ref, rectified);
    const logVariance = heads.slice([], [latents, 2 * latents]);
    const sample = mean.ref.add(noise.mul(exp(logVariance.ref.mul(0.5))));
    const output = decode(up, options, parameters, sample.ref);
    disposeAll(Object.values(parameters));
    const latent = { mean, logVariance, sample };
    return { output, activity: { code: mean.ref }, latent, preactivation: { code: linear } };
  };
  return {
    name: `VAE ${describe(options)}${options.rectified ? ", rectified" : ""}`,
    inputs: pixelsOf(options) + options.latents,
    outputs: pixelsOf(options),
    layers: { code: options.latents },
    weights: [...weightsOf(down), ...weightsOf(up)],
    initialise: (key) => ({ ...initialiseNetwork(down, key), ...initialiseNetwork(up, key) }),
    forward,
  };
}

const meanOf = (linear: Tensor, rectified = false): Tensor => (rectified ? relu(linear) : linear);

/** The encoder by itself, images -> posterior means: it takes the encoder's parameters out of a trained VAE's. */
export function imageEncoder(options: ConvVaeOptions): Model {
  checkImageOptions(options);
  const network = encoder(options, 2 * options.latents);
  return {
    name: `encoder of ${describe(options)}${options.rectified ? ", rectified" : ""}`,
    inputs: pixelsOf(options),
    outputs: options.latents,
    layers: {},
    weights: weightsOf(network),
    initialise: (key) => initialiseNetwork(network, key),
    forward(parameters, input) {
      const heads = encode(network, options, parameters, input);
      const output = meanOf(heads.slice([], [0, options.latents]), options.rectified);
      disposeAll(Object.values(parameters));
      return { output, activity: {} };
    },
  };
}
