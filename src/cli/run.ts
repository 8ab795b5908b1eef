/** `purecell run` */
import type { Experiment } from "../protocols.js";
import { configOf, findExperiment, loadRegistry, type RunRequest, runId } from "../runs/index.js";
import { type Context, EXIT, printJson } from "./context.js";
import { duration } from "./duration.js";
import { describeOutcome, exitCodeOf, printOutcome } from "./outcome.js";
import { announce, expectedWait, lanesFrom, makeRuns, type PlannedRun, plan } from "./session.js";
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
  const registry = await loadRegistry(context.registry);
  const experiment = findExperiment(registry, name);
  const configuration = configurationFrom(experiment, flags);
  const lanes = lanesFrom(flags.jobs);
  if (flags.printConfig) return printConfig(experiment, configuration, flags, context);
  const planned = plan(await requestFrom(experiment, configuration, flags, context));
  if (flags.dryRun) return printPlan(planned, lanes, flags, context);
  announce([planned], lanes, context);
  const made = await makeRuns(context, registry, [planned], { lanes });
  if (flags.json) for (const one of made.runs) printJson(context.terminal, "run", describeOutcome(one));
  else for (const one of made.runs) printOutcome(one, context.terminal);
  return exitCodeOf(made);
}

async function requestFrom(
  experiment: Experiment,
  { values, engine }: Configuration,
  flags: RunFlags,
  { argv }: Context,
): Promise<RunRequest> {
  const { chooseEngine } = await import("../engine/compilers.node.js");
  return {
    experiment,
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

function printPlan(planned: PlannedRun, lanes: number, flags: RunFlags, { terminal }: Context): number {
  const { experiment, settings } = planned.request;
  const id = runId(configOf(planned.request));
  const jobs = experiment.jobs(settings);
  const wait = expectedWait([planned], lanes);
  if (flags.json) {
    printJson(terminal, "run --dry-run", { id, jobs, lanes, expectedSeconds: wait, settings });
    return EXIT.done;
  }
  terminal.out(`${id}: ${jobs.length} jobs, ${lanes} at a time, about ${duration(wait)}`);
  for (const { id: job, condition, seed } of jobs) terminal.out(`  ${job}  (${condition}, seed ${seed})`);
  return EXIT.done;
}
