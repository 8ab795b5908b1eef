/** What `run` and `reproduce` say at the end: verdicts, files, exit code. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PurecellError } from "../../math/errors.js";
import { brokenPromises, type JobFailure, type RunOutcome, type RunRequest } from "../../runs/index.js";
import { EXIT } from "../context.js";
import type { Terminal } from "../terminal/terminal.js";
import { countVerdicts, verdictLines, verdictTable } from "./verdictText.js";

/** A run that was made, and what was asked for. */
export interface MadeRun {
  readonly request: RunRequest;
  readonly outcome: RunOutcome;
}

/** What came of the runs of one command. */
export interface MadeRuns {
  readonly runs: readonly MadeRun[];
  /** Whether someone stopped it, in the middle of a run or before one. */
  readonly interrupted: boolean;
}

/** The worst of several runs: interrupted, then failed, then a promise broken. */
export function exitCodeOf({ runs, interrupted }: MadeRuns): number {
  if (interrupted) return EXIT.interrupted;
  const failures = runs.flatMap(({ outcome }) => outcome.failures);
  if (failures.length > 0) return failureCode(failures);
  const broken = runs.some(({ request, outcome }) => brokenPromises(request.experiment, outcome.verdicts).length > 0);
  return broken ? EXIT.notMet : EXIT.done;
}

/** A bug outweighs all else; jobs that all failed over their files say so, and every other failure is one of numbers. */
export function failureCode(failures: readonly JobFailure[]): number {
  const codes = failures.map(({ error }) => (error instanceof PurecellError ? error.exitCode : EXIT.bug));
  if (codes.includes(EXIT.bug)) return EXIT.bug;
  return codes.every((code) => code === EXIT.input) ? EXIT.input : EXIT.numerical;
}

/** Verdicts and files as text on stdout. */
export function printOutcome({ request, outcome }: MadeRun, terminal: Terminal): void {
  const { experiment } = request;
  const { out, outStyle } = terminal;
  const { verdicts } = outcome;
  out(`${outStyle.bold(experiment.id)}  ${experiment.title}  (${outcome.status})`);
  for (const verdict of verdicts) {
    for (const line of verdictLines(verdict, experiment.recorded[verdict.id], terminal)) out(line);
  }
  out(outStyle.bold(`  ${summary(outcome)}`));
  if (verdicts.length > 1) for (const line of verdictTable(verdicts, experiment.recorded, outStyle)) out(line);
  for (const { job, error } of outcome.failures) out(`  ${outStyle.bad("failed")}  ${job.id}: ${error.message}`);
  const { report } = filesOf(outcome.path);
  if (report !== null) out(`  report   ${report}`);
  out(`  run      ${outcome.path}`);
  if (outcome.status === "already done") out("  --force runs it again and replaces these results");
}

function summary({ verdicts }: RunOutcome): string {
  const open = verdicts.length > 0 && verdicts.every(({ met }) => met === "not judged");
  return open ? "not judged at this size" : countVerdicts(verdicts);
}

/** The same as plain data; keys are stable. */
export function describeOutcome({ request, outcome }: MadeRun) {
  const { experiment, module, settings, engine } = request;
  const { id, path, status, seeds, verdicts, failures } = outcome;
  return {
    id,
    path,
    status,
    experiment: experiment.id,
    experimentVersion: experiment.version,
    ...(module && { module }),
    settings,
    engine,
    seeds,
    verdicts: verdicts.map((verdict) => ({ ...verdict, recorded: experiment.recorded[verdict.id] ?? null })),
    failures: failures.map(({ job, error }) => ({ job: job.id, message: error.message })),
    files: filesOf(path),
  };
}

/** Where a run keeps what a person opens; null for what it does not have, or not yet. */
export function filesOf(path: string) {
  const present = (name: string) => (existsSync(join(path, name)) ? join(path, name) : null);
  return {
    report: present("report.html"),
    results: present("results.json"),
    verdicts: present("verdicts.json"),
    figures: present("figures"),
  };
}
