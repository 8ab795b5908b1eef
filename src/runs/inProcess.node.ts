/** Jobs one after another in this thread: the fallback where worker threads cannot load the code. */
import { carryOut } from "./carryOut.node.js";
import type { JobRunner, Registry } from "./jobRunner.js";

/** A runner of one lane that knows the experiments of the registry. */
export function inProcessRunner(registry: Registry): JobRunner {
  return {
    lanes: 1,
    run: (task, events, signal) => carryOut(registry.experiments, task, events, signal),
    close: async () => {},
  };
}
