/**
 * Tasks of a measurement side by side, on worker threads. What a task answers does not depend on the thread, nor on what else that
 * thread does. Threads are ended in the middle of a task when the measurement is stopped, so that stopping never waits for one.
 */
import { setImmediate as breathe } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { PurecellError } from "../../../../math/errors.js";
import type { Representation } from "../../../../protocols.js";
import { type Failure, revive } from "../../../../runs/workerMessages.js";
import { type Job, type Outcome, type Task, taskRunner } from "./tasks.js";

export type Reply = { readonly outcome: Outcome } | { readonly failure: Failure };

export interface Pool {
  /** Carries out the tasks, begun in their order; `take` gets what each answers. Resolves early once the signal aborts. */
  run(tasks: Iterable<Task>, take: (task: Task, outcome: Outcome) => void): Promise<void>;
  close(): Promise<void>;
}

/** All in this thread, with a turn for the event loop in between: for what takes less than starting threads. */
export function ownThread(job: Job, signal: AbortSignal): Pool {
  const run = taskRunner(job);
  return {
    async run(tasks, take) {
      for (const task of tasks) {
        if (signal.aborted) return;
        take(task, run(task));
        await breathe();
      }
    },
    close: () => Promise.resolve(),
  };
}

/** `lanes` threads, which read the same copy of the representation. */
export function threadPool(job: Job, lanes: number, signal: AbortSignal): Pool {
  const shared = { ...job, representation: inSharedMemory(job.representation) };
  const workers: Worker[] = [];
  return {
    async run(tasks, take) {
      if (signal.aborted) return;
      const waiting = tasks[Symbol.iterator]();
      while (workers.length < lanes) workers.push(start(shared));
      const stopped = new Promise<void>(
        (resolve) => void signal.addEventListener("abort", () => resolve(), { once: true }),
      );
      const work = Promise.all(workers.map((worker) => workThrough(worker, waiting, signal, take)));
      await Promise.race([work, stopped]);
      work.catch(() => {}); // after a stop, threads end with their task undone
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

async function workThrough(
  worker: Worker,
  waiting: Iterator<Task>,
  signal: AbortSignal,
  take: (task: Task, outcome: Outcome) => void,
): Promise<void> {
  for (let next = waiting.next(); !next.done; next = waiting.next()) {
    const outcome = await answerOf(worker, next.value);
    if (signal.aborted) return;
    take(next.value, outcome);
  }
}

function answerOf(worker: Worker, task: Task): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const settle = (reply: Reply) => {
      worker.off("error", reject).off("exit", exited);
      if ("outcome" in reply) resolve(reply.outcome);
      else reject(revive(reply.failure));
    };
    const exited = (code: number) => reject(new PurecellError(`a thread of the measurement stopped (code ${code})`, 4));
    worker.once("message", settle).once("error", reject).once("exit", exited);
    worker.postMessage(task);
  });
}

/** Sources that run untranslated need a loader, which a thread does not inherit. */
function start(job: Job): Worker {
  const options = { workerData: job };
  if (import.meta.url.endsWith(".js")) return new Worker(new URL("worker.js", import.meta.url), options);
  const entry = JSON.stringify(new URL("worker.ts", import.meta.url).href);
  const code = `import("tsx/esm/api").then(({ register }) => { register(); return import(${entry}); })`;
  return new Worker(code, { ...options, eval: true });
}

/** The arrays in memory that threads share instead of copying. */
function inSharedMemory(representation: Representation): Representation {
  return {
    ...representation,
    activity: shared(representation.activity),
    factors: representation.factors.map((factor) => ({ ...factor, values: shared(factor.values) })),
  };
}

function shared(values: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
