/** `purecell list` */
import { availableParallelism } from "node:os";
import type { Backend, Experiment } from "../../../protocols.js";
import { findExperiment, loadRegistry } from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { duration } from "../../terminal/duration.js";
import type { Terminal } from "../../terminal/terminal.js";
import { hanging } from "../../terminal/wrap.js";
import { JobTimes } from "../../training/jobTimes.js";
import { type Size, settingsAtSize } from "../../training/settings.js";
import type { ListRequest } from "./request.js";

export async function carryOut({ names, form }: ListRequest, context: Context): Promise<number> {
  const registry = await loadRegistry(context.registry);
  const { likelyEngine } = await import("../../../engine/compilers.node.js");
  const engine = likelyEngine();
  const chosen = names.length > 0 ? names : Object.keys(registry.experiments);
  const described = chosen.map((name) => describe(findExperiment(registry, name), engine));
  const { terminal } = context;
  if (form === "json") printJson(terminal, "list", { engine, experiments: described });
  else if (names.length > 0) for (const entry of described) printInFull(entry, engine, terminal);
  else printLines(described, terminal);
  return EXIT.done;
}

type Described = ReturnType<typeof describe>;

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

/** A line for each experiment: name, time in `reproduce`, title. */
function printLines(entries: readonly Described[], { out, say, outStyle, outColumns }: Terminal): void {
  const rows = entries.map((entry) => ({ ...entry, time: duration(entry.expectedSeconds.start) }));
  const widest = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));
  const named = widest(rows.map(({ id }) => id));
  const timed = widest(rows.map(({ time }) => time));
  for (const { id, time, title } of rows) {
    const width = named + timed + 4;
    const head = `${outStyle.bold(id.padEnd(named))}  ${time.padStart(timed)}  `;
    for (const line of hanging(head, title, outColumns, width, width)) out(line);
  }
  say(`Times are those of reproduce on this computer. "purecell list ${rows[0].id}" tells all about one.`);
}

function printInFull(entry: Described, engine: Backend, { out, outStyle, outColumns }: Terminal): void {
  const { quick, start, full } = entry.expectedSeconds;
  const say = (name: string, text: string) => {
    for (const line of hanging(`    ${name.padEnd(8)}`, text, outColumns)) out(line);
  };
  out(`${outStyle.bold(entry.id)}  ${entry.title}`);
  say("source", entry.source);
  say("claim", entry.claim);
  for (const [claim, status] of Object.entries(entry.recorded)) say("verdict", `${claim}: ${status}`);
  say(
    "time",
    `--quick ${duration(quick)}; in reproduce ${duration(start)}; --full ${duration(full)} (${engine} engine)`,
  );
  say("try", `purecell run ${entry.id} --quick`);
}
