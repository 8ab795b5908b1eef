/** `purecell reproduce` */
import { join } from "node:path";
import { UsageError } from "../../../math/errors.js";
import type { BackendChoice, Experiment } from "../../../protocols.js";
import { findExperiment, loadRegistry, type Registry, readReport, writeDurably } from "../../../runs/index.js";
import { type Context, printJson } from "../../context.js";
import { describeOutcome, exitCodeOf, type MadeRun, printOutcome } from "../../training/outcome.js";
import { announce, lanesFrom, makeRuns, type PlannedRun, plan } from "../../training/session.js";
import { type Device, engineFrom, settingsAtSize, sizeOf } from "../../training/settings.js";
import { countVerdicts } from "../../training/verdictText.js";

export interface ReproduceFlags {
  readonly headlines?: boolean;
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly minutes?: string;
  readonly engine?: BackendChoice;
  readonly device?: Device;
  readonly jobs?: string;
  readonly runs?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export async function reproduce(names: readonly string[], flags: ReproduceFlags, context: Context): Promise<number> {
  const registry = await loadRegistry(context.registry);
  const experiments = chosenNames(names, flags, registry).map((name) => findExperiment(registry, name));
  const abridged = names.length === 0 ? (registry.abridged ?? []) : [];
  const lanes = lanesFrom(flags.jobs);
  const limit = secondsFrom(flags.minutes);
  const planned = await planAll(experiments, abridged, flags, context);
  await announce(planned, lanes, context, limit);
  const made = await makeRuns(context, registry, planned, { lanes, ...(limit === undefined ? {} : { limit }) });
  const report = await writeIndex(made.runs, flags.runs ?? "runs");
  if (flags.json)
    printJson(context.terminal, "reproduce", { runs: made.runs.map(describeOutcome), report: report ?? null });
  else printAll(made.runs, planned, report, context);
  return exitCodeOf(made);
}

/** As named, or all. */
function chosenNames(names: readonly string[], { headlines }: ReproduceFlags, registry: Registry): readonly string[] {
  if (headlines && names.length > 0) {
    throw new UsageError("--headlines stands for certain experiments; leave it out, or the names.");
  }
  if (names.length > 0) return names;
  return headlines ? registry.headlines : Object.keys(registry.experiments);
}

/** At the size asked for; else headlines, and those named in `abridged`, at their `start` size, and the others at their defaults. */
async function planAll(
  experiments: readonly Experiment[],
  abridged: readonly string[],
  flags: ReproduceFlags,
  { argv }: Context,
): Promise<PlannedRun[]> {
  const { chooseEngine } = await import("../../../engine/compilers.node.js");
  const engine = await chooseEngine(engineFrom(flags) ?? "auto");
  const sizeFor = ({ id }: Experiment) =>
    sizeOf(flags) ?? (flags.headlines || abridged.includes(id) ? "start" : undefined);
  const shared = { engine, runs: flags.runs ?? "runs", force: flags.force ?? false, argv };
  return experiments.map((experiment) =>
    plan({ ...shared, experiment, settings: settingsAtSize(experiment, sizeFor(experiment)).values }),
  );
}

/** Undefined where no limit was asked for. */
function secondsFrom(minutes: string | undefined): number | undefined {
  if (minutes === undefined) return undefined;
  const seconds = 60 * Number(minutes);
  if (Number.isFinite(seconds) && seconds > 0 && seconds < 2 ** 31 / 1000) return seconds;
  throw new UsageError(`--minutes takes a number above 0, such as 10 or 0.5; got "${minutes}".`);
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
  terminal.out(bold(`Together: ${countVerdicts(made.flatMap(({ outcome }) => outcome.verdicts))}`));
  if (report !== undefined) terminal.out(`Report over all: ${report}`);
}
