/**
 * Time of a training step by engine: wasm, native and PyTorch, each on one thread, taking turns within one run so that
 * all meet the same disturbances. Prints medians over rounds, their ratios to PyTorch, and the load of the machine.
 * Run: node --import tsx bench/engines.ts [round count]
 */
import { type ChildProcess, spawn } from "node:child_process";
import { loadavg } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
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
const PYTHON = process.env.PYTHON ?? "/usr/bin/python3";

/** Milliseconds per step over `steps` steps. */
type Turn = (steps: number) => Promise<number>;

interface Engine {
  readonly name: string;
  start(id: string, workload: Workload): Promise<Turn>;
}

const ours = (name: string, compile: typeof compileNative): Engine => ({
  name,
  async start(id, workload) {
    const begun = performance.now();
    const trainee = await Trainee.compile(workload, compile);
    await trainee.train(1);
    console.log(`  ${name}: first step of ${id} after ${((performance.now() - begun) / 1000).toFixed(2)} s`);
    return async (steps) => {
      const from = performance.now();
      await trainee.train(steps);
      return (performance.now() - from) / steps;
    };
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
  const start =
    async (id: string): Promise<Turn> =>
    async (steps) => {
      stdin.write(`${id} ${steps}\n`);
      const answer = await lines.next();
      if (answer.done) throw new Error("the PyTorch process has ended");
      return Number(answer.value);
    };
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
}

async function measure(id: string, workload: Workload, engines: readonly Engine[]): Promise<Row> {
  const turns = new Map<string, { turn: Turn; steps: number; times: number[] }>();
  for (const engine of engines) {
    if (engine.name === "wasm" && NATIVE_ONLY.has(id)) continue;
    const turn = await engine.start(id, workload);
    await turn(3);
    turns.set(engine.name, { turn, steps: Math.max(2, Math.round(TURN / (await turn(5)))), times: [] });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const entry of turns.values()) entry.times.push(await entry.turn(entry.steps));
  }
  return {
    workload: workload.name,
    milliseconds: Object.fromEntries([...turns].map(([name, { times }]) => [name, median(times)])),
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

console.log(`load average before: ${load()}`);
const peer = await pytorch();
if (!peer) console.log(`PyTorch skipped: ${PYTHON} has no torch (set PYTHON, or apt-get install python3-torch)`);
const engines = [ours("wasm", compileWasm), ours("native", compileNative), ...(peer ? [peer] : [])];
const rows: Row[] = [];
for (const [id, workload] of Object.entries(workloads)) rows.push(await measure(id, workload, engines));
print(rows, engines);
printFifty(rows);
await printGrowth(20_000);
peer?.stop();
