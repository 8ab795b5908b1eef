/** `purecell reproduce` */
import { join } from "node:path";
import type { Experiment } from "../../../protocols.js";
import {
  configOf,
  findExperiment,
  loadRegistry,
  type Registry,
  readReport,
  runId,
  Shelf,
  writeDurably,
} from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import type { Form } from "../../flags/output.js";
import { duration } from "../../terminal/duration.js";
import { describeOutcome, exitCodeOf, type MadeRun, printOutcome } from "../../training/outcome.js";
import { expectedWait, type PlannedRun, plan } from "../../training/plannedRun.js";
import { announce, lanesOf, makeRuns } from "../../training/session.js";
import { settingsAtSize } from "../../training/settings.js";
import { submitRuns } from "../../training/submission.js";
import { countVerdicts } from "../../training/verdictText.js";
import type { ReproduceRequest } from "./request.js";

export async function carryOut(request: ReproduceRequest, context: Context): Promise<number> {
  const { where, limit, runs, form, dryRun } = request;
  const registry = await loadRegistry(context.registry);
  const experiments = chosenNames(request, registry).map((name) => findExperiment(registry, name));
  const abridged = request.experiments === undefined ? (registry.abridged ?? []) : [];
  const planned = await planAll(experiments, abridged, request, context);
  if (where.kind === "slurm")
    return submitRuns(planned, registry, where, context, { command: "reproduce", form, dryRun });
  const lanes = lanesOf(where);
  if (dryRun) return printPlan(planned, lanes ?? 1, form, context);
  await announce(planned, lanes, context, limit);
  const made = await makeRuns(context, registry, planned, { lanes, ...(limit === undefined ? {} : { limit }) });
  const report = await writeIndex(made.runs, runs);
  if (form === "json")
    printJson(context.terminal, "reproduce", { runs: made.runs.map(describeOutcome), report: report ?? null });
  else printAll(made.runs, planned, report, context);
  return exitCodeOf(made);
}

/** A line for every run. */
function printPlan(planned: readonly PlannedRun[], lanes: number, form: Form, { terminal }: Context): number {
  const runs = planned.map((run) => ({
    experiment: run.label,
    id: runId(configOf(run.request)),
    jobs: run.jobs.length,
    open: run.outlook.open.length,
    expectedSeconds: expectedWait([run], lanes),
  }));
  const expectedSeconds = expectedWait(planned, lanes);
  if (form === "json") printJson(terminal, "reproduce --dry-run", { runs, lanes, expectedSeconds });
  else {
    for (const { experiment, id, jobs, open, expectedSeconds: seconds } of runs)
      terminal.out(`${experiment}  ${id}  ${open} of ${jobs} jobs to run, about ${duration(seconds)}`);
    terminal.out(`Together: about ${duration(expectedSeconds)}, ${lanes} jobs at a time`);
  }
  return EXIT.done;
}

/** As named, or all. */
function chosenNames({ experiments, headlines }: ReproduceRequest, registry: Registry): readonly string[] {
  if (experiments !== undefined) return experiments;
  return headlines ? registry.headlines : Object.keys(registry.experiments);
}

/** At the size asked for; else headlines, and those named in `abridged`, at their `start` size, and the others at their defaults. */
async function planAll(
  experiments: readonly Experiment[],
  abridged: readonly string[],
  { engine: wanted, size, headlines, runs, force }: ReproduceRequest,
  { argv }: Context,
): Promise<PlannedRun[]> {
  const { chooseEngine } = await import("../../../engine/compilers.node.js");
  const engine = await chooseEngine(wanted);
  const sizeFor = ({ id }: Experiment) => size ?? (headlines || abridged.includes(id) ? "start" : undefined);
  const shared = { engine, runs, force, argv };
  const shelf = new Shelf(runs);
  const requestOf = (experiment: Experiment) => ({
    ...shared,
    experiment,
    settings: settingsAtSize(experiment, sizeFor(experiment)).values,
  });
  return Promise.all(experiments.map((experiment) => plan(requestOf(experiment), experiment.id, shelf)));
}

/** One page over all judged runs; undefined where there are none. */
async function writeIndex(made: readonly MadeRun[], runs: string): Promise<string | undefined> {
  const judged = made.filter(({ outcome }) => outcome.status !== "interrupted");
  if (judged.length === 0) return undefined;
  const { indexReportHtml } = await import("../../../figures/report.js");
  const reports = judged.map(({ outcome }) => readReport(outcome.path));
  const page = indexReportHtml({ title: "purecell: the claims, checked", introduction: INTRODUCTION, reports });
  const file = join(runs, "report.html");
  await writeDurably(file, page);
  return file;
}

const INTRODUCTION =
  "Each claim is stated as an inequality with its threshold, set before the networks were trained; beside it stands " +
  "what was measured. A claim that is not met is shown as not met.";

function printAll(
  made: readonly MadeRun[],
  planned: readonly PlannedRun[],
  report: string | undefined,
  { terminal }: Context,
): void {
  for (const run of made) printOutcome(run, terminal);
  for (const { request } of planned.slice(made.length)) {
    terminal.out(`${terminal.outStyle.bold(request.experiment.id)}  not started`);
  }
  const { bold } = terminal.outStyle;
  if (made.length > 1) for (const line of countsByExperiment(made)) terminal.out(line);
  terminal.out(bold(`Together: ${countVerdicts(made.flatMap(({ outcome }) => outcome.verdicts))}`));
  if (report !== undefined) terminal.out(`Report over all: ${report}`);
}

function countsByExperiment(made: readonly MadeRun[]): string[] {
  const width = Math.max(...made.map(({ request }) => request.experiment.id.length));
  return made.map(
    ({ request, outcome }) => `${request.experiment.id.padEnd(width)}  ${countVerdicts(outcome.verdicts)}`,
  );
}
