/**
 * Autoencoders on images without noise, with the networks of `convVae`: the plain one, with constraints the BioAE of Hsu et al.
 * 2023 ("Disentanglement via latent quantization", their baseline after Whittington et al.), and their QLAE, whose every latent
 * takes one of a few learned values.
 */
import { disposeAll, nearestValue, relu, straightThrough } from "../engine/ops.js";
import type { HostTree, TensorTree } from "../engine/tensor.js";
import { UsageError } from "../math/errors.js";
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

export interface ConvAutoencoderOptions extends ImageNetworkOptions {
  /** Whether the code is rectified; default false. */
  readonly rectified?: boolean;
  /** Values that each latent can take (QLAE has 10), learned from equal steps over [-1/2, 1/2]; unless given, any value. */
  readonly values?: number;
}

const CODEBOOK = "codebook";

/** With `values`, `latent` holds "continuous" and "quantised". Throws UsageError for sizes that cannot be. */
export function convAutoencoder(options: ConvAutoencoderOptions): Model {
  checkImageOptions(options);
  const { latents, rectified = false, values } = options;
  if (values !== undefined && !(Number.isInteger(values) && values >= 2))
    throw new UsageError(`a quantised latent takes a whole number of values of at least 2, not ${values}`);
  const [down, up] = [encoder(options, latents), decoder(options)];
  const forward = (parameters: TensorTree, input: Tensor): Forward => {
    const linear = encode(down, options, parameters, input);
    const continuous = rectified ? relu(linear) : linear;
    const latent = values === undefined ? undefined : quantised(continuous.ref, parameters[CODEBOOK].ref);
    const code = latent ? straightThrough(continuous, latent.quantised.ref) : continuous;
    const output = decode(up, options, parameters, code.ref);
    disposeAll(Object.values(parameters));
    return { output, activity: { code }, ...(latent && { latent }) };
  };
  return {
    name: `autoencoder ${describe(options)}${rectified ? ", rectified" : ""}${values ? `, ${values} values` : ""}`,
    inputs: pixelsOf(options),
    outputs: pixelsOf(options),
    layers: { code: latents },
    weights: [...weightsOf(down), ...weightsOf(up)],
    initialise: (key) => ({
      ...initialiseNetwork(down, key),
      ...initialiseNetwork(up, key),
      ...(values === undefined ? {} : codebook(latents, values)),
    }),
    forward,
  };
}

const quantised = (continuous: Tensor, book: Tensor) => ({
  continuous: continuous.ref,
  quantised: nearestValue(continuous, book),
});

/** [latents x values], equal steps from -1/2 to 1/2. */
const codebook = (latents: number, values: number): HostTree => ({
  [CODEBOOK]: {
    shape: [latents, values],
    data: Float32Array.from({ length: latents * values }, (_, at) => (at % values) / (values - 1) - 1 / 2),
  },
});
