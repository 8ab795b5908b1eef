/**
 * A trained VAE of an image study as one file: weights, the values that its latents take, and where it comes from. Safetensors; the
 * origin is text under "__metadata__", so that other programs can show it too.
 */
import { z } from "zod";
import { fromSafetensors, type StoredFloat, toSafetensors } from "../../engine/safetensors.js";
import type { HostTree } from "../../engine/tensor.js";
import { InputError } from "../../math/errors.js";
import type { Backend, Job, JobResult, NamedArray } from "../../protocols.js";
import { armOf } from "../frame/arms.js";
import { imageValues } from "./measures.js";
import { type ImageArm, type ImageSettings, type ImageStudy, imageArms, imageSchema } from "./study.js";
import { imageStudies } from "./tasks.js";
import { type LatentUse, latentUse } from "./traversal.js";

/** The run that trained it. */
export interface VaeOrigin {
  readonly experiment: string;
  readonly experimentVersion: number;
  readonly settings: ImageSettings;
  readonly job: Job;
  readonly engine: Backend;
  /** Version of the program, and its commit where known. */
  readonly program: string;
}

export interface TrainedVae {
  readonly origin: VaeOrigin;
  readonly study: ImageStudy;
  readonly arm: ImageArm;
  readonly parameters: HostTree;
  /** Over the images on which the run measured it. */
  readonly use: LatentUse;
  /** About every factor [latents x factors], in nats, and the selectivity of every latent [latents]; as the run measured them. */
  readonly information: Float64Array;
  readonly selectivity: Float64Array;
  /** As the run measured it, with its own engine and weights of 32 bits. */
  readonly measured: z.infer<typeof imageValues>;
  readonly floats: StoredFloat;
}

const PARAMETER = "parameter.";
const LATENT = "latent.";
const USES = ["low", "high", "deviation"] as const;
const MEASURES = ["information", "selectivity"] as const;

/** The result of a job of the experiment that `origin` names, as such a file. */
export function writeTrainedVae({ arrays, values }: JobResult, origin: VaeOrigin, floats: StoredFloat): Uint8Array {
  const { activity } = arrays;
  const units = activity.shape[1];
  const use = latentUse({ activity: Float64Array.from(activity.data), units });
  const parameters = Object.entries(arrays).filter(([name]) => name.startsWith(PARAMETER));
  const tree = {
    ...Object.fromEntries(parameters.map(([name, array]) => [name, asFloats(array)])),
    ...Object.fromEntries(USES.map((name) => [LATENT + name, asFloats({ shape: [units], data: use[name] })])),
    ...Object.fromEntries(MEASURES.map((name) => [LATENT + name, asFloats(arrays[name])])),
  };
  const { experiment, experimentVersion, settings, job, engine, program } = origin;
  const metadata = {
    experiment,
    experimentVersion: String(experimentVersion),
    settings: JSON.stringify(settings),
    job: JSON.stringify(job),
    engine,
    program,
    measured: JSON.stringify(values.images),
    floats,
  };
  return toSafetensors(tree, metadata, floats);
}

const asFloats = ({ shape, data }: NamedArray) => ({ shape, data: Float32Array.from(data) });

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: "custom", message: "not JSON" });
    return z.NEVER;
  }
});

const metadataSchema = z.object({
  experiment: z.enum(Object.keys(imageStudies)),
  experimentVersion: z.coerce.number().int(),
  settings: json.pipe(imageSchema),
  job: json.pipe(z.object({ id: z.string(), condition: z.string(), seed: z.number() })),
  engine: z.enum(["wasm", "native", "webgpu"]),
  program: z.string(),
  measured: json.pipe(imageValues),
  floats: z.enum(["F16", "F32"]),
});

/** Throws InputError, naming `source`, for bytes that are no such file. */
export function readTrainedVae(bytes: Uint8Array, source: string): TrainedVae {
  const { tree, metadata } = fromSafetensors(bytes, source);
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success)
    throw new InputError(`${source} is no trained VAE of an image study:\n${z.prettifyError(parsed.error)}`);
  const { measured, floats, ...origin } = parsed.data;
  const own = Object.entries(tree).filter(([name]) => name.startsWith(PARAMETER));
  const used = (name: string): Float64Array => {
    const stored = tree[LATENT + name];
    if (stored === undefined)
      throw new InputError(`${source} is no trained VAE of an image study: it lacks ${LATENT}${name}`);
    return Float64Array.from(stored.data);
  };
  return {
    origin,
    study: imageStudies[origin.experiment],
    arm: armOf(origin.job, imageArms(origin.settings)),
    parameters: Object.fromEntries(own.map(([name, tensor]) => [name.slice(PARAMETER.length), tensor])),
    use: { low: used("low"), high: used("high"), deviation: used("deviation") },
    information: used("information"),
    selectivity: used("selectivity"),
    measured,
    floats,
  };
}
