/** One job, carried out in whichever thread this is called. */
import type { Compile, Experiment, JobResult } from "../protocols.js";
import { fileCheckpoints } from "./checkpoints.node.js";
import type { JobEvents, JobTask } from "./jobRunner.js";
import { openImages } from "./openImages.node.js";

/** Throws Interrupted when `signal` stopped the job after its state was saved, or whatever made it fail. */
export function carryOut(
  experiments: Readonly<Record<string, Experiment>>,
  task: JobTask,
  events: JobEvents,
  signal: AbortSignal,
): Promise<JobResult> {
  const { experiment, settings, backend, job } = task;
  const checkpoints = fileCheckpoints(task.checkpoint, job.id, events.note);
  const compile: Compile = async (step, example) => (await loadCompilers()).compilerFor(backend)(step, example);
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

/** Only a job that compiles a step pays for loading an engine. */
const loadCompilers = () => import("../engine/compilers.node.js");
