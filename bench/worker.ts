/** A training in a worker thread: each message is a number of steps, each answer the milliseconds per step. */
import { parentPort } from "node:worker_threads";
import { compileNative } from "../src/engine/native/index.node.js";
import { Trainee, workloads } from "./workloads.js";

if (parentPort === null) throw new Error("this module is the entry of a worker thread");
const port = parentPort;
const trainee = await Trainee.compile(workloads.linear, compileNative);
await trainee.train(1);

port.on("message", async (steps: number) => {
  const begun = performance.now();
  for (let done = 0; done < steps; done += 100) await trainee.train(100);
  port.postMessage((performance.now() - begun) / steps);
});
port.postMessage("ready");
