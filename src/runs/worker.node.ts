/** A worker thread: imports the experiments once, then carries out one job at a time. */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { carryOut } from "./carryOut.node.js";
import type { JobEvents, JobTask } from "./jobRunner.js";
import type { Door } from "./nativeCalls.js";
import { loadRegistry } from "./registry.js";
import { describeFailure, type FromWorker, type ToWorker } from "./workerMessages.js";

if (parentPort === null) throw new Error("this module is the entry of a worker thread");
const port = parentPort;
const setup: { module: string; door: Door } = workerData;
let running: AbortController | undefined;

const say = (message: FromWorker) => port.postMessage(message);

/** A training may keep this thread busy without ever waiting, so every report also looks for a request to stop. */
function lookForMessages(): void {
  const waiting: { message: ToWorker } | undefined = receiveMessageOnPort(port);
  if (waiting) receive(waiting.message);
}

const events: JobEvents = {
  progress(progress) {
    say({ kind: "progress", progress });
    lookForMessages();
  },
  note: (text) => say({ kind: "note", text }),
};

function receive(message: ToWorker): void {
  if (message.kind === "abort") running?.abort();
  else void runTask(message.task);
}

async function runTask(task: JobTask): Promise<void> {
  running = new AbortController();
  try {
    const { experiments } = await loadRegistry(setup.module);
    say({ kind: "done", result: await carryOut(experiments, task, events, running.signal, setup.door) });
  } catch (error) {
    say({ kind: "failed", failure: describeFailure(error) });
  } finally {
    running = undefined;
  }
}

port.on("message", receive);
