/** `purecell run` */
import type { Experiment } from "../protocols.js";
import { configOf, lookAhead, type Outlook, type Registry, type RunRequest, runId } from "../runs/index.js";
import { type Context, EXIT, printJson } from "./context.js";
import { duration } from "./duration.js";
import { describeOutcome, exitCodeOf, printOutcome } from "./outcome.js";
import { chosenExperiment } from "./run/chosenExperiment.js";
import { announce, expectedWait, lanesFrom, makeRuns, type PlannedRun, plan, shareOf } from "./session.js";
import { type Configuration, configurationFrom, type SettingsFlags } from "./settingsFlags.js";

export interface RunFlags extends SettingsFlags {
  readonly jobs?: string;
  readonly runs?: string;
  readonly force?: boolean;
  readonly printConfig?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export async function run([name]: readonly string[], flags: RunFlags, context: Context): Promise<number> {
  const { registry, experiment } = await chosenExperiment(name, context);
  const configuration = configurationFrom(experiment, flags);
  const lanes = lanesFrom(flags.jobs);
  if (flags.printConfig) return printConfig(experiment, configuration, flags, context);
  const planned = plan(await requestFrom(experiment, registry, configuration, flags, context));
  if (flags.dryRun) return printPlan(planned, lanes, flags, context);
  await announce([planned], lanes, context);
  const made = await makeRuns(context, registry, [planned], { lanes });
  if (flags.json) for (const one of made.runs) printJson(context.terminal, "run", describeOutcome(one));
  else for (const one of made.runs) printOutcome(one, context.terminal);
  return exitCodeOf(made);
}

async function requestFrom(
  experiment: Experiment,
  { own }: Registry,
  { values, engine }: Configuration,
  flags: RunFlags,
  { argv }: Context,
): Promise<RunRequest> {
  const { chooseEngine } = await import("../engine/compilers.node.js");
  return {
    experiment,
    ...(own && { module: own }),
    settings: values,
    engine: await chooseEngine(engine),
    runs: flags.runs ?? "runs",
    force: flags.force ?? false,
    argv,
  };
}

function printConfig(
  experiment: Experiment,
  { values, sources, engine }: Configuration,
  flags: RunFlags,
  { terminal }: Context,
): number {
  if (flags.json) {
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

async function printPlan(planned: PlannedRun, lanes: number, flags: RunFlags, { terminal }: Context): Promise<number> {
  const { experiment, settings, engine } = planned.request;
  const id = runId(configOf(planned.request));
  const jobs = experiment.jobs(settings);
  const outlook = await lookAhead(planned.request);
  const wait = expectedWait([shareOf(planned, outlook.open.length)], lanes);
  if (flags.json) {
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
