/** `purecell show` */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { PurecellError } from "../../../math/errors.js";
import { loadRegistry, readRun, reloadOwnExperiment, type StoredRun } from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { Narration } from "../../terminal/narration.js";
import { resumeCommand } from "../../terminal/resumeCommand.js";
import { stopSignal } from "../../terminal/stopSignal.js";
import type { Terminal } from "../../terminal/terminal.js";
import { tableLines, textTable } from "../../terminal/textTable.js";
import { filesOf } from "../../training/outcome.js";
import { countVerdicts, verdictLines } from "../../training/verdictText.js";
import type { ShowRequest } from "./request.js";
import { type Find, findShown, type Shown } from "./shown.js";
import { lineOf, type Seen, Watch } from "./watch.js";

export async function carryOut({ name, runs, follow, form }: ShowRequest, context: Context): Promise<number> {
  const { terminal } = context;
  const shown = await findShown(runs, name, finder(context));
  const watch = new Watch(shown);
  if (follow && !(await followed(shown, watch, context))) return EXIT.interrupted;
  const seen = watch.look(Date.now());
  if (shown.kind === "run") {
    const stored = readRun(shown.path);
    if (form === "json") printJson(terminal, "show", { ...describe(stored), ...progressOf(seen) });
    else printRun(stored, shown, seen, terminal);
  } else if (form === "json") printJson(terminal, "show", { ...describeAll(shown), ...progressOf(seen) });
  else printAll(shown, seen, terminal);
  return EXIT.done;
}

/** Seconds between looks. */
const PAUSE = 2;

/** Whether it came to its end; false where the person who watched left. */
async function followed(shown: Shown, watch: Watch, context: Context): Promise<boolean> {
  const narration = new Narration(context.terminal);
  const stop = stopSignal(context, []);
  try {
    for (let seen = watch.look(Date.now()); !seen.isOver; seen = watch.look(Date.now())) {
      narration.update(lineOf(shown, seen));
      if (stop.signal.aborted) return false;
      await wait(PAUSE * 1000, undefined, { signal: stop.signal }).catch(() => {});
    }
    return true;
  } finally {
    narration.clear();
    stop.release();
  }
}

/** An experiment that is not at hand costs the estimate, and nothing else. */
function finder({ registry }: Context): Find {
  const builtIn = loadRegistry(registry);
  return async (name, module) => {
    try {
      const experiments = module ? await reloadOwnExperiment(module) : (await builtIn).experiments;
      return experiments[name];
    } catch (error) {
      if (error instanceof PurecellError) return undefined;
      throw error;
    }
  };
}

const progressOf = ({ jobs, done, failed, running, remaining }: Seen) => ({
  jobs: jobs ?? null,
  jobsDone: done,
  jobsFailed: failed,
  running,
  remainingSeconds: remaining ?? null,
});

function describe({ id, path, config, verdicts }: StoredRun) {
  return {
    id,
    path,
    complete: verdicts?.complete ?? false,
    experiment: config.experiment,
    experimentVersion: config.experimentVersion,
    ...(config.module && { module: config.module }),
    engine: config.engine,
    settings: config.settings,
    seeds: verdicts?.seeds ?? [],
    verdicts: verdicts?.verdicts ?? [],
    files: filesOf(path),
  };
}

const describeAll = ({ name, kind, path, runs }: Shown) => ({
  id: name,
  kind,
  path,
  runs: runs.map((run) => ({
    id: run.id,
    path: run.path,
    ...(run.varied && { varied: run.varied }),
    ...judged(run.path),
  })),
  report: filesOf(path).report,
});

/** Of one of many runs. */
function judged(path: string) {
  if (!existsSync(join(path, "verdicts.json"))) return { complete: false, verdicts: [] };
  const { verdicts } = readRun(path);
  return {
    complete: verdicts?.complete ?? false,
    verdicts: (verdicts?.verdicts ?? []).map(({ id, met }) => ({ id, met })),
  };
}

function printAll(shown: Shown, seen: Seen, { out, outStyle, outColumns }: Terminal): void {
  out(`${outStyle.bold(shown.kind)}  ${lineOf(shown, seen)}`);
  const rows = describeAll(shown).runs.map(({ id, varied = {}, complete, verdicts }) => [
    id,
    Object.entries(varied)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(" "),
    complete ? "complete" : "not complete",
    countVerdicts(verdicts),
  ]);
  const table = textTable({ header: ["run", "settings", "state", "claims"], rows }, { width: outColumns });
  for (const line of tableLines(table, outStyle.bold)) out(line);
  const { report } = filesOf(shown.path);
  if (report !== null) out(`report   ${report}`);
}

function printRun({ id, path, config, verdicts }: StoredRun, shown: Shown, seen: Seen, terminal: Terminal): void {
  const { out, outStyle } = terminal;
  const state = verdicts?.complete ? "complete" : "not complete";
  out(`${outStyle.bold(id)}  ${state}, ${seen.done} jobs done, engine ${config.engine}`);
  if (!verdicts?.complete) out(`  ${lineOf(shown, seen)}`);
  for (const { job, host, fraction } of seen.running)
    out(`  running  ${job}  ${Math.floor(100 * fraction)} %${host === undefined ? "" : `  on ${host}`}`);
  for (const verdict of verdicts?.verdicts ?? []) {
    for (const line of verdictLines(verdict, undefined, terminal)) out(line);
  }
  out(`  ${countVerdicts(verdicts?.verdicts ?? [])}`);
  for (const [name, file] of Object.entries(filesOf(path))) if (file !== null) out(`  ${name.padEnd(8)} ${file}`);
  if (config.module) out(`  module   ${config.module.path} (SHA-256 ${config.module.sha256})`);
  if (!verdicts?.complete) out(`  go on    ${resumeCommand(goOn(config.module?.path ?? config.experiment, path))}`);
}

const goOn = (experiment: string, path: string) => [
  "run",
  experiment,
  "--config",
  join(path, "config.json"),
  "--runs",
  dirname(path),
];
