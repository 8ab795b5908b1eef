/** One VAE trained on images, measured, and shown: what it reconstructs, and what each latent does to an image. */
import { imageDecoder } from "../../models/index.js";
import { sigmoid } from "../../objectives/index.js";
import type {
  HostTree,
  ImageTask,
  Job,
  JobContext,
  JobResult,
  Model,
  NamedArray,
  Representation,
} from "../../protocols.js";
import { besideNoise, type ImageSample, imageSample } from "../../tasks/images/imageBatches.js";
import { parametersOf, runForward } from "../../training/index.js";
import { armOf } from "../frame/arms.js";
import { curveArrays, parameterArrays, representationArrays, shaped } from "../frame/arrays.js";
import { keyOf } from "../frame/fields.js";
import { asJson } from "../frame/measures.js";
import { type Probe, trainJob } from "../frame/trainJob.js";
import { imageChance } from "./chance.js";
import { codeInformation, imageScores, seeImages } from "./scores.js";
import { type ImageSettings, type ImageStudy, imageArms, imagePlan, networkOf, openImageSource } from "./study.js";
import { latentUse, parametersIn, TRAVERSAL_STEPS, traversal } from "./traversal.js";

/** Images shown beside their reconstructions. */
export const SHOWN = 8;
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
  const plan = imagePlan(study, task, armOf(job, imageArms(settings)), job.seed, settings);
  const fresh = imageSample(task, settings.evaluationImages, keyOf(job.seed, "evaluation"), study.conditions?.());
  const { state, curve, probed } = await trainJob(plan, context, imageProbe(plan.model, fresh, settings, job, context));
  const parameters = parametersOf(plan, state);
  const noise = keyOf(job.seed, "evaluation noise");
  const seen = await seeImages(plan.model, parameters, fresh, context.compile, noise);
  const { matrix, perUnit = new Float64Array() } = codeInformation(seen.code, settings.bins).mir;
  const scores = imageScores(seen.code, settings.bins, keyOf(job.seed, "scores"));
  const chance = imageChance(seen.code, settings.bins, keyOf(job.seed, "chance"));
  return {
    job,
    values: { images: asJson({ reconstruction: seen.reconstruction, explained: seen.explained, scores, chance }) },
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
      const scores = codeInformation(code, bins);
      return { mig: scores.mig.score, mir: scores.mir.score, reconstruction };
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

/** "traversals" [latents x steps x pixels] from the code of the first image; and "deviations" [latents] of `latentUse`. */
async function traversed(
  decoder: Model,
  parameters: HostTree,
  code: Representation,
  { compile }: JobContext,
): Promise<Record<string, NamedArray>> {
  const use = latentUse(code);
  const input = traversal(code.activity.subarray(0, code.units), use, TRAVERSAL_STEPS);
  const { output } = await runForward(decoder, parametersIn(decoder, parameters), input, compile);
  return {
    traversals: shaped([code.units, TRAVERSAL_STEPS, decoder.outputs], output.map(sigmoid)),
    deviations: shaped([code.units], use.deviation),
  };
}
