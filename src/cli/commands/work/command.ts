/** `purecell work` */
import { hostname } from "node:os";
import { resolve } from "node:path";
import { counted } from "../../../math/words.js";
import {
  type Batch,
  inProcessRunner,
  type JobRunner,
  loadRegistry,
  RESUBMITTED,
  type Registry,
  readBatch,
  reloadOwnExperiment,
  resubmitLost,
  STOPPED,
  work,
  workerRunner,
  workersAvailable,
} from "../../../runs/index.js";
import { type Context, EXIT } from "../../context.js";
import { slurmHere } from "../../training/slurmHere.js";
import type { WorkRequest } from "./request.js";

export async function carryOut({ batch: name, bundle }: WorkRequest, context: Context): Promise<number> {
  const folder = resolve(name);
  const batch = readBatch(folder);
  return bundle === undefined ? submitAgain(batch, folder, context) : carryOutBundle(batch, folder, bundle, context);
}

async function carryOutBundle(batch: Batch, folder: string, bundle: number, { terminal }: Context): Promise<number> {
  const registry = await registryOf(batch);
  const runner = runnerOf(registry, batch.lanes);
  const stop = new AbortController();
  // Once: a scheduler may ask several times, and the first request is being answered.
  for (const signal of ["SIGINT", "SIGTERM", "SIGUSR1", "SIGUSR2"] as const) process.on(signal, () => stop.abort());
  const note = (text: string) => terminal.say(`${new Date().toISOString()} ${text}`);
  note(`bundle ${bundle} of ${batch.id} on ${hostname()}, node ${process.version}, process ${process.pid}`);
  try {
    const worked = await work(
      { folder, batch, bundle, owner: ownerOf(batch, bundle), note },
      registry,
      runner,
      stop.signal,
    );
    const { done, passed, failed, stopped } = worked;
    note(
      `${counted(done, "job")} done, ${passed} passed over, ${failed} failed${stopped ? "; stopped, state saved" : ""}`,
    );
    if (stopped) return STOPPED;
    return failed > 0 ? EXIT.numerical : EXIT.done;
  } finally {
    await runner.close();
  }
}

async function registryOf({ module, own }: Batch): Promise<Registry> {
  if (own === undefined) return loadRegistry(module);
  const experiments = await reloadOwnExperiment(own);
  return { experiments, headlines: [], module, own };
}

const runnerOf = (registry: Registry, lanes: number): JobRunner =>
  workersAvailable ? workerRunner(registry, lanes) : inProcessRunner(registry);

/** The same name for the same task of Slurm, however often it is started or submitted; without a scheduler one for each process. */
function ownerOf({ id }: Batch, bundle: number): string {
  return process.env.SLURM_ARRAY_JOB_ID === undefined ? `${hostname()} ${process.pid}` : `${id} ${bundle}`;
}

async function submitAgain(batch: Batch, folder: string, { terminal }: Context): Promise<number> {
  const { bundles, submission, why } = await resubmitLost(batch, folder, slurmHere());
  if (bundles.length === 0) return EXIT.done;
  const lost = `${counted(bundles.length, "bundle")} of ${batch.bundles.length} without results`;
  if (submission === undefined) {
    terminal.say(`${lost}, not submitted again (${why}); what is there is judged. See the logs in ${folder}.`);
    return EXIT.done;
  }
  terminal.say(`${lost}; submitted again as ${submission.ids.join(", ")}`);
  return RESUBMITTED;
}
