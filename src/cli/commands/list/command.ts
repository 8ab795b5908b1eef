/** `purecell list` */
import { availableParallelism } from "node:os";
import { likelyEngine } from "../../../engine/compilers.node.js";
import type { Backend } from "../../../protocols.js";
import { findExperiment } from "../../../runs/registry.js";
import { type Context, EXIT, printJson } from "../../context.js";
import type { Outline, Work } from "../../outline.js";
import { loadOutlines } from "../../outlines.js";
import { duration } from "../../terminal/duration.js";
import type { Terminal } from "../../terminal/terminal.js";
import { hanging } from "../../terminal/wrap.js";
import { JobTimes } from "../../training/jobTimes.js";
import type { ListRequest } from "./request.js";

export async function carryOut({ names, form }: ListRequest, context: Context): Promise<number> {
  const experiments = await loadOutlines(context.registry);
  const engine = likelyEngine();
  const chosen = names.length > 0 ? names : Object.keys(experiments);
  const described = chosen.map((name) => describe(findExperiment({ experiments }, name), engine));
  const { terminal } = context;
  if (form === "json") printJson(terminal, "list", { engine, experiments: described });
  else if (names.length > 0) for (const entry of described) printInFull(entry, engine, terminal);
  else printLines(described, terminal);
  return EXIT.done;
}

type Described = ReturnType<typeof describe>;

function describe(outline: Outline, engine: Backend) {
  const { id, title, source, claim, version, recorded, work } = outline;
  const { quick, start, full } = work;
  const expectedSeconds = { quick: wait(quick, engine), start: wait(start, engine), full: wait(full, engine) };
  return { id, title, source, claim, version, expectedSeconds, recorded };
}

/** Expected seconds on the cores of this computer, with nothing done yet. */
function wait({ jobs, expectedSeconds }: Work, engine: Backend): number {
  const times = new JobTimes(availableParallelism());
  for (let job = 0; job < jobs; job++) times.add(String(job), expectedSeconds[engine] / jobs);
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
