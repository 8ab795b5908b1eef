/** A VAE to look at while its weights change: programs are compiled once, when first needed. */
import { compileWasm } from "../../../src/engine/wasm.js";
import { parametersIn } from "../../../src/experiments/images/index.js";
import { type ConvVaeOptions, convVae, imageDecoder, imageEncoder } from "../../../src/models/index.js";
import { sigmoid } from "../../../src/objectives/index.js";
import type { HostTree, Model } from "../../../src/protocols.js";
import { besideNoise } from "../../../src/tasks/images/imageBatches.js";
import { type OpenForward, openForward } from "../../../src/training/index.js";

/** Images at a time where many are encoded. */
const SLICE = 100;

export class OpenVae {
  readonly #vae: Program;
  readonly #encoder: Program;
  readonly #decoder: Program;

  /** `shown` images are reconstructed at a time, `decoded` codes decoded. */
  constructor(options: ConvVaeOptions, sizes: { readonly shown: number; readonly decoded: number }) {
    this.#vae = new Program(convVae(options), sizes.shown);
    this.#encoder = new Program(imageEncoder(options), SLICE);
    this.#decoder = new Program(imageDecoder(options), sizes.decoded);
  }

  /** Posterior means [images x latents] of images [images x pixels]. */
  encode = async (parameters: HostTree, images: Float32Array): Promise<Float32Array> =>
    (await this.#encoder.run(parameters, images)).output;

  /** Posterior means, and the images that they decode to. */
  async reconstruct(parameters: HostTree, images: Float32Array) {
    const { inputs, outputs } = this.#vae.model;
    const input = besideNoise(images, outputs, [], inputs - outputs);
    const { activity, output } = await this.#vae.run(parameters, input);
    return { codes: activity.code, images: output.map(sigmoid) };
  }

  /** Images [codes x pixels]. */
  decode = async (parameters: HostTree, codes: Float32Array): Promise<Float32Array> =>
    (await this.#decoder.run(parameters, codes)).output.map(sigmoid);

  dispose(): void {
    for (const program of [this.#vae, this.#encoder, this.#decoder]) program.dispose();
  }
}

/** A network, or half of one. */
class Program {
  readonly model: Model;
  readonly #batch: number;
  #forward: Promise<OpenForward> | undefined;

  constructor(model: Model, batch: number) {
    this.model = model;
    this.#batch = batch;
  }

  async run(all: HostTree, input: Float32Array) {
    const own = parametersIn(this.model, all);
    this.#forward ??= openForward(this.model, own, compileWasm, { batch: this.#batch });
    return (await this.#forward).run(input, own);
  }

  dispose(): void {
    void this.#forward?.then((forward) => forward.dispose());
  }
}
