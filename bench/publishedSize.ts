/**
 * What `--full` would cost: expected time of every experiment at its default and at its published size, on one core of each engine.
 *
 *   node --import tsx bench/publishedSize.ts
 */
import { experiments } from "../src/experiments/registry.js";
import type { Backend, Experiment } from "../src/protocols.js";

const hours = (experiment: Experiment, size: "quick" | "full" | undefined, backend: Backend): string => {
  const settings = experiment.settings.parse(size ? experiment.sizes[size] : {});
  return (experiment.expectedSeconds(settings, backend) / 3600).toFixed(2);
};

console.log("| experiment | default, native | `--full`, native | `--full`, wasm |\n|---|---|---|---|");
for (const experiment of Object.values(experiments)) {
  const cells = [
    hours(experiment, undefined, "native"),
    hours(experiment, "full", "native"),
    hours(experiment, "full", "wasm"),
  ];
  console.log(`| \`${experiment.id}\` | ${cells.join(" | ")} |`);
}
