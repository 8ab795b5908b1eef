/** The experiment that a command names: one of purecell's, or by the path of its module one of the user's. */
import type { Experiment } from "../../protocols.js";
import { findExperiment, isPath, loadOwnExperiment, loadRegistry, type Registry } from "../../runs/index.js";
import type { Context } from "../context.js";

/** Throws UsageError for an unknown name, InputError for a module that cannot be used. */
export async function chosenExperiment(
  name: string,
  context: Pick<Context, "registry">,
): Promise<{ readonly registry: Registry; readonly experiment: Experiment }> {
  const known = await loadRegistry(context.registry);
  if (!isPath(name)) return { registry: known, experiment: findExperiment(known, name) };
  const registry = await loadOwnExperiment(name, Object.keys(known.experiments));
  const [experiment] = Object.values(registry.experiments);
  return { registry, experiment };
}
