/** Jobs side by side, one per worker thread. */
import { Worker } from "node:worker_threads";
import { Interrupted, PurecellError } from "../math/errors.js";
import { asOwnError } from "../math/resourceErrors.js";
import type { JobProgress, JobResult } from "../protocols.js";
import type { JobEvents, JobRunner, JobTask, Registry } from "./jobRunner.js";
import { type Door, newDoor, shutDoor } from "./nativeCalls.js";
import { type FromWorker, revive, type ToWorker } from "./workerMessages.js";

/** Whether a worker can load this code. Threads start without the loaders that let TypeScript sources run as they are. */
export const workersAvailable = import.meta.url.endsWith(".js");

const entry = new URL("worker.node.js", import.meta.url);

/**
 * Milliseconds from the request to stop to the end of a thread that does not answer. A training answers after its chunk of
 * 200 ms, with its state saved; what is measured afterwards cannot look up, and begins again from the training's last state.
 */
const PATIENCE = { training: 500, measuring: 100 } as const;

interface Thread {
  readonly worker: Worker;
  readonly door: Door;
}

/** `lanes` worker threads, started when first needed and kept for the next job. */
export function workerRunner(registry: Registry, lanes: number): JobRunner {
  const idle: Thread[] = [];
  const all = new Set<Thread>();

  function start(): Thread {
    const door = newDoor();
    const { module, own } = registry;
    const thread = { worker: new Worker(entry, { workerData: { module, own, door } }), door };
    thread.worker.once("exit", () => all.delete(thread));
    all.add(thread);
    return thread;
  }

  return {
    lanes,
    async run(task, events, signal) {
      const thread = idle.pop() ?? start();
      const result = await runIn(thread, task, events, signal);
      idle.push(thread);
      return result;
    },
    async close() {
      await Promise.all([...all].map(endThread));
    },
  };
}

/** Waits for the call of native code that is under way. */
async function endThread({ worker, door }: Thread): Promise<void> {
  await shutDoor(door);
  await worker.terminate();
}

/** A thread whose job failed is not used again: its memory may be in any state. */
async function runIn(thread: Thread, task: JobTask, events: JobEvents, signal: AbortSignal): Promise<JobResult> {
  const { worker } = thread;
  const tell = (message: ToWorker) => worker.postMessage(message);
  let doing: keyof typeof PATIENCE = "training";
  let patience: NodeJS.Timeout | undefined;
  const progress = (latest: JobProgress) => {
    if (latest.done >= latest.total) doing = "measuring";
    events.progress(latest);
  };
  const abort = () => {
    tell({ kind: "abort" });
    patience = setTimeout(() => void endThread(thread), PATIENCE[doing]);
  };
  signal.addEventListener("abort", abort, { once: true });
  try {
    const answer = listen(worker, { ...events, progress }, signal);
    tell({ kind: "run", task });
    if (signal.aborted) abort();
    return await answer;
  } catch (error) {
    await endThread(thread);
    throw error;
  } finally {
    clearTimeout(patience);
    signal.removeEventListener("abort", abort);
  }
}

/** Relays events until the job ends one way or another; a handler that throws ends it too. */
function listen(worker: Worker, events: JobEvents, signal: AbortSignal): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const receive = (message: FromWorker) => {
      try {
        if (message.kind === "progress") return events.progress(message.progress);
        if (message.kind === "note") return events.note(message.text);
      } catch (error) {
        stopListening();
        return reject(error);
      }
      stopListening();
      if (message.kind === "done") resolve(message.result);
      else reject(revive(message.failure));
    };
    const failed = (error: Error) => reject(asOwnError(error) ?? error);
    const exited = (code: number) =>
      reject(signal.aborted ? new Interrupted() : new PurecellError(`its worker thread stopped (code ${code})`, 4));
    const stopListening = () => worker.off("message", receive).off("error", failed).off("exit", exited);
    worker.on("message", receive).once("error", failed).once("exit", exited);
  });
}
