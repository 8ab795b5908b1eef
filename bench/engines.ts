/**
 * Time of a training step by engine: wasm, native and PyTorch, each on one thread, taking turns within one run so that
 * all meet the same disturbances. Prints medians over rounds, their ratios to PyTorch, start-up times, what worker
 * threads add, and the load of the machine.
 * Run: node --import tsx bench/engines.ts [round count] ["workers", or names of workloads: these alone]
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism, loadavg } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { compileNative } from "../src/engine/native/index.node.js";
import { compileWasm } from "../src/engine/wasm.js";
import { Trainee, type Workload, workloads } from "./workloads.js";

const ROUNDS = Number(process.argv[2] ?? 7);
/** Milliseconds that each engine works in each round. */
const TURN = 400;
/** Long unrolls take the tensor library's own compiler minutes. */
const NATIVE_ONLY: ReadonlySet<string> = new Set(["recurrent100"]);
/** Matrix products slower than this, in GFLOP/s, are no vectorised library's. */
const SLOW_BLAS = 15;
/** Of each training in a worker thread, in each round. */
const WORKER_STEPS = 3000;
const PYTHON = process.env.PYTHON ?? "/usr/bin/python3";

/** Milliseconds per step over `steps` steps. */
type Turn = (steps: number) => Promise<number>;

interface Started {
  readonly turn: Turn;
  /** Seconds from the step function to the end of its first step. */
  readonly startUp?: number;
}

interface Engine {
  readonly name: string;
  start(id: string, workload: Workload): Promise<Started>;
}

const ours = (name: string, compile: typeof compileNative): Engine => ({
  name,
  async start(_, workload) {
    const trainee = await Trainee.compile(workload, compile);
    const begun = performance.now();
    await trainee.train(1);
    const startUp = (trainee.compileTime + performance.now() - begun) / 1000;
    const turn = async (steps: number) => {
      const from = performance.now();
      await trainee.train(steps);
      return (performance.now() - from) / steps;
    };
    return { turn, startUp };
  },
});

/** PyTorch in a process of its own, asked line by line; undefined where it is not installed. */
async function pytorch(): Promise<(Engine & { stop(): void }) | undefined> {
  const child: ChildProcess = spawn(PYTHON, [fileURLToPath(new URL("peer.py", import.meta.url))], {
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) return undefined;
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const failed = new Promise<undefined>((resolve) => child.once("error", () => resolve(undefined)));
  const ready = await Promise.race([lines.next(), failed]);
  if (!ready || ready.done) return undefined;
  const [, version, speed] = ready.value.split(" ");
  console.log(`PyTorch ${version}, matrix products at ${speed} GFLOP/s`);
  if (Number(speed) < SLOW_BLAS) console.log("  that is a reference BLAS: install libopenblas0 for a fair comparison");
  const start = async (id: string): Promise<Started> => ({
    async turn(steps) {
      stdin.write(`${id} ${steps}\n`);
      const answer = await lines.next();
      if (answer.done) throw new Error("the PyTorch process has ended");
      return Number(answer.value);
    },
  });
  return { name: "PyTorch", start, stop: () => stdin.end() };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(" ");

interface Row {
  readonly workload: string;
  readonly milliseconds: Readonly<Record<string, number>>;
  /** Seconds, of our engines. */
  readonly startUp: Readonly<Record<string, number>>;
}

async function measure(id: string, workload: Workload, engines: readonly Engine[]): Promise<Row> {
  const turns = new Map<string, { turn: Turn; steps: number; times: number[] }>();
  const startUps: [string, number][] = [];
  for (const engine of engines) {
    if (engine.name === "wasm" && NATIVE_ONLY.has(id)) continue;
    const { turn, startUp } = await engine.start(id, workload);
    if (startUp !== undefined) startUps.push([engine.name, startUp]);
    await turn(3);
    turns.set(engine.name, { turn, steps: Math.max(2, Math.round(TURN / (await turn(5)))), times: [] });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const entry of turns.values()) entry.times.push(await entry.turn(entry.steps));
  }
  return {
    workload: workload.name,
    milliseconds: Object.fromEntries([...turns].map(([name, { times }]) => [name, median(times)])),
    startUp: Object.fromEntries(startUps),
  };
}

function print(rows: readonly Row[], engines: readonly Engine[]): void {
  const names = engines.map((engine) => engine.name);
  console.log(`\nmedian ms per step of ${ROUNDS} rounds; in brackets over PyTorch. Load average ${load()}`);
  for (const { workload, milliseconds } of rows) {
    const cells = names.map((name) => {
      const time = milliseconds[name];
      if (time === undefined) return `${name} -`;
      const ratio = milliseconds.PyTorch === undefined ? "" : ` (${(time / milliseconds.PyTorch).toFixed(2)})`;
      return `${name} ${time.toPrecision(3)}${ratio}`;
    });
    console.log(`${workload.padEnd(40)} ${cells.join("   ")}`);
  }
}

function printStartUp(rows: readonly Row[]): void {
  console.log("\ns from the step function to the end of its first step");
  for (const { workload, startUp } of rows) {
    const cells = Object.entries(startUp).map(([name, seconds]) => `${name} ${seconds.toFixed(2)}`);
    console.log(`${workload.padEnd(40)} ${cells.join("   ")}`);
  }
}

/** 50 networks of fig2: one after another, or side by side in one step. */
function printFifty(rows: readonly Row[]): void {
  const [one, fifty] = [workloads.linear, workloads.linear50].map(
    ({ name }) => rows.find((row) => row.workload === name)?.milliseconds ?? {},
  );
  console.log("\nms for one step of each of 50 fig2 networks");
  for (const name of Object.keys(one)) {
    console.log(
      `${name.padEnd(10)} one after another ${(50 * one[name]).toFixed(1)}, in one step ${fifty[name].toFixed(1)}`,
    );
  }
}

/** Growth of resident memory, MB, over `steps` steps in calls of 100. */
async function printGrowth(steps: number): Promise<void> {
  const trainee = await Trainee.compile(workloads.linear, compileNative);
  const train = async (count: number) => {
    for (let done = 0; done < count; done += 100) await trainee.train(100);
    return process.memoryUsage().rss / 2 ** 20;
  };
  const before = await train(1000);
  const growth = (await train(steps)) - before;
  trainee.dispose();
  console.log(
    `\nresident memory after ${steps} more native steps: ${growth.toFixed(1)} MB more than ${before.toFixed(0)} MB`,
  );
}

/** Trainings in worker threads, one or two at a time by turns. */
async function printWorkers(): Promise<void> {
  const start = async () => {
    // Threads start without the loader of TypeScript, so the first thing they do is to register it.
    const entry = JSON.stringify(new URL("worker.ts", import.meta.url).href);
    const program = `import("tsx/esm/api").then(({ register }) => { register(); return import(${entry}); })`;
    const worker = new Worker(program, { eval: true });
    await once(worker, "message");
    const turn = async (steps: number): Promise<number> => {
      worker.postMessage(steps);
      const [milliseconds] = await once(worker, "message");
      return milliseconds;
    };
    return { turn, stop: () => worker.terminate() };
  };
  const [first, second] = [await start(), await start()];
  const [alone, each]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await first.turn(WORKER_STEPS));
    each.push(...(await Promise.all([first.turn(WORKER_STEPS), second.turn(WORKER_STEPS)])));
  }
  await Promise.all([first.stop(), second.stop()]);
  const [one, two] = [median(alone), median(each)];
  console.log(
    `\nfig2 network in worker threads, ms per step: alone ${one.toPrecision(3)}, each of two ${two.toPrecision(3)}; ` +
      `two do ${((2 * one) / two).toFixed(2)} times the work of one on ${availableParallelism()} cores. Load average ${load()}`,
  );
}

console.log(`load average before: ${load()}`);
if (process.argv[3] === "workers") {
  await printWorkers();
  process.exit();
}
const peer = await pytorch();
if (!peer) console.log(`PyTorch skipped: ${PYTHON} has no torch (set PYTHON, or apt-get install python3-torch)`);
const engines = [ours("wasm", compileWasm), ours("native", compileNative), ...(peer ? [peer] : [])];
const named = process.argv.slice(3);
const rows: Row[] = [];
for (const [id, workload] of Object.entries(workloads)) {
  if (named.length === 0 || named.includes(id)) rows.push(await measure(id, workload, engines));
}
print(rows, engines);
printStartUp(rows);
if (named.length === 0) {
  printFifty(rows);
  await printWorkers();
  await printGrowth(20_000);
}
peer?.stop();
