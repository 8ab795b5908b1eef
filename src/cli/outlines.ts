/**
 * Where the outlines of the experiments are found. Loading all 35 experiments with what they train, measure and draw takes most of a second,
 * so the build keeps their outlines beside them; where it did not, as among the sources, they are read off the experiments.
 */
import { existsSync, readFileSync } from "node:fs";
import type { Outlines } from "./outline.js";

/** Written by scripts/build.mjs. */
const OUTLINES = new URL("../experiments/outlines.json", import.meta.url);

/** By name: purecell's own experiments, or those that `module` exports. */
export async function loadOutlines(module?: string): Promise<Outlines> {
  if (module === undefined && existsSync(OUTLINES)) return JSON.parse(readFileSync(OUTLINES, "utf8"));
  return (await import("./outlining.js")).readOff(module);
}
