/** A thread that carries out the tasks of one measurement. */
import { parentPort, workerData } from "node:worker_threads";
import { describeFailure } from "../../../../runs/workerMessages.js";
import type { Reply } from "./pool.js";
import { type Job, type Task, taskRunner } from "./tasks.js";

const job: Job = workerData;
const run = taskRunner(job);

function answer(task: Task): Reply {
  try {
    return { outcome: run(task) };
  } catch (error) {
    return { failure: describeFailure(error) };
  }
}

parentPort?.on("message", (task: Task) => parentPort?.postMessage(answer(task)));
