/** Jobs side by side, one per worker thread. */
import { Worker } from "node:worker_threads";
import { Interrupted, PurecellError } from "../math/errors.js";
import type { JobResult } from "../protocols.js";
import type { JobEvents, JobRunner, JobTask, Registry } from "./jobRunner.js";
import type { Failure, FromWorker, ToWorker } from "./workerMessages.js";

/** Whether a worker can load this code. Threads start without the loaders that let TypeScript sources run as they are. */
export const workersAvailable = import.meta.url.endsWith(".js");

const entry = new URL("worker.node.js", import.meta.url);

/** `lanes` worker threads, started when first needed and kept for the next job. */
export function workerRunner(registry: Registry, lanes: number): JobRunner {
  const idle: Worker[] = [];
  const all = new Set<Worker>();

  function start(): Worker {
    const worker = new Worker(entry, { workerData: { module: registry.module } });
    worker.once("exit", () => all.delete(worker));
    all.add(worker);
    return worker;
  }

  return {
    lanes,
    async run(task, events, signal) {
      const worker = idle.pop() ?? start();
      const result = await runIn(worker, task, events, signal);
      idle.push(worker);
      return result;
    },
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

/** A worker whose job failed is not used again: its memory may be in any state. */
async function runIn(worker: Worker, task: JobTask, events: JobEvents, signal: AbortSignal): Promise<JobResult> {
  const tell = (message: ToWorker) => worker.postMessage(message);
  const abort = () => tell({ kind: "abort" });
  signal.addEventListener("abort", abort, { once: true });
  try {
    const answer = listen(worker, events);
    tell({ kind: "run", task });
    return await answer;
  } catch (error) {
    void worker.terminate();
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Relays events until the job ends one way or another. */
function listen(worker: Worker, events: JobEvents): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const receive = (message: FromWorker) => {
      if (message.kind === "progress") return events.progress(message.progress);
      if (message.kind === "note") return events.note(message.text);
      stopListening();
      if (message.kind === "done") resolve(message.result);
      else reject(revive(message.failure));
    };
    const exited = (code: number) => reject(new PurecellError(`its worker thread stopped (code ${code})`, 4));
    const stopListening = () => worker.off("message", receive).off("error", reject).off("exit", exited);
    worker.on("message", receive).once("error", reject).once("exit", exited);
  });
}

/** The error as the job threw it, as far as it survives the journey between threads. */
function revive({ message, exitCode, stack }: Failure): Error {
  if (exitCode === 130) return new Interrupted(message);
  if (exitCode !== undefined) return new PurecellError(message, exitCode);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
