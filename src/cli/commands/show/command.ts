/** `purecell show` */
import { dirname, join } from "node:path";
import { findRun, type StoredRun } from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import { resumeCommand } from "../../terminal/resumeCommand.js";
import type { Terminal } from "../../terminal/terminal.js";
import { filesOf } from "../../training/outcome.js";
import { countVerdicts, verdictLines } from "../../training/verdictText.js";
import type { ShowRequest } from "./request.js";

export async function carryOut({ run, runs, form }: ShowRequest, { terminal }: Context): Promise<number> {
  const stored = findRun(runs, run);
  if (form === "json") printJson(terminal, "show", describe(stored));
  else printRun(stored, terminal);
  return EXIT.done;
}

function describe({ id, path, config, verdicts, jobsDone }: StoredRun) {
  return {
    id,
    path,
    complete: verdicts?.complete ?? false,
    experiment: config.experiment,
    experimentVersion: config.experimentVersion,
    ...(config.module && { module: config.module }),
    engine: config.engine,
    settings: config.settings,
    jobsDone,
    seeds: verdicts?.seeds ?? [],
    verdicts: verdicts?.verdicts ?? [],
    files: filesOf(path),
  };
}

function printRun({ id, path, config, verdicts, jobsDone }: StoredRun, terminal: Terminal): void {
  const { out, outStyle } = terminal;
  const state = verdicts?.complete ? "complete" : "not complete";
  out(`${outStyle.bold(id)}  ${state}, ${jobsDone} jobs done, engine ${config.engine}`);
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
