/**
 * What a trained VAE is worth: every published score of its posterior mean on fresh images, and how well it reconstructs them.
 *
 * Factors are sets of levels for every score, as in the disentanglement literature (disentanglement_lib: 20 equal-width bins of
 * units, factors as labels). R^2 is the share of the pixels' variance that the decoded posterior mean explains; the paper plots an
 * R^2 without saying of what, so how much of the factors a linear readout of the code finds stands beside it.
 */
import type { HostTree } from "../../engine/tensor.js";
import { fold, type Key, normal } from "../../math/random.js";
import { dci, infomec, linearDecoding, mig, mir } from "../../metrics/index.js";
import { sigmoid } from "../../objectives/index.js";
import type { Compile, Factor, MetricResult, Model, Representation } from "../../protocols.js";
import { representation, takeConditions, varyingUnits, withFactors } from "../../representation/index.js";
import { besideNoise, type ImageSample } from "../../tasks/images/imageBatches.js";
import { openForward } from "../../training/index.js";

/** A VAE's answers to a sample of images. */
export interface SeenImages {
  /** Posterior means. */
  readonly code: Representation;
  /** Bernoulli loss with a sample of the posterior, in nats, mean over images of the sum over pixels: as it is trained. */
  readonly reconstruction: number;
  /** Share of the variance of the pixels explained by the decoded posterior mean. */
  readonly explained: number;
}

/** Images at a time: rows of input and output are long. */
const SLICE = 1000;

/** `noise` is the key of the posterior's sample. */
export async function seeImages(
  model: Model,
  parameters: HostTree,
  { images, count, factors }: ImageSample,
  compile: Compile,
  noise: Key,
): Promise<SeenImages> {
  const [pixels, latents] = [model.outputs, model.inputs - model.outputs];
  const draws = normal(noise, count * latents);
  const activity = new Float64Array(count * latents);
  const variation = new PixelVariation(images, pixels);
  const forward = await openForward(model, parameters, compile);
  let loss = 0;
  for (let row = 0; row < count; row += SLICE) {
    const part = images.subarray(row * pixels, (row + SLICE) * pixels);
    const input = (own: ArrayLike<number>) => besideNoise(part, pixels, own, latents);
    const still = await forward.run(input([]));
    const noisy = await forward.run(input(draws.subarray(row * latents, (row + SLICE) * latents)));
    activity.set(still.activity.code, row * latents);
    variation.add(still.output.map(sigmoid), part);
    loss += bernoulliLoss(noisy.output, part);
  }
  forward.dispose();
  const code = representation({ activity, units: latents, factors });
  return { code, reconstruction: loss / count, explained: variation.explained() };
}

/** In nats, summed over all. */
export function bernoulliLoss(logits: Float32Array, targets: Float32Array): number {
  let sum = 0;
  for (const [i, logit] of logits.entries()) {
    sum += Math.max(logit, 0) - logit * targets[i] + Math.log1p(Math.exp(-Math.abs(logit)));
  }
  return sum;
}

/** Share of the variance of images [images x pixels], each pixel about its own mean, that predictions explain. */
export class PixelVariation {
  readonly #means: Float64Array;
  #error = 0;
  #variance = 0;

  constructor(images: Float32Array, pixels: number) {
    this.#means = new Float64Array(pixels);
    for (const [i, value] of images.entries()) this.#means[i % pixels] += (value * pixels) / images.length;
  }

  add(predicted: Float32Array, images: Float32Array): void {
    const pixels = this.#means.length;
    for (const [i, value] of images.entries()) {
      this.#error += (predicted[i] - value) ** 2;
      this.#variance += (value - this.#means[i % pixels]) ** 2;
    }
  }

  explained(): number {
    return 1 - this.#error / this.#variance;
  }
}

/** Every factor as a set of levels. */
export const asLevels = (factors: readonly Factor[]): Factor[] =>
  factors.map(({ name, kind, values, levels }) => {
    if (kind === "categorical") return { name, kind, values, ...(levels && { levels }) };
    const distinct = [...new Set(values)].sort((a, b) => a - b);
    const place = new Map(distinct.map((value, level) => [value, level]));
    return { name, kind: "categorical", values: values.map((value) => place.get(value) ?? Number.NaN) };
  });

export interface CodeInformation {
  readonly mig: MetricResult;
  /** With the information of every latent about every factor, in nats. */
  readonly mir: MetricResult;
}

/** The two scores that rest on one matrix, factors as levels. MIG is NaN where the code does not vary. */
export function codeInformation(code: Representation, bins: number): CodeInformation {
  const labelled = withFactors(code, asLevels(code.factors));
  const gap = mig(labelled, { bins });
  const collapsed = varyingUnits(code).length === 0;
  return { mig: collapsed ? { ...gap, score: Number.NaN } : gap, mir: mir(labelled, { bins }) };
}

/** Of a code that varies; a collapsed one has no scores. */
export const SCORES = [
  "mig",
  "mir",
  "disentanglement",
  "completeness",
  "informativeness",
  "infoM",
  "infoE",
  "infoC",
  "factorsDecoded",
] as const;

export type ScoreName = (typeof SCORES)[number];

const UNDEFINED: Readonly<Record<ScoreName, number>> = {
  mig: Number.NaN,
  mir: Number.NaN,
  disentanglement: Number.NaN,
  completeness: Number.NaN,
  informativeness: Number.NaN,
  infoM: Number.NaN,
  infoE: Number.NaN,
  infoC: Number.NaN,
  factorsDecoded: Number.NaN,
};

/** Conditions that the slow scores are limited to. */
const MOST_FOR_SLOW = 3000;

/** NaN where undefined. */
export function imageScores(code: Representation, bins: number, key: Key): Record<ScoreName, number> {
  if (varyingUnits(code).length === 0) return { ...UNDEFINED };
  const scores = codeInformation(code, bins);
  const labelled = withFactors(code, asLevels(code.factors));
  const few = Int32Array.from({ length: Math.min(MOST_FOR_SLOW, code.conditions) }, (_, row) => row);
  const slow = takeConditions(labelled, few);
  const trees = dci(slow, { importances: "forest" }, fold(key, "dci")).parts ?? UNDEFINED;
  const information = infomec(slow, {}, fold(key, "infomec")).parts ?? UNDEFINED;
  return {
    disentanglement: trees.disentanglement,
    completeness: trees.completeness,
    informativeness: trees.informativeness,
    infoM: information.infoM,
    infoE: information.infoE,
    infoC: information.infoC,
    mig: scores.mig.score,
    mir: scores.mir.score,
    factorsDecoded: numbersDecoded(takeConditions(code, few), fold(key, "decoding")),
  };
}

/** Mean R^2 of a linear readout of the factors that are numbers or angles. */
function numbersDecoded(code: Representation, key: Key): number {
  const numbers = code.factors.filter(({ kind }) => kind !== "categorical");
  return numbers.length === 0 ? Number.NaN : linearDecoding(withFactors(code, numbers), {}, key).score;
}
