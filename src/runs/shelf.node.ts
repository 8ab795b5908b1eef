/** The runs of one folder, looked through once: which of them are the same but for their seeds. */
import { join } from "node:path";
import { PurecellError } from "../math/errors.js";
import { type RunConfig, withoutSeeds } from "./config.js";
import { readConfig } from "./folder.node.js";
import { listRuns } from "./readRun.node.js";

/** Looked through at the first question. */
export class Shelf {
  readonly #root: string;
  #names: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** Names of the runs that differ from `config` in their seeds at most, in alphabetical order; as they were at the first call. */
  sameButForSeeds(config: RunConfig): readonly string[] {
    this.#names ??= this.#look();
    return this.#names.get(withoutSeeds(config)) ?? [];
  }

  #look(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const name of listRuns(this.#root)) {
      const config = readableConfig(join(this.#root, name));
      if (config === undefined) continue;
      const others = found.get(withoutSeeds(config));
      if (others) others.push(name);
      else found.set(withoutSeeds(config), [name]);
    }
    return found;
  }
}

/** Undefined also where it cannot be read: what the run holds is then computed. */
function readableConfig(path: string): RunConfig | undefined {
  try {
    return readConfig(path);
  } catch (error) {
    if (error instanceof PurecellError) return undefined;
    throw error;
  }
}
