/**
 * Files that foreign code reads (HDF5, Parquet) are read in a thread: one that aborts, hangs or fills its memory over a damaged
 * file is ended, and an error is all that is seen of it.
 */
import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { InputError } from "../../math/errors.js";
import { elements, findEntry, rowRange, withRows } from "../entries.js";
import type { DataFile, OpenOptions } from "../protocols.js";
import { type ReaderReply, type ReaderRequest, unpackArray } from "./messages.js";

/** A thread that holds more than this is not used for another file, in bytes: WebAssembly never gives memory back. */
const MOST_IDLE_MEMORY = 2 ** 27;
/** Of the thread's own heap, in units of 2^20 bytes. */
const MOST_HEAP = 2048;

/** How often a thread is looked after, in milliseconds. */
const LOOK = 200;
/** Where the processor is busy with other things, a thread is waited for so many times as long. */
const MOST_WAIT = 12;

/** One thread that waits for the next file. */
let idle: Worker | undefined;
const ended = new WeakSet<Worker>();

/** Opens the file in a thread of its own. Throws InputError naming the file. */
export async function openInThread(path: string, options: OpenOptions): Promise<DataFile> {
  const worker = await takeWorker();
  const patience = options.patience + statSync(path).size / 1e6;
  const opened = await ask(worker, { kind: "open", path, options }, { path, seconds: patience });
  if (opened.kind !== "opened") throw unexpected(opened);
  const { format, entries, bins, choices } = opened;
  const file = { format, name: path, entries, ...(bins && { bins }), ...(choices && { choices }) };
  // one request at a time: nothing but their order tells whose a reply is
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    ...file,
    async read(name, part = {}) {
      const entry = findEntry(file, name);
      const [from, to] = rowRange(file, entry, part.rows);
      const seconds = patience + (8 * elements(withRows(entry.shape, to - from))) / 1e6;
      const request: ReaderRequest = { kind: "read", name: entry.name, options: part };
      const reply = await inTurn(() => ask(worker, request, { path, seconds }));
      if (reply.kind !== "array") throw unexpected(reply);
      return unpackArray(reply.array);
    },
    async close() {
      const reply = await inTurn(() => ask(worker, { kind: "close" }, { path, seconds: patience })).catch(
        () => undefined,
      );
      await giveBack(worker, reply?.kind === "closed" ? reply.memory : Infinity);
    },
  };
}

const unexpected = (reply: ReaderReply) => new Error(`the thread that reads files answered "${reply.kind}"`);

async function takeWorker(): Promise<Worker> {
  const waiting = idle;
  idle = undefined;
  waiting?.ref();
  return waiting ?? startedWorker();
}

/** A thread that has loaded its code: how long that takes says nothing of the file. */
async function startedWorker(): Promise<Worker> {
  const worker = startWorker().once("exit", () => forget(worker));
  await new Promise((resolve, reject) => {
    const settle = (act: () => void) => () => {
      worker.off("message", succeed).off("error", fail).off("exit", fail);
      act();
    };
    const succeed = settle(() => resolve(undefined));
    const fail = settle(() => reject(new Error("the thread that reads files could not be started")));
    worker.on("message", succeed).on("error", fail).on("exit", fail);
  });
  return worker;
}

/** Sources that run untranslated need a loader, which a thread does not inherit. */
function startWorker(): Worker {
  const options = { stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP } };
  if (import.meta.url.endsWith(".js")) return new Worker(new URL("worker.node.js", import.meta.url), options);
  const entry = JSON.stringify(new URL("worker.node.ts", import.meta.url).href);
  const start = `import("tsx/esm/api").then(({ register }) => { register(); return import(${entry}); })`;
  return new Worker(start, { ...options, eval: true });
}

function forget(worker: Worker): void {
  ended.add(worker);
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
  /** Of the processor's time. */
  readonly seconds: number;
}

/** One request and its reply. Throws InputError where it failed. */
async function ask(worker: Worker, request: ReaderRequest, { path, seconds }: Patience): Promise<ReaderReply> {
  const reply = await replyOf(worker, request, seconds);
  if (reply.kind !== "failed") return reply;
  if (reply.fatal) await worker.terminate();
  else if (request.kind === "open") await giveBack(worker, 0);
  const what = request.kind === "read" ? `${path}: "${request.name}"` : path;
  throw new InputError(reply.fatal ? `${what} ${reply.message}` : reply.message);
}

/** Seconds gone by, and seconds that the processor worked for this process: those of the thread, while all else waits for it. */
function stopwatch(): () => { readonly wall: number; readonly processor: number } {
  const started = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { wall: (performance.now() - started) / 1000, processor: (user + system) / 1e6 };
  };
}

function replyOf(worker: Worker, request: ReaderRequest, seconds: number): Promise<ReaderReply> {
  if (ended.has(worker))
    return Promise.resolve({ kind: "failed", message: "can no longer be read: open it again", fatal: true });
  return new Promise((resolve) => {
    const settle = (reply: ReaderReply) => {
      if (reply.kind === "ready") {
        spent = stopwatch();
        return;
      }
      clearInterval(timer);
      worker.off("message", settle).off("error", fail).off("exit", fail);
      resolve(reply);
    };
    const fatally = (message: string) => settle({ kind: "failed", message, fatal: true });
    const fail = () => fatally("cannot be read: its reader ran out of memory or failed, so the file is likely damaged");
    const late = () => fatally(`was not read within ${Math.round(seconds)} s: the file is likely damaged`);
    let spent = stopwatch();
    const timer = setInterval(() => {
      const { wall, processor } = spent();
      if ((wall > seconds && processor > seconds) || wall > MOST_WAIT * seconds) late();
    }, LOOK);
    worker.on("message", settle).once("error", fail).once("exit", fail);
    worker.postMessage(request);
  });
}
