/** Runs jobs over the lanes of a runner. A job that fails does not stop the others. */
import { Interrupted } from "../math/errors.js";
import type { Job, JobProgress, JobResult } from "../protocols.js";
import type { JobRunner, JobTask } from "./jobRunner.js";

export interface JobFailure {
  readonly job: Job;
  readonly error: Error;
}

export interface ScheduleEvents {
  started(job: Job): void;
  progress(job: Job, progress: JobProgress): void;
  /** Awaited before the lane takes its next job. */
  finished(result: JobResult): void | Promise<void>;
  failed(failure: JobFailure): void;
  note(text: string): void;
}

/**
 * Takes tasks in order, as many at a time as the runner has lanes, until none is left or `signal` asks to stop; jobs
 * then running save their state and end. Resolves to the failures; rejects only where an event handler throws.
 */
export async function schedule(
  tasks: readonly JobTask[],
  runner: JobRunner,
  events: ScheduleEvents,
  signal: AbortSignal,
): Promise<readonly JobFailure[]> {
  const waiting = [...tasks];
  const failures: JobFailure[] = [];

  async function lane(): Promise<void> {
    for (let task = waiting.shift(); task !== undefined && !signal.aborted; task = waiting.shift()) {
      const failure = await runOne(task, runner, events, signal);
      if (failure) failures.push(failure);
    }
  }

  await Promise.all(Array.from({ length: runner.lanes }, lane));
  return failures;
}

async function runOne(task: JobTask, runner: JobRunner, events: ScheduleEvents, signal: AbortSignal) {
  const { job } = task;
  events.started(job);
  const progress = (latest: JobProgress) => events.progress(job, latest);
  const outcome = await settle(runner.run(task, { progress, note: events.note }, signal));
  if (!(outcome instanceof Error)) {
    await events.finished(outcome);
    return undefined;
  }
  if (outcome instanceof Interrupted) return undefined;
  const failure = { job, error: outcome };
  events.failed(failure);
  return failure;
}

async function settle(work: Promise<JobResult>): Promise<JobResult | Error> {
  try {
    return await work;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
