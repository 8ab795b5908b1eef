/**
 * The runs that come with the lab, as one file: `node --import tsx bench/labRuns.ts RUNS SWEEP` writes lab/samples/runs.json from a sweep and
 * its runs, every fourth line of their curves. These are of
 * `purecell sweep cloud --vary shear=0,0.25,0.5 --vary diagonal=1,4,16 --seeds 3`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [root, sweep] = process.argv.slice(2);
if (root === undefined || sweep === undefined) throw new Error("give the folder of runs, and the name of the sweep");
const textOf = (...path: readonly string[]): string => readFileSync(join(root, ...path), "utf8");
const { runs }: { runs: readonly { run: string }[] } = JSON.parse(textOf(sweep, "sweep.json"));
const EVERY = 4;
const thinned = (text: string): string =>
  text
    .trimEnd()
    .split("\n")
    .filter((_, line) => line % EVERY === 0)
    .join("\n");

const files: Record<string, string> = { [`${sweep}/sweep.json`]: textOf(sweep, "sweep.json") };
for (const { run } of runs) {
  for (const name of ["config.json", "verdicts.json"])
    if (existsSync(join(root, run, name))) files[`${run}/${name}`] = textOf(run, name);
  files[`${run}/metrics.jsonl`] = thinned(textOf(run, "metrics.jsonl"));
  for (const job of readdirSync(join(root, run, "jobs")).filter((name) => name.endsWith(".json")))
    files[`${run}/jobs/${job}`] = textOf(run, "jobs", job);
}
writeFileSync(join(import.meta.dirname, "../lab/samples/runs.json"), JSON.stringify(files));
