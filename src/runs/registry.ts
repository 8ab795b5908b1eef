/** Loads the experiments by the address of their module, so that a worker thread can do the same. */
import { UsageError } from "../math/errors.js";
import { unknownName } from "../math/knownNames.js";
import type { Experiment } from "../protocols.js";
import type { Registry } from "./jobRunner.js";
import { isPath } from "./ownModule.node.js";

const isSource = import.meta.url.endsWith(".ts");
const builtIn = new URL(`../experiments/registry.${isSource ? "ts" : "js"}`, import.meta.url).href;

interface Loaded {
  readonly experiments: Readonly<Record<string, Experiment>>;
  readonly headlines?: readonly string[];
  readonly abridged?: readonly string[];
}

/** The experiments exported by `module`, by default those of purecell; its `headlines`, else all of them; its `abridged`, else none. */
export async function loadRegistry(module = builtIn): Promise<Registry> {
  const { experiments, headlines = Object.keys(experiments), abridged = [] }: Loaded = await import(module);
  return { experiments, headlines, abridged, module };
}

/** Throws UsageError with the nearest name and the list; for a path, with the command that takes one. */
export function findExperiment<Known>(
  { experiments }: { readonly experiments: Readonly<Record<string, Known>> },
  name: string,
): Known {
  if (isPath(name))
    throw new UsageError(
      `"${name}" is a path, and names are expected here. A module of your own is run by: purecell run ${name}`,
    );
  if (!Object.hasOwn(experiments, name)) throw unknownName("experiment", name, Object.keys(experiments));
  return experiments[name];
}
