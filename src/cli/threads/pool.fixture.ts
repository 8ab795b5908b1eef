/** A thread for the tests of the pool: it reads a number of its job, or fails in the way that it is told to. */
import { workerData } from "node:worker_threads";
import { InputError, NumericalError, UsageError } from "../../math/errors.js";
import { answerTasks } from "./answering.js";

export interface FixtureTask {
  readonly kind: "read" | "input" | "numerical" | "usage" | "bug" | "exit" | "exit later" | "forever";
  readonly at?: number;
  /** Milliseconds. */
  readonly wait?: number;
}

export const carryOut =
  ({ values }: { readonly values: Float64Array }) =>
  ({ kind, at = 0, wait = 0 }: FixtureTask): number => {
    const begun = performance.now();
    while (kind === "forever" || performance.now() - begun < wait);
    if (kind === "input") throw new InputError("input: the file is wrong");
    if (kind === "numerical") throw new NumericalError("numerical: it diverged");
    if (kind === "usage") throw new UsageError("usage: no such name");
    if (kind === "bug") throw new TypeError("bug: undefined is not a function");
    if (kind === "exit") process.exit(3);
    if (kind === "exit later") setTimeout(() => process.exit(3), 1);
    return values[at];
  };

if (workerData?.values instanceof Float64Array) answerTasks(carryOut(workerData));
