/** What of a run is already there, before anything is started or changed. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PurecellError } from "../math/errors.js";
import { type RunConfig, sameRun } from "./config.js";
import { readConfig } from "./folder.node.js";
import { readJobResult } from "./jobFiles.node.js";
import { findInOtherRuns } from "./otherRuns.node.js";
import { runId } from "./runId.js";
import { configOf, finishedRun, type RunRequest } from "./runRequest.node.js";
import type { Shelf } from "./shelf.node.js";

/** Ids of jobs. */
export interface Outlook {
  /** Finished in the run's own folder. */
  readonly done: readonly string[];
  /** Finished by runs of other seeds or arms, which are named. */
  readonly taken: readonly { readonly run: string; readonly jobs: readonly string[] }[];
  /** Still to be computed. */
  readonly open: readonly string[];
}

/** Throws InputError where the folder of the runs cannot be read. */
export async function lookAhead(request: RunRequest, shelf?: Shelf): Promise<Outlook> {
  const { experiment, settings, runs, force } = request;
  const jobs = experiment.jobs(settings);
  const ids = jobs.map(({ id }) => id);
  if (force) return { done: [], taken: [], open: ids };
  if (finishedRun(request)) return { done: ids, taken: [], open: [] };
  const config = configOf(request);
  const own = join(runs, runId(config));
  const done = isSame(own, config) ? await finishedIn(join(own, "jobs"), ids) : [];
  const missing = jobs.filter(({ id }) => !done.includes(id));
  const found = await findInOtherRuns(runs, own, config, experiment.choosing ?? [], missing, () => {}, shelf);
  const taken = found.map(({ run, results }) => ({ run, jobs: results.map(({ job }) => job.id) }));
  const there = new Set([...done, ...taken.flatMap((one) => one.jobs)]);
  return { done, taken, open: ids.filter((id) => !there.has(id)) };
}

async function finishedIn(folder: string, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const id of ids) if (existsSync(folder) && (await readJobResult(folder, id, () => {}))) found.push(id);
  return found;
}

/** False also where it cannot be read: the run itself will then say why. */
function isSame(path: string, config: RunConfig): boolean {
  try {
    const found = readConfig(path);
    return found !== undefined && sameRun(found, config);
  } catch (error) {
    if (error instanceof PurecellError) return false;
    throw error;
  }
}
