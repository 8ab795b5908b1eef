/**
 * Jobs that a run of other seeds has finished. A job's result is a function of the job, the settings but `seeds`, the version of the
 * experiment and the engine, so ten seeds after five are five trainings more, and a bit for bit the same run as ten at once.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PurecellError } from "../math/errors.js";
import type { Job, JobResult } from "../protocols.js";
import { canonicalJson } from "./canonicalJson.js";
import type { RunConfig } from "./config.js";
import { type RunFolder, readConfig } from "./folder.node.js";
import { readJobResult } from "./jobFiles.node.js";
import { readMetrics } from "./metricsLog.node.js";
import { listRuns } from "./readRun.node.js";

/** Copies what other runs under `root` have finished of `jobs` into `folder`, says so, and resolves to those jobs. */
export async function takeFromOtherSeeds(
  root: string,
  folder: RunFolder,
  jobs: readonly Job[],
  note: (text: string) => void,
): Promise<Job[]> {
  const taken: Job[] = [];
  for (const name of listRuns(root)) {
    const other = join(root, name);
    if (other === folder.path || !differsInSeedsAlone(other, folder.config)) continue;
    const missing = jobs.filter((job) => !taken.includes(job));
    const own = await takeFrom(other, folder, missing);
    if (own.length > 0) note(`${own.length} of ${jobs.length} jobs are taken from ${name}: same settings, other seeds`);
    taken.push(...own);
  }
  return taken;
}

/** Also false where the other run cannot be read: what it holds is then computed. */
function differsInSeedsAlone(path: string, config: RunConfig): boolean {
  try {
    const found = readConfig(path);
    return found !== undefined && canonicalJson(withoutSeeds(found)) === canonicalJson(withoutSeeds(config));
  } catch (error) {
    if (error instanceof PurecellError) return false;
    throw error;
  }
}

const withoutSeeds = (config: RunConfig): RunConfig => ({ ...config, settings: { ...config.settings, seeds: null } });

/** With the reports of their training. */
async function takeFrom(other: string, folder: RunFolder, jobs: readonly Job[]): Promise<Job[]> {
  const results = await Promise.all(jobs.map((job) => finishedResult(other, job)));
  const found = results.filter((result) => result !== undefined);
  const ids = new Set(found.map(({ job }) => job.id));
  const reports = ids.size === 0 ? [] : readMetrics(join(other, "metrics.jsonl"));
  for (const { job, ...progress } of reports) if (ids.has(job)) folder.appendMetrics(job, progress);
  for (const result of found) await folder.writeResult(result);
  return jobs.filter(({ id }) => ids.has(id));
}

/** Of exactly this job; a damaged one is passed over in silence: it is the other run's to report. */
async function finishedResult(other: string, job: Job): Promise<JobResult | undefined> {
  const jobs = join(other, "jobs");
  const found = existsSync(jobs) ? await readJobResult(jobs, job.id, () => {}) : undefined;
  return found && canonicalJson(found.job) === canonicalJson(job) ? found : undefined;
}
