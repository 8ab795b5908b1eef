/** Talks to the thread of the HDF5 library: starts it, waits for it only so long, and ends it when it is spoilt or bloated. */
import { Worker } from "node:worker_threads";
import { InputError } from "../../math/errors.js";
import type { Hdf5Box, Hdf5Items, Hdf5Node, Hdf5Reply, Hdf5Request } from "./protocols.js";

/** Longest wait for a table of contents, in seconds. */
const OPEN_SECONDS = 60;
/** Longest wait for data: this many seconds, and one more for every megabyte. */
const READ_SECONDS = 60;
/** A thread that holds more than this is not used for another file, in bytes: the library never gives memory back. */
const MOST_IDLE_MEMORY = 2 ** 27;

export interface Hdf5Session {
  readonly nodes: readonly Hdf5Node[];
  /** Throws InputError where the data cannot be read, or not in time. */
  read(box: Hdf5Box): Promise<Hdf5Items>;
  close(): Promise<void>;
}

/** One thread that waits for the next file. */
let idle: Worker | undefined;

/** Opens the file in a thread of its own. Throws InputError naming the file. */
export async function openSession(path: string): Promise<Hdf5Session> {
  const worker = takeWorker();
  const ask = (request: Hdf5Request, seconds: number) => askWorker(worker, request, { path, seconds });
  const reply = await ask({ kind: "open", path }, OPEN_SECONDS);
  if (reply.kind !== "opened") throw unexpected(reply);
  return {
    nodes: reply.nodes,
    async read(box) {
      const bytes = box.count.reduce((product, size) => product * size, box.type.size);
      const answer = await ask({ kind: "read", ...box }, READ_SECONDS + bytes / 1e6);
      if (answer.kind !== "items") throw unexpected(answer);
      return answer.items;
    },
    async close() {
      const closed = await ask({ kind: "close" }, OPEN_SECONDS);
      await giveBack(worker, closed.kind === "closed" ? closed.memory : Infinity);
    },
  };
}

const unexpected = (reply: Hdf5Reply) => new Error(`the thread of the HDF5 library answered "${reply.kind}"`);

function takeWorker(): Worker {
  const worker = idle ?? startWorker().once("exit", () => forget(worker));
  forget(worker);
  worker.ref();
  return worker;
}

/** Sources that run untranslated need a loader, which a thread does not inherit. */
function startWorker(): Worker {
  const silent = { stdout: true, stderr: true };
  if (import.meta.url.endsWith(".js")) return new Worker(new URL("thread.node.js", import.meta.url), silent);
  const entry = JSON.stringify(new URL("thread.node.ts", import.meta.url).href);
  const start = `import("tsx/esm/api").then(({ register }) => { register(); return import(${entry}); })`;
  return new Worker(start, { ...silent, eval: true });
}

function forget(worker: Worker): void {
  if (idle === worker) idle = undefined;
}

async function giveBack(worker: Worker, memory: number): Promise<void> {
  if (idle || memory > MOST_IDLE_MEMORY) {
    await worker.terminate();
    return;
  }
  worker.unref();
  idle = worker;
}

interface Patience {
  /** For messages. */
  readonly path: string;
  readonly seconds: number;
}

/** One request and its reply. A thread that failed in any way but a plain refusal is ended. */
async function askWorker(worker: Worker, request: Hdf5Request, { path, seconds }: Patience): Promise<Hdf5Reply> {
  const reply = await replyOf(worker, request, seconds);
  if (reply.kind === "absent") {
    await giveBack(worker, 0);
    throw new InputError(`${path} is an HDF5 file; reading it needs the optional package h5wasm: npm install h5wasm`);
  }
  if (reply.kind !== "failed") return reply;
  if (reply.fatal) await worker.terminate();
  else if (request.kind === "open") await giveBack(worker, 0);
  throw new InputError(
    `${path}: ${"path" in request && request.kind === "read" ? `"${request.path}": ` : ""}${reply.reason}`,
  );
}

const OVER = "the HDF5 library gave up on it (out of memory, or the file is damaged)";

function replyOf(worker: Worker, request: Hdf5Request, seconds: number): Promise<Hdf5Reply> {
  return new Promise((resolve) => {
    const settle = (reply: Hdf5Reply) => {
      clearTimeout(timer);
      worker.off("message", settle).off("error", failed).off("exit", exited);
      resolve(reply);
    };
    const failed = () => settle({ kind: "failed", reason: OVER, fatal: true });
    const exited = () => settle({ kind: "failed", reason: OVER, fatal: true });
    const late = () =>
      settle({ kind: "failed", reason: `not read within ${Math.round(seconds)} s: the file is damaged`, fatal: true });
    const timer = setTimeout(late, seconds * 1000);
    worker.on("message", settle).once("error", failed).once("exit", exited);
    worker.postMessage(request);
  });
}
