/** What the main thread and a worker say to each other. */
import { Interrupted, PurecellError } from "../math/errors.js";
import { asOwnError } from "../math/resourceErrors.js";
import type { JobProgress, JobResult } from "../protocols.js";
import type { JobTask } from "./jobRunner.js";

export type ToWorker = { readonly kind: "run"; readonly task: JobTask } | { readonly kind: "abort" };

export type FromWorker =
  | { readonly kind: "progress"; readonly progress: JobProgress }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "done"; readonly result: JobResult }
  | { readonly kind: "failed"; readonly failure: Failure };

/** An error as plain data. */
export interface Failure {
  readonly message: string;
  /** Present where the error is one of ours, so that its message is all a person needs. */
  readonly exitCode?: number;
  readonly stack?: string;
}

export function describeFailure(thrown: unknown): Failure {
  const error = asOwnError(thrown) ?? thrown;
  if (error instanceof PurecellError) return { message: error.message, exitCode: error.exitCode };
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}

/** The error as the thread threw it, as far as it survives the journey between threads. */
export function revive({ message, exitCode, stack }: Failure): Error {
  if (exitCode === 130) return new Interrupted(message);
  if (exitCode !== undefined) return new PurecellError(message, exitCode);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
