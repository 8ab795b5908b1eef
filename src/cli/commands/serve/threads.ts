/**
 * Calls are carried out in threads, so that one that computes for long, or fails badly, keeps none of the others from being heard. A
 * thread that is done is used again, with all that it has loaded.
 */
import { Worker } from "node:worker_threads";
import type { Call, Words } from "./protocol.js";

export type ToThread = "interrupt" | Pick<Call, "argv" | "columns">;

/** `stoppable` says whether the call listens to requests to stop. */
export type FromThread = Words | { readonly code: number } | { readonly stoppable: boolean };

export interface Listener {
  readonly hear: (message: FromThread) => void;
  readonly failed: (error: unknown) => void;
  /** The thread is gone. */
  readonly exited: (code: number) => void;
}

/** What carries out one call at a time. */
export interface Thread {
  /** False once it has ended, for whatever reason. */
  readonly alive: boolean;
  begin(call: Call, listener: Listener): void;
  interrupt(): void;
  end(): Promise<unknown>;
}

/** Starts a thread, which loads the program at once. */
export function startThread(): Thread {
  const worker = new Worker(new URL("thread.js", import.meta.url), { stdout: true, stderr: true });
  // Stray words of libraries must not stand between answers.
  worker.stdout.pipe(process.stderr, { end: false });
  worker.stderr.pipe(process.stderr, { end: false });
  let alive = true;
  let listener: Listener | undefined;
  worker.on("message", (message: FromThread) => listener?.hear(message));
  worker.on("error", (error) => listener?.failed(error));
  worker.on("exit", (code) => {
    alive = false;
    listener?.exited(code);
  });
  const send = (message: ToThread) => worker.postMessage(message);
  return {
    get alive() {
      return alive;
    },
    begin({ argv, columns }, heard) {
      listener = heard;
      send({ argv, ...(columns !== undefined && { columns }) });
    },
    interrupt: () => send("interrupt"),
    end: () => worker.terminate(),
  };
}
