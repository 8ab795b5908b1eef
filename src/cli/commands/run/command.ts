/** `purecell run` */
import type { Experiment } from "../../../protocols.js";
import { configOf, type RunRequest as ExperimentRun, type Outlook, type Registry, runId } from "../../../runs/index.js";
import { type Context, EXIT, printJson } from "../../context.js";
import type { Form } from "../../flags/output.js";
import { duration } from "../../terminal/duration.js";
import { chosenExperiment } from "../../training/chosenExperiment.js";
import { describeOutcome, exitCodeOf, printOutcome } from "../../training/outcome.js";
import { expectedWait, type PlannedRun, plan } from "../../training/plannedRun.js";
import { announce, lanesOf, makeRuns } from "../../training/session.js";
import { type Configuration, configurationFrom } from "../../training/settings.js";
import { submitRuns } from "../../training/submission.js";
import type { RunRequest } from "./request.js";

export async function carryOut(request: RunRequest, context: Context): Promise<number> {
  const { where, show, form } = request;
  const { registry, experiment } = await chosenExperiment(request.experiment, context);
  const configuration = configurationFrom(experiment, request.asked);
  if (show === "settings") return printConfig(experiment, configuration, form, context);
  const planned = await plan(await withEngine(experiment, registry, configuration, request, context));
  const dryRun = show === "plan";
  if (where.kind === "slurm") {
    const follow = runId(configOf(planned.request));
    return submitRuns([planned], registry, where, context, { command: "run", form, dryRun, follow });
  }
  const lanes = lanesOf(where);
  if (dryRun) return printPlan(planned, lanes ?? 1, form, context);
  await announce([planned], lanes, context);
  const made = await makeRuns(context, registry, [planned], { lanes });
  if (form === "json") for (const one of made.runs) printJson(context.terminal, "run", describeOutcome(one));
  else for (const one of made.runs) printOutcome(one, context.terminal);
  return exitCodeOf(made);
}

/** The run itself, on the engine that this computer has. */
async function withEngine(
  experiment: Experiment,
  { own }: Registry,
  { values, engine }: Configuration,
  { runs, force }: RunRequest,
  { argv }: Context,
): Promise<ExperimentRun> {
  const { chooseEngine } = await import("../../../engine/compilers.node.js");
  return {
    experiment,
    ...(own && { module: own }),
    settings: values,
    engine: await chooseEngine(engine),
    runs,
    force,
    argv,
  };
}

function printConfig(
  experiment: Experiment,
  { values, sources, engine }: Configuration,
  form: Form,
  { terminal }: Context,
): number {
  if (form === "json") {
    printJson(terminal, "run --print-config", { experiment: experiment.id, settings: values, sources, engine });
    return EXIT.done;
  }
  const rows = Object.entries(values).map(([name, value]) => [`${name} = ${JSON.stringify(value)}`, sources[name]]);
  const width = Math.max(...rows.map(([text]) => text.length));
  rows.forEach(([text, source], index) => {
    const meaning = describeField(experiment, Object.keys(values)[index]);
    terminal.out(`${text.padEnd(width)}  ${terminal.outStyle.dim(`${source}${meaning}`)}`);
  });
  return EXIT.done;
}

/** What a setting means and in which unit, as its schema says. */
function describeField(experiment: Experiment, name: string): string {
  const { description, unit } = experiment.settings.shape[name]?.meta?.() ?? {};
  return [description, unit && `in ${unit}`]
    .filter(Boolean)
    .map((text) => `; ${text}`)
    .join("");
}

function printPlan(planned: PlannedRun, lanes: number, form: Form, { terminal }: Context): number {
  const { jobs, outlook } = planned;
  const { settings, engine } = planned.request;
  const id = runId(configOf(planned.request));
  const wait = expectedWait([planned], lanes);
  if (form === "json") {
    const { backend } = engine;
    const answer = { id, jobs, ...outlook, lanes, engine: backend, expectedSeconds: wait, settings };
    printJson(terminal, "run --dry-run", answer);
    return EXIT.done;
  }
  terminal.out(
    `${id}: ${countsText(jobs.length, outlook)}, ${lanes} at a time, about ${duration(wait)} (${engine.backend})`,
  );
  const states = statesOf(outlook);
  for (const { id: job, condition, seed } of jobs) {
    terminal.out(`  ${job}  (${condition}, seed ${seed})${states.has(job) ? `  ${states.get(job)}` : ""}`);
  }
  return EXIT.done;
}

/** "15 jobs, 5 done, 3 to be taken from fig2-1a2b3c4d, 7 to run" */
function countsText(jobs: number, { done, taken, open }: Outlook): string {
  if (done.length === jobs) return `${jobs} jobs, already done`;
  return [
    `${jobs} jobs`,
    ...(done.length > 0 ? [`${done.length} done`] : []),
    ...taken.map((one) => `${one.jobs.length} to be taken from ${one.run}`),
    ...(open.length < jobs ? [`${open.length} to run`] : []),
  ].join(", ");
}

/** A word for every job that need not run. */
const statesOf = ({ done, taken }: Outlook): ReadonlyMap<string, string> =>
  new Map([
    ...done.map((id) => [id, "done"] as const),
    ...taken.flatMap(({ run, jobs }) => jobs.map((id) => [id, `from ${run}`] as const)),
  ]);
