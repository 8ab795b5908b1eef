/** A VAE beside the images of its study: what it makes of them, what its latents do, and what they know of the factors. */
import {
  byUse,
  codeInformation,
  isActiveLatent,
  type LatentUse,
  TRAVERSAL_STEPS,
  traversal,
} from "../../../src/experiments/images/index.js";
import { UsageError } from "../../../src/math/errors.js";
import type { ConvVaeOptions } from "../../../src/models/index.js";
import type { HostTree, ImageTask, Representation } from "../../../src/protocols.js";
import { representation } from "../../../src/representation/index.js";
import { indexOf } from "../../../src/tasks/images/factorGrid.js";
import { type ImageSample, rendered } from "../../../src/tasks/images/imageBatches.js";
import { levelsOf } from "./index.js";
import { OpenVae } from "./openVae.js";
import { pictures } from "./pictures.js";
import type { LatentUses, Look, LookQuestion, Portrait } from "./protocol.js";

/** Images beside their reconstructions, the chosen one among them. */
export const SHOWN = 8;

export interface Gallery {
  /** Posterior means of a sample of images. */
  codeOf(parameters: HostTree, sample: ImageSample): Promise<Representation>;
  /** Throws UsageError for an image or latents that there are not. */
  look(parameters: HostTree, use: LatentUse, question: Pick<LookQuestion, "at" | "latents">): Promise<Look>;
  dispose(): void;
}

/** Of a network with these options, on a task of its size; `others` are reconstructed beside the chosen image. */
export function openGallery(options: ConvVaeOptions, task: ImageTask, others: ImageSample): Gallery {
  const { latents: units, rectified = false } = options;
  const vae = new OpenVae(options, { shown: SHOWN, decoded: 1 + units * TRAVERSAL_STEPS });
  const pixels = task.width * task.height * task.channels;
  const beside = others.images.subarray(0, (SHOWN - 1) * pixels);
  return {
    async codeOf(parameters, { images, factors }) {
      const activity = Float64Array.from(await vae.encode(parameters, images));
      return representation({ activity, units, factors });
    },
    async look(parameters, use, { at, latents: asked }) {
      const chosen = rendered(task, [indexOf(task.grid, levelsOf(task, at))]);
      const images = joined(chosen, beside);
      const seen = await vae.reconstruct(parameters, images);
      const code = seen.codes.slice(0, units);
      const latents = asked.length === 0 ? code : Float32Array.from(asked);
      checkLatents(latents, units);
      const codes = joined(latents, traversal(latents, use, TRAVERSAL_STEPS));
      const decoded = await vae.decode(parameters, codes);
      return {
        shown: SHOWN,
        steps: TRAVERSAL_STEPS,
        pictures: pictures(task, [images, seen.images, decoded]),
        code,
        latents,
        rectified,
        use: usesOf(use),
      };
    },
    dispose: () => vae.dispose(),
  };
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function checkLatents({ length }: Float32Array, units: number): void {
  if (length !== units) throw new UsageError(`latents has ${length} values; this network has ${units} latents`);
}

const usesOf = ({ low, high, deviation }: LatentUse): LatentUses => ({
  low,
  high,
  deviation,
  order: byUse(deviation),
  active: Array.from(deviation, isActiveLatent),
});

export function portraitOf(code: Representation, bins: number): Portrait {
  const { mig, mir } = codeInformation(code, bins);
  return {
    images: code.conditions,
    bins,
    factors: code.factors.map(({ name }) => name),
    units: code.units,
    mig: mig.score,
    mir: mir.score,
    information: mir.matrix?.data ?? new Float64Array(),
    selectivity: mir.perUnit ?? new Float64Array(),
  };
}
