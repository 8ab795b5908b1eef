/** The engines that bench/engines.ts lets take turns: ours in this process, each peer in a Python process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { compileNative } from "../src/engine/native/index.node.js";
import type { Compile } from "../src/engine/protocols.js";
import { compileWasm } from "../src/engine/wasm.js";
import { Trainee, type Workload } from "./workloads.js";

/** Milliseconds per step. */
export interface Spent {
  readonly clock: number;
  /** Of the processor, in all threads. */
  readonly processor: number;
}

export type Turn = (steps: number) => Promise<Spent>;

export interface Engine {
  readonly name: string;
  /** Undefined where the engine does not run the workload. */
  start(id: string, workload: Workload): Promise<Started | undefined>;
}

export interface Started {
  readonly turn: Turn;
  /** Milliseconds of the clock from the step function to the end of its first step. */
  readonly startUp?: number;
  stop?(): void;
}

export interface Peer extends Engine {
  /** Times something besides the workloads that peer.py knows by name. */
  turn(id: string, count: number): Promise<Spent>;
  end(): void;
}

function ours(name: string, compile: Compile): Engine {
  const start = async (_: string, workload: Workload): Promise<Started> => {
    const trainee = await Trainee.compile(workload, compile);
    const begun = performance.now();
    await trainee.train(1);
    const startUp = trainee.compileTime + performance.now() - begun;
    const turn = async (steps: number): Promise<Spent> => {
      const [clock, before] = [performance.now(), process.cpuUsage()];
      await trainee.train(steps);
      const { user, system } = process.cpuUsage(before);
      return { clock: (performance.now() - clock) / steps, processor: (user + system) / 1000 / steps };
    };
    return { turn, startUp, stop: () => trainee.dispose() };
  };
  return { name, start };
}

export const wasm = ours("wasm", compileWasm);
export const native = ours("native", compileNative);

const PYTHON = process.env.PYTHON ?? "python3";
const ONE_THREAD = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/** PyTorch as it comes, PyTorch compiled, and JAX. */
export const PEER_KINDS = ["eager", "compiled", "jax"] as const;

/** Undefined, with the reason printed, where its environment is missing. */
export async function peer(kind: (typeof PEER_KINDS)[number]): Promise<Peer | undefined> {
  const child: ChildProcess = spawn(PYTHON, [fileURLToPath(new URL("peer.py", import.meta.url)), kind], {
    env: { ...process.env, ...ONE_THREAD, PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new TypeError("a child process without the pipes it was given");
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const failed = once(child, "error").then(() => undefined);
  const ready = await Promise.race([lines.next(), failed]);
  if (!ready || ready.done) {
    console.error(`${kind} skipped: ${PYTHON} lacks it (make the environment with bench/peers.sh, and set PYTHON)`);
    return undefined;
  }
  const ask = async (id: string, count: number): Promise<Spent | undefined> => {
    stdin.write(`${id} ${count}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`the process of ${kind} has ended`);
    const [clock, processor] = String(value).split(" ").map(Number);
    return processor === undefined ? undefined : { clock, processor };
  };
  const turn = async (id: string, count: number): Promise<Spent> => {
    const spent = await ask(id, count);
    if (!spent) throw new Error(`${kind} does not run ${id}`);
    return spent;
  };
  const start = async (id: string): Promise<Started | undefined> => {
    const first = await ask(id, 1);
    return first && { turn: (steps) => turn(id, steps), startUp: first.clock };
  };
  return { name: ready.value.replace("ready ", ""), start, turn, end: () => stdin.end() };
}
