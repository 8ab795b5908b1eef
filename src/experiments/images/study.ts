/**
 * The body of Figs. 5 and 13 of Whittington et al. 2023: VAEs on images of a complete design of factors, in three kinds of arms.
 *
 *   beta-VAE (Higgins et al. 2017)      reconstruction + beta KL
 *   rectified beta-VAE                  the same, posterior mean max(., 0)
 *   constrained                         reconstruction + KL + weight energy of the decoder's dense layers, posterior mean rectified
 *
 * Reconstruction is the Bernoulli loss, in nats summed over pixels; KL that to a standard normal, in nats summed over latents. There
 * is no activity energy: the KL charges for activity. The paper's table also lists a strength of nonnegativity, 100, beside
 * "ReLU on the mean"; `constraint` = "soft" takes the penalty in place of the rectification.
 *
 * Initial weights, noise and order of images depend on the seed alone. Strengths hold for the sums of one image size: at 32 x 32
 * the reconstruction has a quarter of the pixels of 64 x 64, so equal strengths press harder.
 */
import { z } from "zod";
import { adam } from "../../engine/optimisers.js";
import { constant } from "../../engine/schedules.js";
import { UsageError } from "../../math/errors.js";
import {
  type ConvVaeOptions,
  convVae,
  halfSize,
  type ImageNetworkOptions,
  isDecoderMatrix,
  published,
} from "../../models/index.js";
import type { ImageTask, Job, OpenImages } from "../../protocols.js";
import { imageBatches } from "../../tasks/images/imageBatches.js";
import { resized } from "../../tasks/images/resized.js";
import { bioVae, type StreamedPlan } from "../../training/index.js";
import { armJobs } from "../frame/arms.js";
import { FIVE_SEEDS, keyOf, whole } from "../frame/fields.js";

/** What distinguishes one study from the other. */
export interface ImageStudy {
  /** Re-rendered images at 64 x 64, taken where no file is named; a file must have the same factors. */
  readonly task: ImageTask;
  /** Conditions that are used, where not all are. */
  readonly conditions?: () => Int32Array;
}

export interface ImageDefaults {
  readonly updates: number;
  readonly betas: readonly number[];
  readonly rectifiedBetas: readonly number[];
  readonly weightEnergies: readonly number[];
  /** Rectified where it is left out. */
  readonly constraint?: Constraint;
}

/** How the means of constrained VAEs are kept nonnegative: by rectification, by a penalty, or by both, the penalty on what goes in. */
const CONSTRAINTS = ["rectified", "soft", "both"] as const;
type Constraint = (typeof CONSTRAINTS)[number];

/** Images from formulas, no file. */
export const RENDERED = "re-rendered";

const strengths = (values: readonly number[], what: string) =>
  z
    .array(z.number().min(0))
    .default([...values])
    .describe(what);

export const imageFields = (defaults: ImageDefaults) => ({
  seeds: z
    .array(whole(0))
    .min(1)
    .default([...FIVE_SEEDS])
    .describe("one initial network and order of images per seed, in every arm"),
  betas: strengths(defaults.betas, "strengths of the divergence of beta-VAEs"),
  rectifiedBetas: strengths(defaults.rectifiedBetas, "the same for beta-VAEs with rectified means"),
  weightEnergies: strengths(defaults.weightEnergies, "strengths of the decoder's weight energy in constrained VAEs"),
  constraint: z
    .enum(CONSTRAINTS)
    .default(defaults.constraint ?? "rectified")
    .describe(
      "how constrained means are kept nonnegative: exactly, by a penalty, or by both, the penalty on what is rectified",
    ),
  nonnegativity: z.number().min(0).default(100).describe("strength of the soft penalty"),
  data: z
    .string()
    .default(RENDERED)
    .describe("the published data set, a file (docs/data-sets.md), in place of re-rendered images"),
  side: z
    .enum(["32", "64"])
    .default("32")
    .describe("pixels to a side: 32 with the half-size network, 64 with the published one"),
  updates: whole(1).default(defaults.updates).describe("updates of the weights"),
  batch: whole(2).default(64).describe("images per update"),
  learningRate: z.number().positive().default(1e-3).describe("step size of Adam"),
  probes: whole(1).default(6).describe("points of the curves through training, evenly spaced"),
  evaluationImages: whole(200).default(5000).describe("images on which codes are measured"),
  bins: whole(2)
    .default(20)
    .describe("equal-width bins of units for the information estimate; factors keep their levels"),
});

/** A look, in two minutes. */
export const quickImageSize = {
  seeds: [0],
  betas: [1],
  rectifiedBetas: [1],
  weightEnergies: [0.01],
  updates: 800,
  probes: 4,
  evaluationImages: 2000,
};

/** As published: the strengths of its sweeps, at its image size. */
export const fullImageSize = {
  side: "64" as const,
  updates: 500_000,
  learningRate: 1e-4,
  betas: [1, 2, 4, 6, 8, 16],
  rectifiedBetas: [1, 2, 4, 6, 8, 16],
  weightEnergies: [0.01, 0.03, 0.1, 0.3, 1],
  evaluationImages: 10_000,
};

/** Of either study; what is left out is as published for neither. */
export const imageSchema = z.object(imageFields({ updates: 1, betas: [], rectifiedBetas: [], weightEnergies: [] }));
export type ImageSettings = z.infer<typeof imageSchema>;

export type ArmKind = "beta" | "rectified" | "constrained";

export interface ImageArm {
  readonly id: string;
  readonly kind: ArmKind;
  readonly label: string;
  /** Strength of the divergence. */
  readonly beta: number;
  /** Strength of the decoder's weight energy. */
  readonly weightEnergy: number;
}

export const ARM_KINDS: Readonly<Record<ArmKind, string>> = {
  beta: "beta-VAE",
  rectified: "rectified beta-VAE",
  constrained: "constrained VAE",
};

const betaArm = (kind: "beta" | "rectified", beta: number): ImageArm => ({
  id: `${kind}-${beta}`,
  kind,
  label: `${ARM_KINDS[kind]}, beta ${beta}`,
  beta,
  weightEnergy: 0,
});

const constrainedArm = (strength: number): ImageArm => ({
  id: `constrained-${strength}`,
  kind: "constrained",
  label: `${ARM_KINDS.constrained}, weight energy ${strength}`,
  beta: 1,
  weightEnergy: strength,
});

type Sweeps = Pick<ImageSettings, "betas" | "rectifiedBetas" | "weightEnergies">;

/** Each strength once, in the order of the settings. */
export const imageArms = ({ betas, rectifiedBetas, weightEnergies }: Sweeps): ImageArm[] => [
  ...[...new Set(betas)].map((beta) => betaArm("beta", beta)),
  ...[...new Set(rectifiedBetas)].map((beta) => betaArm("rectified", beta)),
  ...[...new Set(weightEnergies)].map(constrainedArm),
];

export const imageJobs = (settings: ImageSettings): Job[] => armJobs([...new Set(settings.seeds)], imageArms(settings));

export interface ImageSource {
  readonly task: ImageTask;
  close(): void;
}

/** The images that the settings name, at their side. Throws UsageError for a file of other factors. */
export async function openImageSource(
  study: ImageStudy,
  { data, side }: ImageSettings,
  openImages: OpenImages | undefined,
): Promise<ImageSource> {
  if (data === RENDERED) return { task: resized(study.task, Number(side)), close: () => {} };
  if (!openImages) throw new UsageError(`no file can be read here: leave out data, or give ${RENDERED}`);
  const task = await openImages(data, Number(side));
  const sizes = ({ grid, channels }: ImageTask) => `${grid.sizes.join(" x ")} conditions of ${channels} channels`;
  if (sizes(task) === sizes(study.task)) return { task, close: () => task.close() };
  task.close();
  throw new UsageError(
    `${data} has ${sizes(task)}; this experiment is about ${study.task.name}, ${sizes(study.task)}: give that file`,
  );
}

/** Looks at the file that the settings name. */
export const prepareImages = async (
  study: ImageStudy,
  settings: ImageSettings,
  openImages: OpenImages,
): Promise<void> => (await openImageSource(study, settings, openImages)).close();

export const networkOf = ({ task }: ImageStudy, { side }: ImageSettings): ImageNetworkOptions =>
  side === "64" ? published(task.channels) : halfSize(task.channels);

/** The network of an arm. */
export const vaeOptions = (study: ImageStudy, arm: ImageArm, settings: ImageSettings): ConvVaeOptions => ({
  ...networkOf(study, settings),
  rectified: rectifies(arm, settings),
});

const rectifies = ({ kind }: ImageArm, { constraint }: ImageSettings): boolean =>
  kind === "rectified" || (kind === "constrained" && constraint !== "soft");

/** On the images of an opened source. */
export function imagePlan(
  study: ImageStudy,
  images: ImageTask,
  arm: ImageArm,
  seed: number,
  settings: ImageSettings,
): StreamedPlan {
  const options = vaeOptions(study, arm, settings);
  const penalised = arm.kind === "constrained" && settings.constraint !== "rectified";
  const conditions = study.conditions?.();
  return {
    model: convVae(options),
    stream: imageBatches(
      images,
      { batch: settings.batch, noise: options.latents, ...(conditions && { conditions }) },
      keyOf(seed, "images"),
    ),
    objective: bioVae({
      beta: arm.beta,
      nonnegativity: penalised ? settings.nonnegativity : 0,
      nonnegativityOn: settings.constraint === "both" ? "preactivation" : "activity",
      weightEnergy: arm.weightEnergy,
      charged: isDecoderMatrix,
    }),
    optimiser: adam({ learningRate: constant(settings.learningRate) }),
    steps: settings.updates,
    key: keyOf(seed, "training"),
  };
}
