/** A worker thread: imports the experiments once, then carries out one job at a time. */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { Experiment } from "../protocols.js";
import { carryOut } from "./carryOut.node.js";
import type { OwnModule } from "./config.js";
import type { JobEvents, JobTask } from "./jobRunner.js";
import type { Door } from "./nativeCalls.js";
import { reloadOwnExperiment } from "./ownExperiment.node.js";
import { loadRegistry } from "./registry.js";
import { describeFailure, type FromWorker, type ToWorker } from "./workerMessages.js";

if (parentPort === null) throw new Error("this module is the entry of a worker thread");
const port = parentPort;
const setup: { module: string; own?: OwnModule; door: Door } = workerData;
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

/** Once: a module that changes while its run goes on changes nothing in a thread that has it. */
let loaded: Promise<Readonly<Record<string, Experiment>>> | undefined;

async function load(): Promise<Readonly<Record<string, Experiment>>> {
  if (setup.own !== undefined) return reloadOwnExperiment(setup.own);
  return (await loadRegistry(setup.module)).experiments;
}

async function runTask(task: JobTask): Promise<void> {
  running = new AbortController();
  try {
    loaded ??= load();
    say({ kind: "done", result: await carryOut(await loaded, task, events, running.signal, setup.door) });
  } catch (error) {
    say({ kind: "failed", failure: describeFailure(error) });
  } finally {
    running = undefined;
  }
}

port.on("message", receive);
