/** The trained networks that the lab ships: read when first asked for. `bench/labNetworks.ts` makes them. */
import { toSafetensors } from "../../../src/engine/safetensors.js";
import { keyOf } from "../../../src/experiments/frame/index.js";
import { openImageSource, readTrainedVae, type TrainedVae, vaeOptions } from "../../../src/experiments/images/index.js";
import { PurecellError, UsageError } from "../../../src/math/errors.js";
import type { Representation } from "../../../src/protocols.js";
import { saveRepresentation } from "../../../src/representation/index.js";
import { factorsAt } from "../../../src/tasks/images/factorGrid.js";
import { imageSample } from "../../../src/tasks/images/imageBatches.js";
import type { TrainingFiles } from "../protocol.js";
import { type Gallery, openGallery, portraitOf, SHOWN } from "./gallery.js";
import type { Look, LookQuestion, NetworkDescription, Portrait, ShippedName } from "./protocol.js";

const FILES: Readonly<Record<string, Readonly<Record<ShippedName, URL>>>> = {
  fig13: {
    constrained: new URL("../../networks/fig13-constrained.safetensors", import.meta.url),
    beta: new URL("../../networks/fig13-beta.safetensors", import.meta.url),
  },
  fig5: {
    constrained: new URL("../../networks/fig5-constrained.safetensors", import.meta.url),
    beta: new URL("../../networks/fig5-beta.safetensors", import.meta.url),
  },
};

interface Shipped {
  readonly vae: TrainedVae;
  readonly gallery: Gallery;
  /** On the images on which the run measured it; found once. */
  code(): Promise<Representation>;
}

const opened = new Map<string, Promise<Shipped>>();

/** Of an experiment; none where it has none. */
export const networks = (experiment: string): Promise<NetworkDescription[]> =>
  Promise.all(namesOf(experiment).map(async (name) => descriptionOf(name, (await open(experiment, name)).vae)));

export async function lookAt({ experiment, network, ...question }: LookQuestion): Promise<Look> {
  const { vae, gallery } = await open(experiment, network);
  return gallery.look(vae.parameters, vae.use, question);
}

/** Measured on the very images on which the run measured it. */
export async function measure(experiment: string, network: ShippedName): Promise<Portrait> {
  const shipped = await open(experiment, network);
  return portraitOf(await shipped.code(), shipped.vae.origin.settings.bins);
}

export async function filesOf(experiment: string, network: ShippedName): Promise<TrainingFiles> {
  const shipped = await open(experiment, network);
  return { npz: saveRepresentation(await shipped.code()), safetensors: toSafetensors(shipped.vae.parameters) };
}

const isShipped = (experiment: string, name: string): name is ShippedName =>
  Object.hasOwn(FILES, experiment) && Object.hasOwn(FILES[experiment], name);

const namesOf = (experiment: string): ShippedName[] =>
  (["constrained", "beta"] as const).filter((name) => isShipped(experiment, name));

function open(experiment: string, name: string): Promise<Shipped> {
  if (!isShipped(experiment, name)) throw new UsageError(`there is no trained network "${name}" of ${experiment}`);
  const id = `${experiment}-${name}`;
  const found = opened.get(id) ?? read(FILES[experiment][name], id);
  opened.set(id, found);
  found.catch(() => opened.delete(id)); // so that it is asked for again
  return found;
}

async function read(address: URL, id: string): Promise<Shipped> {
  const response = await fetch(address);
  if (!response.ok) throw new PurecellError(`the network ${id} could not be loaded (${response.status})`, 3);
  const vae = readTrainedVae(new Uint8Array(await response.arrayBuffer()), id);
  const { study, arm, origin } = vae;
  const { task } = await openImageSource(study, origin.settings, undefined);
  const sample = (count: number) =>
    imageSample(task, count, keyOf(origin.job.seed, "evaluation"), study.conditions?.());
  const gallery = openGallery(vaeOptions(study, arm, origin.settings), task, sample(SHOWN));
  let code: Promise<Representation> | undefined;
  return {
    vae,
    gallery,
    code() {
      code ??= gallery.codeOf(vae.parameters, sample(origin.settings.evaluationImages));
      return code;
    },
  };
}

function descriptionOf(name: ShippedName, vae: TrainedVae): NetworkDescription {
  const { origin, arm, measured, floats } = vae;
  const { experiment, experimentVersion, settings, job, engine, program } = origin;
  const { updates, batch, side, evaluationImages, bins } = settings;
  return {
    name,
    label:
      arm.kind === "constrained" && settings.constraint === "soft"
        ? `${arm.label}, penalty of negative means`
        : arm.label,
    experiment,
    experimentVersion,
    seed: job.seed,
    engine,
    program,
    updates,
    batch,
    side: Number(side),
    halfFloats: floats === "F16",
    portrait: {
      images: evaluationImages,
      bins,
      factors: factorsAt(vae.study.task.grid, [0]).map((factor) => factor.name),
      units: vae.selectivity.length,
      mig: measured.scores.mig,
      mir: measured.scores.mir,
      information: vae.information,
      selectivity: vae.selectivity,
    },
    reconstruction: measured.reconstruction,
  };
}
