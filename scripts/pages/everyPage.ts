/** Every generated page, in memory: `npm run pages` writes them, and a test compares them with what is kept. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { experiments } from "../../src/experiments/registry.js";
import { experimentPage } from "./experimentPage.js";
import { type Entry, featuresPage } from "./featuresPage.js";
import { readFindings } from "./findings.js";
import { readRecorded, readReproduced } from "./recorded.js";

/** Every experiment with what is known of it, in the order of the registry. */
export const entries = (root: string): Entry[] =>
  Object.values(experiments).map((experiment) => ({
    experiment,
    findings: readFindings(root, experiment.id),
    recorded: readRecorded(root, experiment.id),
  }));

/** Text by path relative to `root`. Throws Error where a source of theirs is missing or damaged. */
export function everyPage(root: string): Map<string, string> {
  const all = entries(root);
  const words = readFileSync(join(root, "docs/findings/index.md"), "utf8");
  return new Map([
    ["FEATURES.md", featuresPage(all, words, readReproduced(root))],
    ...all.map(
      ({ experiment, findings, recorded }) =>
        [`docs/experiments/${experiment.id}.md`, experimentPage(experiment, findings, recorded)] as const,
    ),
  ]);
}
