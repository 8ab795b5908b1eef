import { numpy } from "@jax-js/jax";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { compilerFor } from "../engine/compilers.node.js";
import { nativeAvailable } from "../engine/native/index.node.js";
import { adam } from "../engine/optimisers.js";
import { constant } from "../engine/schedules.js";
import { startEngine } from "../engine/start.js";
import { fold, key, normal, uniform } from "../math/random.js";
import { quantisation } from "../objectives/index.js";
import type { Backend, BatchStream, HostTree, Model } from "../protocols.js";
import {
  betaTcvae,
  betaVae,
  bioAe,
  bioVae,
  compilePlan,
  qlae,
  runForward,
  type StreamedPlan,
  train,
  type WeightedTerm,
} from "../training/index.js";
import { convAutoencoder } from "./convAutoencoder.js";
import { convVae, imageEncoder } from "./convVae.js";
import { halfSize, type ImageNetworkOptions, imageDecoder, isDecoderMatrix, published } from "./imageNetworks.js";

beforeAll(startEngine);

const tiny: ImageNetworkOptions = { height: 8, width: 4, channels: 2, kernels: [3, 4], hidden: 6, latents: 3 };

const numbersIn = (tree: HostTree): number => Object.values(tree).reduce((sum, { data }) => sum + data.length, 0);

test("the published VAE has the published number of parameters", () => {
  expect(numbersIn(convVae(published(3)).initialise(key(0)))).toBe(766_295);
  expect(convVae(published(3)).inputs).toBe(64 * 64 * 3 + 10);
});

test("PyTorch's initial values: uniform on +- 1/sqrt of the numbers that each result sums", () => {
  const tree = convVae(halfSize(1)).initialise(key(1));
  const largest = (name: string) => Math.max(...Array.from(tree[name].data, Math.abs));
  for (const [name, bound] of [
    ["encoder.convolution2.kernel", 1 / Math.sqrt(16 * 16)],
    ["encoder.convolution2.bias", 1 / Math.sqrt(16 * 16)],
    ["decoder.convolution1.kernel", 1 / Math.sqrt(16 * 32)],
    ["decoder.hidden.weight", 1 / Math.sqrt(10)],
  ] as const) {
    expect(largest(name)).toBeLessThanOrEqual(bound);
    expect(largest(name)).toBeGreaterThan(0.9 * bound);
  }
});

test("the weights charged for by default are all matrices and kernels; the paper's are the decoder's matrices", () => {
  const { weights, initialise } = convVae(tiny);
  const matrices = Object.entries(initialise(key(0))).filter(([, { shape }]) => shape.length > 1);
  expect([...weights].sort()).toEqual(matrices.map(([name]) => name).sort());
  expect(weights.filter(isDecoderMatrix)).toEqual(["decoder.hidden.weight", "decoder.image.weight"]);
});

/** A stream of noise images, [pixels, noise] to pixels. */
function noiseImages(pixels: number, noise: number, batch: number): BatchStream {
  return {
    inputShape: [batch, pixels + noise],
    targetShape: [batch, pixels],
    batch(step) {
      const own = fold(key(9), step);
      const target = Float32Array.from(uniform(fold(own, "pixels"), batch * pixels));
      const draws = normal(fold(own, "noise"), batch * noise);
      const input = Float32Array.from({ length: batch * (pixels + noise) }, (_, at) => {
        const [row, column] = [Math.floor(at / (pixels + noise)), at % (pixels + noise)];
        return column < pixels ? target[row * pixels + column] : draws[row * noise + column - pixels];
      });
      return { input, target };
    },
  };
}

const planOf = (model: Model, objective: readonly WeightedTerm[]): StreamedPlan => ({
  model,
  stream: noiseImages(model.outputs, model.inputs - model.outputs, 8),
  objective,
  optimiser: adam({ learningRate: constant(3e-3) }),
  steps: 6,
  key: key(4),
});

test("an objective with the same term twice is refused, since strengths and logs go by name", () => {
  const plan = planOf(convVae(tiny), [...betaVae(4), ...bioVae({ nonnegativity: 1, weightEnergy: 0.1 })]);
  expect(() => compilePlan(plan, compilerFor("wasm"))).toThrow(/two terms .* called "prediction"/);
});

const weak = { nonnegativity: 1, activityEnergy: 0.1, weightEnergy: 1e-3 };
const trainings: Readonly<Record<string, StreamedPlan>> = {
  "beta-TCVAE": planOf(convVae(tiny), betaTcvae(4)),
  "rectified bio-VAE": planOf(
    convVae({ ...tiny, rectified: true }),
    bioVae({ ...weak, nonnegativityOn: "preactivation", charged: isDecoderMatrix }),
  ),
  BioAE: planOf(convAutoencoder(tiny), bioAe(weak)),
  QLAE: planOf(convAutoencoder({ ...tiny, values: 4 }), qlae({ quantisation: 1, commitment: 1, weightEnergy: 1e-3 })),
  "quantised and under every constraint": planOf(convAutoencoder({ ...tiny, rectified: true, values: 4 }), [
    ...bioAe(weak),
    { term: quantisation(), strength: constant(1) },
  ]),
};

test("beta-TCVAE counts the total correlation beta times, of which the divergence holds one", () => {
  const strengths = Object.fromEntries(betaTcvae(6).map(({ term, strength }) => [term.name, strength(1, 1)]));
  expect(strengths).toEqual({ prediction: 1, klDivergence: 1, totalCorrelation: 5 });
});

async function losses(plan: StreamedPlan, backend: Backend): Promise<Readonly<Record<string, Float32Array>>> {
  const step = await compilePlan(plan, compilerFor(backend));
  const { value } = await train(plan, step, { chunk: plan.steps }).next();
  step.dispose();
  return "metrics" in value ? value.metrics : {};
}

describe.runIf((await nativeAvailable()).available).each(Object.entries(trainings))("%s", (_, plan) => {
  test("native against wasm, every term of the first steps to 1e-4, and the loss falls", async () => {
    const [wasm, native] = [await losses(plan, "wasm"), await losses(plan, "native")];
    expect(Object.keys(native)).toHaveLength(plan.objective.length + 1);
    for (const [name, values] of Object.entries(wasm)) {
      const scale = Math.max(...values.map(Math.abs), 1e-2);
      for (const [k, value] of values.entries()) expect(Math.abs(native[name][k] - value)).toBeLessThan(1e-4 * scale);
    }
    expect(native.loss[5]).toBeLessThan(native.loss[0]);
  });
});

describe("forward", () => {
  const run = (model: Model, parameters: HostTree, input: Float32Array) =>
    runForward(model, parameters, input, compilerFor("wasm"));
  const pixels = 8 * 4 * 2;
  const images = Float32Array.from(uniform(key(2), 2 * pixels));
  const beside = (noise: number) =>
    Float32Array.from({ length: 2 * (pixels + 3) }, (_, at) => {
      const [row, column] = [Math.floor(at / (pixels + 3)), at % (pixels + 3)];
      return column < pixels ? images[row * pixels + column] : noise;
    });

  test("without noise a VAE decodes its code, as its decoder alone does; with noise it does not", async () => {
    const model = convVae({ ...tiny, rectified: true });
    const parameters = model.initialise(key(7));
    const still = await run(model, parameters, beside(0));
    const decoded = await run(imageDecoder(tiny), half("decoder", parameters), still.activity.code);
    for (const [i, value] of still.output.entries()) expect(decoded.output[i]).toBeCloseTo(value, 5);
    const noisy = await run(model, parameters, beside(1));
    expect(noisy.activity.code).toEqual(still.activity.code);
    expect(noisy.output).not.toEqual(still.output);
    expect(Math.min(...still.activity.code)).toBeGreaterThanOrEqual(0);
    const encoded = await run(imageEncoder({ ...tiny, rectified: true }), half("encoder", parameters), images);
    for (const [i, value] of still.activity.code.entries()) expect(encoded.output[i]).toBeCloseTo(value, 5);
  });

  test("a quantised code takes values of its codebook, the nearest ones", async () => {
    const quantised = convAutoencoder({ ...tiny, values: 4 });
    const parameters = quantised.initialise(key(8));
    const { codebook, ...rest } = parameters;
    const { activity } = await run(quantised, parameters, images);
    const plain = await run(convAutoencoder(tiny), rest, images);
    for (const [at, value] of activity.code.entries()) {
      const own = codebook.data.subarray((at % 3) * 4, (at % 3) * 4 + 4);
      const distances = Array.from(own, (choice) => Math.abs(choice - plain.activity.code[at]));
      expect(value).toBeCloseTo(own[distances.indexOf(Math.min(...distances))], 5);
    }
  });
});

const half = (side: "encoder" | "decoder", parameters: HostTree): HostTree =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith(side)));

test("any batch and any sides that can be halved give images of the same shape", () => {
  const sides = fc.record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 3 }) });
  fc.assert(
    fc.property(sides, fc.integer({ min: 1, max: 3 }), ({ rows, columns }, batch) => {
      const model = convAutoencoder({ ...tiny, height: 4 * rows, width: 4 * columns });
      const parameters = Object.fromEntries(
        Object.entries(model.initialise(key(0))).map(([name, { shape, data }]) => [
          name,
          numpy.array(data, { shape: [...shape] }),
        ]),
      );
      const { output, activity } = model.forward(parameters, numpy.zeros([batch, model.inputs]));
      expect(output.shape).toEqual([batch, 4 * rows * 4 * columns * 2]);
      expect(activity.code.shape).toEqual([batch, 3]);
    }),
    { numRuns: 6, seed: 1 },
  );
});

test("sizes that cannot be are refused", () => {
  expect(() => convVae({ ...tiny, height: 6 })).toThrow(/6 x 4 cannot be halved 2 times/);
  expect(() => convAutoencoder({ ...tiny, latents: 0 })).toThrow(/whole numbers of at least 1, not 0/);
  expect(() => convAutoencoder({ ...tiny, values: 1 })).toThrow(/at least 2, not 1/);
});
