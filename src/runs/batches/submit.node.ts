/** From runs to a batch that a scheduler has taken. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { InputError } from "../../math/errors.js";
import { makeFolder } from "../durable.node.js";
import type { Registry } from "../jobRunner.js";
import { OpenRun } from "../openRun.node.js";
import { configOf, type HeardRun, placeOf } from "../runRequest.node.js";
import { Shelf } from "../shelf.node.js";
import { type BundleLimits, bundled, type WeighedJob } from "./bundles.js";
import { addRound, batchFolder, batchId, readRounds, writeBatch } from "./files.node.js";
import type { Batch, BatchRun, Scheduler, Submission } from "./protocols.js";
import type { SlurmOptions } from "./slurmOptions.js";

/** A run to be submitted. */
export interface SubmittedRun extends HeardRun {
  /** Expected, on one core. */
  readonly secondsPerJob: number;
}

export interface BatchOptions {
  readonly registry: Registry;
  readonly limits: BundleLimits;
  readonly options: SlurmOptions;
  /** The command line that judges what is there. */
  readonly conclude: readonly string[];
}

/** A batch that has not been submitted yet; bundles may be none. */
export function batchOf(
  runs: readonly {
    readonly request: HeardRun["request"];
    readonly open: readonly string[];
    readonly secondsPerJob: number;
  }[],
  { registry, limits, options, conclude }: BatchOptions,
): Batch {
  const jobs: WeighedJob[] = runs.flatMap(({ open, secondsPerJob }, run) =>
    open.map((job) => ({ run, job, seconds: secondsPerJob })),
  );
  const { module, own } = registry;
  const contents = {
    schemaVersion: 1 as const,
    module,
    ...(own && { own }),
    runs: runs.map(({ request }): BatchRun => {
      const { experiment, experimentVersion, settings, engine } = configOf(request);
      return { run: placeOf(request).id, experiment, experimentVersion, settings, backend: engine };
    }),
    bundles: bundled(jobs, limits),
    lanes: limits.lanes,
  };
  return { ...contents, id: batchId(contents), options, conclude };
}

/** What was submitted. */
export interface Submitted {
  readonly batch: Batch;
  readonly folder: string;
  /** Undefined where nothing was left to compute. */
  readonly submission: Submission | undefined;
}

/**
 * Makes the run folders, takes over what other runs have finished, and submits the rest. Throws InputError where the same batch is
 * still in the queue, where a folder cannot be used, and with the scheduler's words where it refuses.
 */
export async function submit(
  runs: readonly SubmittedRun[],
  options: BatchOptions,
  scheduler: Scheduler,
): Promise<Submitted> {
  const [{ request }] = runs;
  const root = resolve(request.runs);
  const shelf = new Shelf(root);
  const opened = [];
  for (const run of runs) {
    const open = await OpenRun.open(run.request, run.events, shelf);
    await open.suspend();
    opened.push({ request: run.request, open: open.tasks.map(({ job }) => job.id), secondsPerJob: run.secondsPerJob });
  }
  const batch = batchOf(opened, options);
  const folder = batchFolder(root, batch.id);
  if (batch.bundles.length === 0) return { batch, folder, submission: undefined };
  await refuseWaiting(folder, scheduler);
  makeFolder(folder);
  await writeBatch(folder, batch);
  const submission = await scheduler.submit(batch, folder, [...batch.bundles.keys()]);
  addRound(folder, submission);
  return { batch, folder, submission };
}

async function refuseWaiting(folder: string, scheduler: Scheduler): Promise<void> {
  const last = existsSync(folder) ? readRounds(folder).at(-1) : undefined;
  if (last === undefined || !(await scheduler.isAlive(last))) return;
  throw new InputError(
    `these jobs are already in the queue of ${last.scheduler} (${last.ids.join(", ")}). Follow them with: purecell show ${folder} --follow`,
  );
}
