/**
 * Jobs that another run has finished. A job's result is a function of the job, the settings but those that only choose jobs, the
 * version of the experiment and the engine, so ten seeds after five are five trainings more, and a bit for bit the same run as ten
 * at once; likewise one more arm.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Job, JobResult } from "../protocols.js";
import { canonicalJson } from "./canonicalJson.js";
import type { RunConfig } from "./config.js";
import type { RunFolder } from "./folder.node.js";
import { readJobResult } from "./jobFiles.node.js";
import { readMetrics } from "./metricsLog.node.js";
import { trainedElsewhere } from "./provenance.node.js";
import { Shelf } from "./shelf.node.js";

/** What one other run has finished of the jobs asked for. */
export interface Finished {
  /** Name of its folder. */
  readonly run: string;
  readonly path: string;
  /** The settings in which it differs. */
  readonly apart: readonly string[];
  readonly results: readonly JobResult[];
}

/** Copies what other runs under `root` have finished of `jobs` into `folder`, says so, and resolves to those jobs. */
export async function takeFromOtherRuns(
  root: string,
  folder: RunFolder,
  choosing: readonly string[],
  jobs: readonly Job[],
  note: (text: string) => void,
  shelf?: Shelf,
): Promise<Job[]> {
  const found = await findInOtherRuns(root, folder.path, folder.config, choosing, jobs, note, shelf);
  for (const finished of found) {
    await take(finished, folder);
    const { run, apart, results } = finished;
    note(`${results.length} of ${jobs.length} jobs are taken from ${run}: same settings, other ${listed(apart)}`);
  }
  const taken = new Set(found.flatMap(({ results }) => results.map(({ job }) => job.id)));
  return jobs.filter(({ id }) => taken.has(id));
}

/** Every job once, from the first run that has it. Changes nothing; `note` is told of runs that are passed over. */
export async function findInOtherRuns(
  root: string,
  own: string,
  config: RunConfig,
  choosing: readonly string[],
  jobs: readonly Job[],
  note: (text: string) => void,
  shelf = new Shelf(root),
): Promise<Finished[]> {
  const found: Finished[] = [];
  const seen = new Set<string>();
  for (const { run, apart } of shelf.sameButFor(["seeds", ...choosing], config)) {
    const path = join(root, run);
    if (path === own || seen.size === jobs.length) continue;
    const missing = jobs.filter(({ id }) => !seen.has(id));
    const results = (await Promise.all(missing.map((job) => finishedResult(path, job)))).filter(
      (one) => one !== undefined,
    );
    const other = results.length > 0 && config.engine === "wasm" ? trainedElsewhere(path) : undefined;
    if (other !== undefined)
      note(`${run} is not reused: it ran on ${other.what}, whose last bits differ from this one's`);
    if (other !== undefined || results.length === 0) continue;
    found.push({ run, path, apart, results });
    for (const { job } of results) seen.add(job.id);
  }
  return found;
}

/** "seeds", "seeds and arms"; never empty, since runs of the same settings share a folder. */
const listed = (names: readonly string[]): string => new Intl.ListFormat("en").format(names);

/** With the reports of their training. */
async function take({ path, results }: Finished, folder: RunFolder): Promise<void> {
  const ids = new Set(results.map(({ job }) => job.id));
  for (const { job, ...progress } of readMetrics(join(path, "metrics.jsonl")))
    if (ids.has(job)) folder.appendMetrics(job, progress);
  for (const result of results) await folder.writeResult(result);
}

/** Of exactly this job; a damaged one is passed over in silence: it is the other run's to report. */
async function finishedResult(other: string, job: Job): Promise<JobResult | undefined> {
  const jobs = join(other, "jobs");
  const found = existsSync(jobs) ? await readJobResult(jobs, job.id, () => {}) : undefined;
  return found && canonicalJson(found.job) === canonicalJson(job) ? found : undefined;
}
