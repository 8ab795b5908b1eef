/** The runs of one folder, looked through once: which of them have jobs in common with another. */
import { join } from "node:path";
import { PurecellError } from "../math/errors.js";
import { apartIn, type RunConfig, withoutSettings } from "./config.js";
import { readConfig } from "./folder.node.js";
import { listRuns } from "./readRun.node.js";

/** A run that differs from another in settings which only choose jobs. */
export interface Relative {
  /** Name of its folder. */
  readonly run: string;
  /** The settings in which it differs. */
  readonly apart: readonly string[];
}

interface Shelved {
  readonly run: string;
  readonly config: RunConfig;
}

/** Looked through at the first question. */
export class Shelf {
  readonly #root: string;
  #all: readonly Shelved[] | undefined;
  /** By the names of the settings that are left out, then by the text of the others. */
  readonly #groups = new Map<string, Map<string, Shelved[]>>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The runs that differ from `config` in these settings at most, in alphabetical order; as they were at the first call. */
  sameButFor(names: readonly string[], config: RunConfig): readonly Relative[] {
    const group = this.#without(names).get(withoutSettings(names, config)) ?? [];
    return group.map((one) => ({ run: one.run, apart: apartIn(names, config, one.config) }));
  }

  #without(names: readonly string[]): Map<string, Shelved[]> {
    const known = this.#groups.get(names.join());
    if (known) return known;
    this.#all ??= this.#look();
    const groups = new Map<string, Shelved[]>();
    for (const one of this.#all) {
      const text = withoutSettings(names, one.config);
      groups.set(text, [...(groups.get(text) ?? []), one]);
    }
    this.#groups.set(names.join(), groups);
    return groups;
  }

  #look(): Shelved[] {
    return listRuns(this.#root).flatMap((run) => {
      const config = readableConfig(join(this.#root, run));
      return config ? [{ run, config }] : [];
    });
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
