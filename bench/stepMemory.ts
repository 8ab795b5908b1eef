/**
 * CPU time and memory of a training step, one engine in a process of its own: milliseconds of user time per step, which other work on
 * the machine disturbs less than the clock, and the largest resident memory so far.
 * Run: node --import tsx bench/stepMemory.ts WORKLOAD wasm|native [steps]
 */
import { compileNative } from "../src/engine/native/index.node.js";
import { compileWasm } from "../src/engine/wasm.js";
import { Trainee, type Workload, workloads } from "./workloads.js";

const [, , id = "vae", engine = "native", count = "10"] = process.argv;
const every: Readonly<Record<string, Workload>> = workloads;
const trainee = await Trainee.compile(every[id], engine === "wasm" ? compileWasm : compileNative);
await trainee.train(2);
const begun = process.cpuUsage();
await trainee.train(Number(count));
const { user } = process.cpuUsage(begun);
console.log(
  `${id} ${engine}: ${(user / 1000 / Number(count)).toFixed(1)} ms of user time per step, at most ` +
    `${Math.round(process.resourceUsage().maxRSS / 1024)} MB resident`,
);
trainee.dispose();
