/**
 * The trained networks that the lab ships, lab/networks: jobs of a run of `fig13` or `fig5` in half floats, one file for each kind of
 * arm. It prints what rounding the weights costs: scores of the stored network on the images on which the run measured it.
 *
 * `node --import tsx bench/labNetworks.ts RUN JOB...`, e.g. `... runs/fig13-e5ce4d1e beta-1.5-seed1 constrained-0.01-seed4`
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileWasm } from "../src/engine/wasm.js";
import { armOf, keyOf } from "../src/experiments/frame/index.js";
import {
  codeInformation,
  imageArms,
  imageSchema,
  openImageSource,
  readTrainedVae,
  seeImages,
  vaeOptions,
  writeTrainedVae,
} from "../src/experiments/images/index.js";
import { convVae } from "../src/models/index.js";
import { readRun } from "../src/runs/index.js";
import { readJobResult } from "../src/runs/jobFiles.node.js";
import { imageSample } from "../src/tasks/images/imageBatches.js";

const OUT = join(import.meta.dirname, "../lab/networks");

const [folder, ...jobs] = process.argv.slice(2);
if (folder === undefined || jobs.length === 0) throw new Error("give a run folder and the jobs to take");
const { config } = readRun(folder);
const { purecell, commit } = JSON.parse(readFileSync(join(folder, "provenance.json"), "utf8"));
mkdirSync(OUT, { recursive: true });

for (const id of jobs) {
  const result = await readJobResult(join(folder, "jobs"), id, console.error);
  if (result === undefined) throw new Error(`${id} has no result in ${folder}`);
  const settings = imageSchema.parse(config.settings);
  const bytes = writeTrainedVae(
    result,
    {
      experiment: config.experiment,
      experimentVersion: config.experimentVersion,
      settings,
      job: result.job,
      engine: config.engine,
      program: `purecell ${purecell}${commit === null ? "" : `, ${commit.slice(0, 7)}`}`,
    },
    "F16",
  );
  const name = `${config.experiment}-${armOf(result.job, imageArms(settings)).kind}.safetensors`;
  writeFileSync(join(OUT, name), bytes);
  console.log(`${name}: ${id}, ${(bytes.length / 1000).toFixed(0)} kB`);
  await compare(bytes, name);
}

/** The stored network as the run measured its own. */
async function compare(bytes: Uint8Array, name: string): Promise<void> {
  const { study, arm, origin, parameters, measured } = readTrainedVae(bytes, name);
  const { settings, job } = origin;
  const { task, close } = await openImageSource(study, settings, undefined);
  const fresh = imageSample(task, settings.evaluationImages, keyOf(job.seed, "evaluation"), study.conditions?.());
  close();
  const model = convVae(vaeOptions(study, arm, settings));
  const seen = await seeImages(model, parameters, fresh, compileWasm, keyOf(job.seed, "evaluation noise"));
  const { mig, mir } = codeInformation(seen.code, settings.bins);
  const line = (what: string, run: number, here: number) => console.log(`  ${what}: run ${run}, stored ${here}`);
  line("reconstruction, nats", measured.reconstruction, seen.reconstruction);
  line("R^2", measured.explained, seen.explained);
  line("MIG", measured.scores.mig ?? Number.NaN, mig.score);
  line("MIR", measured.scores.mir ?? Number.NaN, mir.score);
}
