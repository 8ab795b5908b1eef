/** Runs jobs over the lanes of a runner. A job that fails does not stop the others. */
import { Interrupted } from "../math/errors.js";
import type { Job, JobProgress, JobResult } from "../protocols.js";
import type { JobEvents, JobRunner, JobTask } from "./jobRunner.js";

/** A job that threw, and what. */
export interface JobFailure {
  readonly job: Job;
  readonly error: Error;
}

/** What happens to the jobs. */
export interface ScheduleEvents {
  started(job: Job): void;
  progress(job: Job, progress: JobProgress): void;
  /** Awaited before the lane takes its next job. */
  finished(result: JobResult): void | Promise<void>;
  failed(failure: JobFailure): void;
  note(text: string): void;
}

/** A task, who is told of it, and what is to follow it however it ends. */
export interface Assignment {
  readonly task: JobTask;
  readonly events: ScheduleEvents;
  /** Awaited before the lane takes its next job. */
  readonly ended?: () => Promise<void>;
}

/** The next task; undefined where none is left. Lanes ask side by side. */
export type TaskSource = () => Promise<Assignment | undefined>;

/**
 * Takes tasks in order, as many at a time as the runner has lanes, until none is left or `signal` asks to stop; jobs
 * then running save their state and end. Resolves to the failures; rejects only where an event handler throws, with the
 * first such error, once the jobs of the other lanes have stopped in the same way.
 */
export function schedule(
  tasks: readonly JobTask[],
  runner: JobRunner,
  events: ScheduleEvents,
  signal: AbortSignal,
): Promise<readonly JobFailure[]> {
  const waiting = tasks.map((task): Assignment => ({ task, events }));
  return scheduleFrom(async () => waiting.shift(), runner, signal);
}

/** As `schedule`, of tasks that are found as they are needed. */
export async function scheduleFrom(
  next: TaskSource,
  runner: JobRunner,
  signal: AbortSignal,
): Promise<readonly JobFailure[]> {
  const failures: JobFailure[] = [];
  const broken = new AbortController();
  const stop = AbortSignal.any([signal, broken.signal]);

  async function lane(): Promise<void> {
    while (!stop.aborted) {
      const assigned = await next();
      if (assigned === undefined || stop.aborted) return;
      const failure = await runOne(assigned.task, runner, assigned.events, stop);
      if (failure) failures.push(failure);
      await assigned.ended?.();
    }
  }

  const lanes = Array.from({ length: runner.lanes }, () => lane().catch((error: unknown) => broken.abort(error)));
  await Promise.all(lanes);
  if (broken.signal.aborted) throw broken.signal.reason;
  return failures;
}

async function runOne(task: JobTask, runner: JobRunner, events: ScheduleEvents, signal: AbortSignal) {
  const { job } = task;
  events.started(job);
  const handlers = faithful({
    progress: (latest: JobProgress) => events.progress(job, latest),
    note: (text: string) => events.note(text),
  });
  const outcome = await settle(runner.run(task, handlers.events, signal));
  if (handlers.thrown.length > 0) throw handlers.thrown[0];
  if (!(outcome instanceof Error)) {
    await events.finished(outcome);
    return undefined;
  }
  if (outcome instanceof Interrupted) return undefined;
  const failure = { job, error: outcome };
  events.failed(failure);
  return failure;
}

/** The same handlers, and what they threw: that is no failure of the job. */
function faithful({ progress, note }: JobEvents): { readonly events: JobEvents; readonly thrown: readonly unknown[] } {
  const thrown: unknown[] = [];
  const keeping =
    <Value>(handle: (value: Value) => void) =>
    (value: Value) => {
      try {
        handle(value);
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    };
  return { events: { progress: keeping(progress), note: keeping(note) }, thrown };
}

async function settle(work: Promise<JobResult>): Promise<JobResult | Error> {
  try {
    return await work;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
