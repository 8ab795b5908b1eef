/** `purecell sweep` */
import { join } from "node:path";
import { counted } from "../../../math/words.js";
import type { JobFailure } from "../../../runs/index.js";
import type { Swept } from "../../../runs/sweeps/swept.js";
import { type Context, EXIT, printJson } from "../../context.js";
import type { Form } from "../../flags/output.js";
import { duration } from "../../terminal/duration.js";
import type { Terminal } from "../../terminal/terminal.js";
import { tableLines, textTable } from "../../terminal/textTable.js";
import { chosenExperiment } from "../../training/chosenExperiment.js";
import { failureCode, type MadeRuns } from "../../training/outcome.js";
import { expectedWait } from "../../training/plannedRun.js";
import { announce, lanesOf, makeRuns } from "../../training/session.js";
import { submitRuns } from "../../training/submission.js";
import { beginFolder, sweepId, writeFolder } from "./folder.js";
import { sweptFrom } from "./outcome.js";
import { planSweep, type SweepPlan } from "./plan.js";
import type { SweepRequest } from "./request.js";
import { runTable, scoresCsv } from "./tables.js";

export async function carryOut(request: SweepRequest, context: Context): Promise<number> {
  const { where, runs, form, score, dryRun } = request;
  const { terminal, argv } = context;
  const { registry, experiment } = await chosenExperiment(request.experiment, context);
  const plan = await planSweep(experiment, registry, request, context);
  const id = sweepId(experiment.id, plan);
  if (plan.repeated > 0) terminal.say(`${counted(plan.repeated, "combination")} came more than once and count once`);
  const folder = join(runs, id);
  const planned = plan.members.map((member) => member.planned);
  if (!dryRun) await beginFolder(folder, experiment.id, plan);
  if (where.kind === "slurm")
    return submitRuns(planned, registry, where, context, { command: "sweep", form, dryRun, follow: id });
  const lanes = lanesOf(where);
  if (dryRun) return printPlan(id, plan, lanes ?? 1, form, context);
  await announce(planned, lanes, context);
  const made = await makeRuns(context, registry, planned, { lanes, together: true });
  const swept = sweptFrom(plan, made.runs, score);
  const answer = describe(id, folder, experiment.id, swept, made);
  const report = await writeFolder(folder, { experiment, swept, answer, argv });
  if (form === "json") printJson(terminal, "sweep", answer);
  else if (form === "csv") terminal.out(scoresCsv(swept).trimEnd());
  else printSweep(swept, report, made, terminal);
  return exitCodeOf(made);
}

function printPlan(id: string, plan: SweepPlan, lanes: number, form: Form, { terminal }: Context): number {
  const planned = plan.members.map((member) => member.planned);
  const wait = expectedWait(planned, lanes);
  const rows = plan.members.map(({ id: run, varied, planned: { jobs, outlook } }) => ({
    run,
    varied,
    jobs: jobs.length,
    open: outlook.open.length,
  }));
  if (form === "json") {
    printJson(terminal, "sweep --dry-run", { id, axes: plan.axes, runs: rows, lanes, expectedSeconds: wait });
    return EXIT.done;
  }
  const open = rows.reduce((sum, row) => sum + row.open, 0);
  terminal.out(
    `${id}: ${counted(rows.length, "run")}, ${counted(open, "job")} to run, ${lanes} at a time, about ${duration(wait)}`,
  );
  for (const {
    run,
    planned: { label, outlook, jobs },
  } of plan.members.map((m) => ({ run: m.id, planned: m.planned }))) {
    const state = outlook.open.length === 0 ? "already done" : `${outlook.open.length} of ${jobs.length} jobs to run`;
    terminal.out(`  ${run}  ${label}  ${state}`);
  }
  return EXIT.done;
}

const describe = (id: string, path: string, experiment: string, swept: Swept, { runs: made }: MadeRuns) => ({
  id,
  path,
  experiment,
  axes: swept.axes,
  score: swept.score ?? null,
  scores: swept.known,
  runs: swept.runs.map(({ scores, ...run }) => ({ ...run, scores })),
  failures: made.flatMap(({ outcome }) =>
    outcome.failures.map(({ job, error }) => ({ run: outcome.id, job: job.id, message: error.message })),
  ),
});

function printSweep(
  swept: Swept,
  report: string,
  { runs: made }: MadeRuns,
  { out, outStyle, outColumns: width }: Terminal,
): void {
  for (const line of tableLines(textTable(runTable(swept), { width }), outStyle.bold)) out(line);
  for (const { outcome } of made)
    for (const { job, error } of outcome.failures)
      out(`${outStyle.bad("failed")}  ${outcome.id} ${job.id}: ${error.message}`);
  if (swept.score !== undefined) {
    const others = swept.known.filter((name) => name !== swept.score).slice(0, 8);
    const more = others.length === 0 ? "" : ` Others with --score: ${others.join(", ")}.`;
    out(
      `Shown: ${swept.score}, median over seeds with the least and the greatest. Verdicts: ✓ met, ✗ not met, – not judged.${more}`,
    );
  }
  out(`report   ${report}`);
}

/** A claim that is not met away from the settings it was made for breaks no promise. */
function exitCodeOf({ runs, interrupted }: MadeRuns): number {
  if (interrupted) return EXIT.interrupted;
  const failures: JobFailure[] = runs.flatMap(({ outcome }) => outcome.failures);
  return failures.length > 0 ? failureCode(failures) : EXIT.done;
}
