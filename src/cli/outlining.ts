/** Outlines read off the experiments themselves. */
import type { Backend, Experiment } from "../protocols.js";
import { loadRegistry } from "../runs/index.js";
import type { Outline, Outlines, Work } from "./outline.js";
import { type Size, settingsAtSize } from "./training/settings.js";

/** By name: purecell's own experiments, or those that `module` exports. */
export async function readOff(module?: string): Promise<Outlines> {
  const { experiments } = await loadRegistry(module);
  return Object.fromEntries(Object.entries(experiments).map(([name, experiment]) => [name, outlineOf(experiment)]));
}

function outlineOf(experiment: Experiment): Outline {
  const { id, title, source, claim, version, recorded } = experiment;
  const work = {
    quick: workOf(experiment, "quick"),
    start: workOf(experiment, "start"),
    full: workOf(experiment, "full"),
  };
  return { id, title, source, claim, version, recorded, work };
}

function workOf(experiment: Experiment, size: Size): Work {
  const settings = settingsAtSize(experiment, size).values;
  const seconds = (backend: Backend) => experiment.expectedSeconds(settings, backend);
  const expectedSeconds = { wasm: seconds("wasm"), native: seconds("native"), webgpu: seconds("webgpu") };
  return { jobs: experiment.jobs(settings).length, expectedSeconds };
}
