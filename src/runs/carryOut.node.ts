/** One job, carried out in whichever thread this is called. */
import type { CheckpointStore, Compile, Experiment, JobResult } from "../protocols.js";
import { fileCheckpoints } from "./checkpoints.node.js";
import type { JobEvents, JobTask } from "./jobRunner.js";
import { behindDoor, type Door } from "./nativeCalls.js";
import { openImages } from "./openImages.node.js";

/**
 * Throws Interrupted when `signal` stopped the job after its state was saved, or whatever made it fail. Where the thread
 * may be ended from outside, native code is called behind its `door`.
 */
export function carryOut(
  experiments: Readonly<Record<string, Experiment>>,
  task: JobTask,
  events: JobEvents,
  signal: AbortSignal,
  door?: Door,
): Promise<JobResult> {
  const { experiment, settings, backend, job } = task;
  const store = fileCheckpoints(task.checkpoint, job.id, events.note);
  const checkpoints = task.checkpointEvery === undefined ? store : spaced(store, task.checkpointEvery, signal);
  const plain: Compile = async (step, example) => (await loadCompilers()).compilerFor(backend)(step, example);
  const compile = door === undefined || backend === "wasm" ? plain : behindDoor(door, plain);
  const report = events.progress;
  return experiments[experiment].runJob(job, settings, {
    backend,
    compile,
    checkpoints,
    openImages,
    report,
    signal,
  });
}

/** Passes over states that come sooner than `seconds` after the last one, unless the job is stopping. */
function spaced(store: CheckpointStore, seconds: number, signal: AbortSignal): CheckpointStore {
  let savedAt = performance.now();
  return {
    ...store,
    async save(state) {
      if (!signal.aborted && performance.now() - savedAt < 1000 * seconds) return;
      await store.save(state);
      savedAt = performance.now();
    },
  };
}

/** Only a job that compiles a step pays for loading an engine. */
const loadCompilers = () => import("../engine/compilers.node.js");
