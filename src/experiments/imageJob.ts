/** One VAE trained on images, measured, and shown: what it reconstructs, and what each latent does to an image. */
import { key } from "../math/random.js";
import { quantile, standardDeviation } from "../math/statistics.js";
import { mig, mir } from "../metrics/index.js";
import { imageDecoder } from "../models/index.js";
import { sigmoid } from "../objectives/index.js";
import type {
  HostTree,
  ImageTask,
  Job,
  JobContext,
  JobResult,
  Model,
  NamedArray,
  Representation,
} from "../protocols.js";
import { unitActivity, varyingUnits, withFactors } from "../representation/index.js";
import { besideNoise, type ImageSample, imageSample } from "../tasks/images/imageBatches.js";
import { parametersOf, runForward } from "../training/index.js";
import { asLevels, imageScores, seeImages } from "./imageMeasures.js";
import {
  type ImageSettings,
  type ImageStudy,
  imageArmOf,
  imagePlan,
  networkOf,
  openImageSource,
} from "./imageStudy.js";
import { curveArrays, parameterArrays, representationArrays, shaped } from "./resultArrays.js";
import { asJson } from "./spatialResults.js";
import { keyOf } from "./studySettings.js";
import { type Probe, trainJob } from "./trainJob.js";

/** Images shown beside their reconstructions. */
const SHOWN = 8;
/** Images along a traversal. */
export const TRAVERSAL_STEPS = 7;
/** Images that the curves through training are measured on. */
const PROBE_IMAGES = 2000;

/** Throws UsageError or InputError before anything is trained where the images cannot be used. */
export async function runImageJob(
  study: ImageStudy,
  job: Job,
  settings: ImageSettings,
  context: JobContext,
): Promise<JobResult> {
  const source = await openImageSource(study, settings, context.openImages);
  try {
    return await trainOnImages(study, source.task, job, settings, context);
  } finally {
    source.close();
  }
}

async function trainOnImages(
  study: ImageStudy,
  task: ImageTask,
  job: Job,
  settings: ImageSettings,
  context: JobContext,
): Promise<JobResult> {
  const plan = imagePlan(study, task, imageArmOf(job, settings), job.seed, settings);
  const fresh = imageSample(task, settings.evaluationImages, keyOf(job.seed, "evaluation"), study.conditions?.());
  const { state, curve, probed } = await trainJob(plan, context, imageProbe(plan.model, fresh, settings, job, context));
  const parameters = parametersOf(plan, state);
  const noise = keyOf(job.seed, "evaluation noise");
  const seen = await seeImages(plan.model, parameters, fresh, context.compile, noise);
  const { matrix, perUnit = new Float64Array() } = mir(withFactors(seen.code, asLevels(seen.code.factors)), {
    bins: settings.bins,
  });
  const scores = imageScores(seen.code, settings.bins, keyOf(job.seed, "scores"));
  return {
    job,
    values: { images: asJson({ reconstruction: seen.reconstruction, explained: seen.explained, scores }) },
    arrays: {
      ...representationArrays(seen.code),
      information: shaped([matrix?.rows ?? 0, matrix?.columns ?? 0], matrix?.data ?? new Float64Array()),
      selectivity: shaped([perUnit.length], perUnit),
      ...(await reconstructed(plan.model, parameters, fresh, context)),
      ...(await traversed(imageDecoder(networkOf(study, settings)), parameters, seen.code, context)),
      ...curveArrays(curve),
      ...curveArrays(probed, "probe"),
      ...parameterArrays(parameters),
    },
  };
}

/** Scores on fresh images while training goes on. */
function imageProbe(
  model: Model,
  fresh: ImageSample,
  { probes, updates, bins }: ImageSettings,
  { seed }: Job,
  { compile }: JobContext,
): Probe {
  const steps = Array.from({ length: probes }, (_, i) => Math.max(1, Math.round((updates * (i + 1)) / probes)));
  const few = firstImages(fresh, PROBE_IMAGES, model.outputs);
  return {
    steps: Int32Array.from(new Set(steps)),
    names: ["mig", "mir", "reconstruction"],
    async measure(parameters) {
      const { code, reconstruction } = await seeImages(model, parameters, few, compile, keyOf(seed, "probe noise"));
      if (varyingUnits(code).length === 0) return { mig: Number.NaN, mir: Number.NaN, reconstruction };
      const labelled = withFactors(code, asLevels(code.factors));
      return { mig: mig(labelled, { bins }).score, mir: mir(labelled, { bins }).score, reconstruction };
    },
  };
}

function firstImages({ count, images, factors }: ImageSample, most: number, pixels: number): ImageSample {
  const kept = Math.min(count, most);
  return {
    count: kept,
    images: images.subarray(0, kept * pixels),
    factors: factors.map((factor) => ({ ...factor, values: factor.values.subarray(0, kept) })),
  };
}

/** "originals" and "reconstructions", [images x pixels] each. */
async function reconstructed(
  model: Model,
  parameters: HostTree,
  fresh: ImageSample,
  { compile }: JobContext,
): Promise<Record<string, NamedArray>> {
  const { images, count } = firstImages(fresh, SHOWN, model.outputs);
  const input = besideNoise(images, model.outputs, [], model.inputs - model.outputs);
  const { output } = await runForward(model, parameters, input, compile);
  const shape = [count, model.outputs];
  return { originals: shaped(shape, images.slice()), reconstructions: shaped(shape, output.map(sigmoid)) };
}

/**
 * "traversals" [latents x steps x pixels]: the code of the first image, one latent at a time moved evenly over the central 96 % of
 * its values; and "deviations" [latents], which say how much a latent is used.
 */
async function traversed(
  decoder: Model,
  parameters: HostTree,
  code: Representation,
  { compile }: JobContext,
): Promise<Record<string, NamedArray>> {
  const { units } = code;
  const start = code.activity.subarray(0, units);
  const columns = Array.from({ length: units }, (_, unit) => unitActivity(code, unit));
  const rows = columns.flatMap((values, unit) => {
    const [low, high] = [quantile(values, 0.02), quantile(values, 0.98)];
    return Array.from({ length: TRAVERSAL_STEPS }, (_, step) =>
      start.with(unit, low + ((high - low) * step) / (TRAVERSAL_STEPS - 1)),
    );
  });
  const input = Float32Array.from(rows.flatMap((row) => [...row]));
  const own = Object.fromEntries(Object.keys(decoder.initialise(ANY_KEY)).map((name) => [name, parameters[name]]));
  const { output } = await runForward(decoder, own, input, compile);
  return {
    traversals: shaped([units, TRAVERSAL_STEPS, decoder.outputs], output.map(sigmoid)),
    deviations: shaped(
      [units],
      Float64Array.from(columns, (values) => standardDeviation(values, 0)),
    ),
  };
}

/** For the names of parameters alone. */
const ANY_KEY = key(0);
