/** What `run`, `reproduce` and `sweep` do with `--on slurm`: bundle, submit, say how to follow. */
import { relative, resolve } from "node:path";
import { counted } from "../../math/words.js";
import {
  type BatchOptions,
  batchFolder,
  batchOf,
  mostBundles,
  type Registry,
  type SlurmOptions,
  submit,
} from "../../runs/index.js";
import { type Context, EXIT, printJson } from "../context.js";
import type { Form } from "../flags/output.js";
import type { Where } from "../flags/where.js";
import { duration } from "../terminal/duration.js";
import { quote, withFlag } from "../terminal/resumeCommand.js";
import { JobTimes } from "./jobTimes.js";
import type { PlannedRun } from "./plannedRun.js";
import { slurmHere, slurmOptions } from "./slurmHere.js";

/** Minutes of a bundle where nothing was asked for: long beside the start of a process, short beside a lost node. */
const BUNDLE = 30;

/** How it is called in answers, and where the answer goes. */
export interface Asking {
  readonly command: string;
  readonly form: Form;
  readonly dryRun: boolean;
  /** The run or sweep to follow, where it is one; else the batch is. */
  readonly follow?: string;
}

/** Submits what is left of the runs, or shows what would be submitted. Resolves to the exit code. */
export async function submitRuns(
  planned: readonly PlannedRun[],
  registry: Registry,
  { asked }: Extract<Where, { kind: "slurm" }>,
  context: Context,
  asking: Asking,
): Promise<number> {
  const options = slurmOptions(asked);
  const scheduler = slurmHere();
  const batchOptions = await batchOptionsOf(options, registry, context);
  const { terminal } = context;
  if (asking.dryRun) {
    const runs = planned.map(({ request, outlook, secondsPerJob }) => ({ request, open: outlook.open, secondsPerJob }));
    const batch = batchOf(runs, batchOptions);
    const script = scheduler.script(batch, batchFolder(resolve(planned[0].request.runs), batch.id));
    const expected = expectations(planned, batch.bundles.length, options);
    if (asking.form === "json") {
      printJson(terminal, `${asking.command} --dry-run`, {
        batch: batch.id,
        bundles: batch.bundles,
        ...expected,
        script,
      });
    } else {
      terminal.out(wordsOf(expected));
      terminal.out(script.trimEnd());
    }
    return EXIT.done;
  }
  const note = (text: string) => terminal.say(text);
  const events = { opened() {}, started() {}, progress() {}, finished() {}, failed() {}, note };
  const runs = planned
    .filter(({ outlook }) => outlook.open.length > 0 || outlook.taken.length > 0)
    .map(({ request, secondsPerJob }) => ({ request, events, secondsPerJob }));
  const submitted = runs.length === 0 ? undefined : await submit(runs, batchOptions, scheduler);
  if (submitted?.submission === undefined) {
    terminal.out(`nothing is left to compute. Judge it with: purecell ${batchOptions.conclude.map(quote).join(" ")}`);
    return EXIT.done;
  }
  const { batch, folder, submission } = submitted;
  const expected = expectations(planned, batch.bundles.length, options);
  if (asking.form === "json") {
    printJson(terminal, `${asking.command} --on slurm`, {
      batch: batch.id,
      folder,
      slurm: submission.ids,
      ...expected,
    });
    return EXIT.done;
  }
  terminal.out(wordsOf(expected));
  terminal.out(`submitted to Slurm as job array ${submission.ids[0]}, judged by job ${submission.ids[1]}`);
  terminal.out(`  follow   purecell show ${followed(asking, folder, planned)} --follow`);
  terminal.out(`  logs     ${relative(".", folder)}`);
  terminal.out(`  cancel   scancel ${submission.ids.join(" ")}`);
  return EXIT.done;
}

const followed = ({ follow }: Asking, folder: string, [{ request }]: readonly PlannedRun[]): string => {
  if (follow === undefined) return quote(relative(".", folder));
  return request.runs === "runs" ? follow : `${follow} --runs ${quote(request.runs)}`;
};

async function batchOptionsOf(options: SlurmOptions, registry: Registry, { argv }: Context): Promise<BatchOptions> {
  const { bundle = BUNDLE, jobs: lanes = 1 } = options;
  const words = argv.filter((word) => word !== "--force" && word !== "--dry-run");
  const conclude = withFlag(words, "--on", "files");
  return { registry, options, limits: { seconds: 60 * bundle, most: await mostBundles(), lanes }, conclude };
}

/** From the same estimate as without a cluster. */
function expectations(planned: readonly PlannedRun[], bundles: number, { throttle, jobs: lanes = 1 }: SlurmOptions) {
  const atOnce = Math.max(1, Math.min(throttle ?? bundles, bundles)) * lanes;
  const times = new JobTimes(atOnce);
  let seconds = 0;
  for (const { label, outlook, secondsPerJob } of planned)
    for (const id of outlook.open) {
      times.add(`${label}/${id}`, secondsPerJob);
      seconds += secondsPerJob;
    }
  const jobs = planned.reduce((sum, { outlook }) => sum + outlook.open.length, 0);
  return { jobs, bundleCount: bundles, atOnce, coreHours: seconds / 3600, expectedSeconds: times.remaining(0) };
}

const wordsOf = ({ jobs, bundleCount, atOnce, coreHours, expectedSeconds }: ReturnType<typeof expectations>): string =>
  `${counted(jobs, "job")} in ${counted(bundleCount, "bundle")}: ${coreHours < 10 ? coreHours.toPrecision(2) : Math.round(coreHours)} core hours, ` +
  `about ${duration(expectedSeconds)} once all of them run, ${counted(atOnce, "job")} at the same time`;
