/**
 * What `list` and completion say of the experiments. Loading all 35 with what they train, measure and draw takes most of a second,
 * so the build keeps their outlines beside them; where it did not, as among the sources, they are read off the experiments.
 */
import { existsSync, readFileSync } from "node:fs";
import type { Backend, Experiment } from "../protocols.js";
import type { Size } from "./training/settings.js";

export type Outline = Pick<Experiment, "id" | "title" | "source" | "claim" | "version" | "recorded"> & {
  readonly work: Readonly<Record<Size, Work>>;
};

export interface Work {
  readonly jobs: number;
  /** Seconds that all of them should take on one core. */
  readonly expectedSeconds: Readonly<Record<Backend, number>>;
}

export type Outlines = Readonly<Record<string, Outline>>;

/** Written by scripts/build.mjs. */
const OUTLINES = new URL("../experiments/outlines.json", import.meta.url);

/** By name: purecell's own experiments, or those that `module` exports. */
export async function loadOutlines(module?: string): Promise<Outlines> {
  if (module === undefined && existsSync(OUTLINES)) return JSON.parse(readFileSync(OUTLINES, "utf8"));
  return (await import("./outlining.js")).readOff(module);
}
