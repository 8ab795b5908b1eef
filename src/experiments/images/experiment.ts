/** An experiment on trained image networks from what is its own: a study, the strengths it sweeps, and what was recorded. */
import { z } from "zod";
import type { Experiment } from "../../protocols.js";
import { imageVerdicts } from "./claims.js";
import { imageFigures } from "./figures.js";
import { runImageJob } from "./job.js";
import { type ImageCost, imageSeconds } from "./seconds.js";
import {
  fullImageSize,
  type ImageDefaults,
  type ImageStudy,
  imageFields,
  imageJobs,
  prepareImages,
  quickImageSize,
} from "./study.js";

type ImageSchema = z.ZodObject<ReturnType<typeof imageFields>>;

type Own = "id" | "title" | "source" | "claim" | "version" | "recorded";

export interface ImageExperiment extends Pick<Experiment<ImageSchema>, Own> {
  readonly study: ImageStudy;
  readonly defaults: ImageDefaults;
  readonly cost: ImageCost;
}

/** Judged from three seeds on, of networks at least as long as the default. */
export function imageExperiment({ study, defaults, cost, ...own }: ImageExperiment): Experiment<ImageSchema> {
  const claims = { prefix: own.id, judgeable: { updates: defaults.updates, seeds: 3 } };
  return {
    ...own,
    settings: z.object(imageFields(defaults)),
    sizes: { quick: quickImageSize, start: { seeds: [0], updates: 2000 }, full: fullImageSize },
    expectedSeconds: (settings, backend) => imageSeconds(settings, backend, cost),
    prepare: (settings, openImages) => prepareImages(study, settings, openImages),
    choosing: ["betas", "rectifiedBetas", "weightEnergies"],
    jobs: imageJobs,
    runJob: (job, settings, context) => runImageJob(study, job, settings, context),
    check: (results, settings) => imageVerdicts(results, settings, claims),
    figures: (results, settings) => imageFigures(results, settings, { prefix: own.id, task: study.task }),
  };
}
