/**
 * Tasks of a command side by side, on worker threads. What a task answers does not depend on the thread, nor on what else that
 * thread does. Threads are ended in the middle of a task when the command is stopped, so that stopping never waits for one.
 */
import { setImmediate as breathe } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { PurecellError } from "../../math/errors.js";
import { revive } from "../../runs/workerMessages.js";
import type { Reply } from "./answering.js";
import { inSharedMemory } from "./sharedMemory.js";

export interface Pool<Task, Outcome> {
  /**
   * Carries out the tasks, begun in their order; `take` gets what each answers, and its number. Resolves early once the signal aborts.
   * Rejects with the error of the first task that fails, in their order.
   */
  run(tasks: Iterable<Task>, take: (task: Task, outcome: Outcome, at: number) => void): Promise<void>;
  close(): Promise<void>;
}

/** What threads run, and what they are all given at the start: plain data. */
export interface Program<Job> {
  /** A file that answers tasks (answering.ts). */
  readonly entry: URL;
  readonly job: Job;
}

/** All in this thread, with a turn for the event loop in between: for what takes less than starting threads. */
export function ownThread<Task, Outcome>(carryOut: (task: Task) => Outcome, signal?: AbortSignal): Pool<Task, Outcome> {
  return {
    async run(tasks, take) {
      for (const [at, task] of numbered(tasks)) {
        if (signal?.aborted) return;
        take(task, carryOut(task), at);
        await breathe();
      }
    },
    close: () => Promise.resolve(),
  };
}

/** `lanes` threads, which read the same copy of the arrays of the job. */
export function threadPool<Job, Task, Outcome>(
  { entry, job }: Program<Job>,
  lanes: number,
  signal: AbortSignal,
): Pool<Task, Outcome> {
  const shared = inSharedMemory(job);
  const threads: Thread[] = [];
  return {
    async run(tasks, take) {
      if (signal.aborted) return;
      const waiting = numbered(tasks);
      while (threads.length < lanes) threads.push(started(entry, shared));
      const work = Promise.all(threads.map((thread) => workThrough(thread, waiting, signal, take)));
      const failures = await Promise.race([work, aborted(signal)]);
      const [first] = failures.flatMap((failure) => failure ?? []).sort((a, b) => a.at - b.at);
      if (first && !signal.aborted) throw first.error;
    },
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function* numbered<Task>(tasks: Iterable<Task>): Generator<readonly [number, Task], void, undefined> {
  let at = 0;
  for (const task of tasks) yield [at++, task];
}

const aborted = (signal: AbortSignal): Promise<[]> =>
  new Promise((resolve) => void signal.addEventListener("abort", () => resolve([]), { once: true }));

interface TaskFailure {
  readonly at: number;
  readonly error: unknown;
}

/** Until no task waits. After a failure no more are begun; the earlier ones, which may fail too, are under way. */
async function workThrough<Task, Outcome>(
  thread: Thread,
  waiting: Generator<readonly [number, Task], void, undefined>,
  signal: AbortSignal,
  take: (task: Task, outcome: Outcome, at: number) => void,
): Promise<TaskFailure | undefined> {
  for (const [at, task] of waiting) {
    try {
      const outcome = await answerOf<Task, Outcome>(thread, task);
      if (signal.aborted) return undefined;
      take(task, outcome, at);
    } catch (error) {
      waiting.return();
      return { at, error };
    }
  }
  return undefined;
}

interface Thread {
  readonly worker: Worker;
  /** Why it has ended, maybe while it had nothing to do; undefined while it lives. */
  ended: unknown;
}

function answerOf<Task, Outcome>(thread: Thread, task: Task): Promise<Outcome> {
  const { worker, ended } = thread;
  if (ended !== undefined) return Promise.reject(ended);
  return new Promise((resolve, reject) => {
    const settle = (reply: Reply<Outcome>) => {
      worker.off("message", settle).off("exit", exited);
      if ("outcome" in reply) resolve(reply.outcome);
      else reject(revive(reply.failure));
    };
    const exited = () => reject(thread.ended);
    worker.on("message", settle).on("exit", exited);
    worker.postMessage(task);
  });
}

function started<Job>(entry: URL, job: Job): Thread {
  const thread: Thread = { worker: start(entry, job), ended: undefined };
  thread.worker
    .on("error", (error) => {
      thread.ended = error;
    })
    .on("exit", (code) => {
      thread.ended ??= new PurecellError(`a worker thread stopped (code ${code})`, 4);
    });
  return thread;
}

/** Sources that run untranslated need a loader, which a thread does not inherit and which is slow to start. */
export const threadsStartFast = import.meta.url.endsWith(".js");

function start<Job>(entry: URL, job: Job): Worker {
  const options = { workerData: job };
  if (threadsStartFast) return new Worker(entry, options);
  const source = JSON.stringify(entry.href.replace(/\.js$/, ".ts"));
  const code = `import("tsx/esm/api").then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(code, { ...options, eval: true });
}
