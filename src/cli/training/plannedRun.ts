/** Runs to be made, what of them is already there, and how long the rest should take. */
import type { Job } from "../../protocols.js";
import { lookAhead, type Outlook, type RunRequest, type Shelf } from "../../runs/index.js";
import { JobTimes } from "./jobTimes.js";

/** A run to be made, with the time it is expected to take on one core. */
export interface PlannedRun {
  readonly request: RunRequest;
  /** What it is called while it is made: the experiment, or in a sweep the settings that vary. */
  readonly label: string;
  readonly jobs: readonly Job[];
  readonly outlook: Outlook;
  /** Seconds of one job on one core: training and measuring, on the engine in use. */
  readonly secondsPerJob: number;
}

/** `shelf`: the runs that are there, where many runs are planned at once. */
export async function plan(request: RunRequest, label = request.experiment.id, shelf?: Shelf): Promise<PlannedRun> {
  const { experiment, settings, engine } = request;
  const jobs = experiment.jobs(settings);
  const expected = experiment.expectedSeconds(settings, engine.backend);
  const outlook = await lookAhead(request, shelf);
  return { request, label, jobs, outlook, secondsPerJob: expected / Math.max(1, jobs.length) };
}

/** Seconds until all are done, over `lanes` jobs side by side. */
export function expectedWait(runs: readonly PlannedRun[], lanes: number): number {
  const times = new JobTimes(lanes);
  for (const { label, outlook, secondsPerJob } of runs)
    for (const id of outlook.open) times.add(`${label}/${id}`, secondsPerJob);
  return times.remaining(0);
}
