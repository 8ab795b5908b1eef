/** The other end of a pool: a thread that answers one task after another. */
import { parentPort } from "node:worker_threads";
import { describeFailure, type Failure } from "../../runs/workerMessages.js";

export type Reply<Outcome> = { readonly outcome: Outcome } | { readonly failure: Failure };

/** Carries out every task that this thread is sent. What fails comes back as data. */
export function answerTasks<Task, Outcome>(carryOut: (task: Task) => Outcome): void {
  const answer = (task: Task): Reply<Outcome> => {
    try {
      return { outcome: carryOut(task) };
    } catch (error) {
      return { failure: describeFailure(error) };
    }
  };
  parentPort?.on("message", (task: Task) => parentPort?.postMessage(answer(task)));
}
