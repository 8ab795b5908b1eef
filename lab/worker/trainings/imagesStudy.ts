/** A VAE on images: the very training of the experiments `fig13` and `fig5`, in the first arm that the settings name. */
import { toSafetensors } from "../../../src/engine/safetensors.js";
import { keyOf } from "../../../src/experiments/frame/index.js";
import {
  imageArms,
  imagePlan,
  imageSchema,
  imageStudies,
  type LatentUse,
  latentUse,
  openImageSource,
  vaeOptions,
} from "../../../src/experiments/images/index.js";
import { UsageError } from "../../../src/math/errors.js";
import { saveRepresentation } from "../../../src/representation/index.js";
import { imageSample } from "../../../src/tasks/images/imageBatches.js";
import { openGallery, portraitOf } from "../images/gallery.js";
import type { LookQuestion } from "../images/protocol.js";
import type { TrainingRequest } from "./protocol.js";
import type { Study } from "./session.js";

export async function imagesStudy({ experiment, settings, seed }: TrainingRequest): Promise<Study> {
  const study = imageStudies[experiment];
  const chosen = imageSchema.parse(settings);
  const [arm] = imageArms(chosen);
  if (arm === undefined)
    throw new UsageError("betas, rectifiedBetas and weightEnergies are all empty: name a strength");
  const { task } = await openImageSource(study, chosen, undefined);
  const fresh = imageSample(task, chosen.evaluationImages, keyOf(seed, "evaluation"), study.conditions?.());
  const gallery = openGallery(vaeOptions(study, arm, chosen), task, fresh);
  let question: Pick<LookQuestion, "at" | "latents"> = { at: [], latents: [] };
  let use: LatentUse | undefined;
  return {
    plan: imagePlan(study, task, arm, seed, chosen),
    // Always on all images: information estimated from fewer is larger.
    async snapshot(parameters) {
      const code = await gallery.codeOf(parameters, fresh);
      use = latentUse(code);
      const look = await gallery.look(parameters, use, question);
      return { kind: "images", arm: arm.label, portrait: portraitOf(code, chosen.bins), look };
    },
    lossOf: () => Number.NaN,
    altered: async (parameters) => parameters,
    inspect: async () => {
      throw new UsageError("a latent of an image network is looked at by its traversal");
    },
    async look(parameters, asked) {
      use ??= latentUse(await gallery.codeOf(parameters, fresh));
      const look = await gallery.look(parameters, use, asked);
      question = asked;
      return look;
    },
    files: async (parameters) => ({
      npz: saveRepresentation(await gallery.codeOf(parameters, fresh)),
      safetensors: toSafetensors(parameters),
    }),
    dispose: () => gallery.dispose(),
  };
}
