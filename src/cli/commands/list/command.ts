/** `purecell list` */
import { availableParallelism } from "node:os";
import type { Backend, Experiment } from "../../../protocols.js";
import { loadRegistry } from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { duration } from "../../terminal/duration.js";
import type { Terminal } from "../../terminal/terminal.js";
import { JobTimes } from "../../training/jobTimes.js";
import { type Size, settingsAtSize } from "../../training/settings.js";
import type { ListRequest } from "./request.js";

export async function carryOut({ form }: ListRequest, context: Context): Promise<number> {
  const { experiments } = await loadRegistry(context.registry);
  const { likelyEngine } = await import("../../../engine/compilers.node.js");
  const engine = likelyEngine();
  const described = Object.values(experiments).map((experiment) => describe(experiment, engine));
  if (form === "json") printJson(context.terminal, "list", { engine, experiments: described });
  else
    for (const entry of described)
      for (const line of textOf(entry, engine, context.terminal)) context.terminal.out(line);
  return EXIT.done;
}

function describe(experiment: Experiment, engine: Backend) {
  const { id, title, source, claim, version, recorded } = experiment;
  const expectedSeconds = {
    quick: wait(experiment, "quick", engine),
    start: wait(experiment, "start", engine),
    full: wait(experiment, "full", engine),
  };
  return { id, title, source, claim, version, expectedSeconds, recorded };
}

/** Expected seconds on the cores of this computer, with nothing done yet. */
function wait(experiment: Experiment, size: Size, engine: Backend): number {
  const settings = settingsAtSize(experiment, size).values;
  const jobs = experiment.jobs(settings);
  const perJob = experiment.expectedSeconds(settings, engine) / Math.max(1, jobs.length);
  const times = new JobTimes(availableParallelism());
  for (const { id } of jobs) times.add(id, perJob);
  return times.remaining(0);
}

function textOf(entry: ReturnType<typeof describe>, engine: Backend, { outStyle }: Terminal): string[] {
  const { quick, start, full } = entry.expectedSeconds;
  return [
    `${outStyle.bold(entry.id)}  ${entry.title}`,
    `    source  ${entry.source}`,
    `    claim   ${entry.claim}`,
    `    time    --quick ${duration(quick)}; in reproduce ${duration(start)}; --full ${duration(full)} (${engine} engine)`,
  ];
}
