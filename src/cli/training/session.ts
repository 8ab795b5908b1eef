/** What `run` and `reproduce` share: the runner, the live progress, and stopping in good order. */
import { PurecellError } from "../../math/errors.js";
import {
  filesRunner,
  inProcessRunner,
  type JobRunner,
  type Registry,
  type RunEvents,
  runExperiment,
  runTogether,
  TIME_IS_UP,
  workerRunner,
  workersAvailable,
} from "../../runs/index.js";
import type { Context } from "../context.js";
import type { Where } from "../flags/where.js";
import { duration } from "../terminal/duration.js";
import { noteMissingPng } from "../terminal/pngNote.js";
import { reportError } from "../terminal/reportError.js";
import { resumeCommand } from "../terminal/resumeCommand.js";
import { stopSignal } from "../terminal/stopSignal.js";
import type { MadeRun, MadeRuns } from "./outcome.js";
import { expectedWait, type PlannedRun } from "./plannedRun.js";
import { Progress } from "./progress.js";

export interface SessionOptions {
  /** Undefined where nothing is computed, and what is there is judged. */
  readonly lanes: number | undefined;
  /** Stop in good order after this many seconds. */
  readonly limit?: number;
  /** Jobs of different runs side by side, rather than one run after another. */
  readonly together?: boolean;
}

/** Says, before anything starts, what will happen and how long it should take, run by run. `limit` in seconds. */
export async function announce(
  runs: readonly PlannedRun[],
  lanes: number | undefined,
  { terminal }: Context,
  limit?: number,
): Promise<void> {
  if (lanes === undefined) return sayMissing(runs, terminal);
  const [only, ...others] = runs;
  const what = others.length === 0 && only ? only.request.experiment.id : `${runs.length} experiments`;
  const jobs = runs.reduce((sum, run) => sum + run.jobs.length, 0);
  const left = runs.reduce((sum, run) => sum + run.outlook.open.length, 0);
  const there = left < jobs ? `, ${left} of them left` : "";
  const wait = duration(expectedWait(runs, lanes));
  const until = limit === undefined ? "" : `, stopping after ${duration(limit)}`;
  terminal.say(`${what}: ${jobs} jobs${there}, ${lanes} at a time, about ${wait} from the start${until}`);
  if (others.length > 0) for (const line of eachExpected(runs, lanes)) terminal.say(line);
  if (only) {
    const { engineText } = await import("./engineText.js");
    terminal.say(engineText(runs.map(({ request }) => request)));
  }
  await noteMissingPng(terminal);
}

/** Where nothing is computed. */
function sayMissing(runs: readonly PlannedRun[], { say }: Context["terminal"]): void {
  const missing = runs.reduce((sum, { outlook }) => sum + outlook.open.length, 0);
  if (missing > 0) say(`${missing} jobs have no result yet: only whole seeds are judged`);
}

/** A line for every run: its jobs, and how long they should take. */
function eachExpected(runs: readonly PlannedRun[], lanes: number): string[] {
  const width = Math.max(...runs.map(({ label }) => label.length));
  return runs.map((run) => {
    const { label, outlook } = run;
    const name = label.padEnd(width);
    if (outlook.open.length === 0) return `  ${name}  already done`;
    return `  ${name}  ${`${outlook.open.length}`.padStart(4)} jobs  about ${duration(expectedWait([run], lanes))}`;
  });
}

/**
 * Makes the runs one after another, `lanes` jobs at a time. Those after an interruption or the time limit are left out.
 */
export async function makeRuns(
  context: Context,
  registry: Registry,
  runs: readonly PlannedRun[],
  options: SessionOptions,
): Promise<MadeRuns> {
  const stop = stopOrLimit(context, options.limit);
  const runner = makeRunner(registry, options.lanes);
  const progress = new Progress(context.terminal, runner.lanes);
  try {
    for (const planned of runs) progress.expect(planned);
    const make = options.together ? together : inOrder;
    const made = await make(runs, runner, progress, stop.signal);
    return { runs: made, interrupted: wasInterrupted(made, runs.length, stop.signal) };
  } finally {
    progress.close();
    stop.release();
    await runner.close();
  }
}

/** Jobs side by side; undefined where none is computed. */
export const lanesOf = (where: Exclude<Where, { kind: "slurm" }>): number | undefined =>
  where.kind === "local" ? where.lanes : undefined;

const makeRunner = (registry: Registry, lanes: number | undefined): JobRunner =>
  lanes === undefined ? filesRunner : workersAvailable ? workerRunner(registry, lanes) : inProcessRunner(registry);

type Make = (
  runs: readonly PlannedRun[],
  runner: JobRunner,
  progress: Progress,
  signal: AbortSignal,
) => Promise<MadeRun[]>;

const inOrder: Make = async (runs, runner, progress, signal) => {
  const made: MadeRun[] = [];
  for (const { request, label } of runs) {
    if (signal.aborted) break;
    const outcome = await runExperiment(request, runner, narrate(label, progress), signal);
    made.push({ request, outcome });
    progress.leave(label);
  }
  return made;
};

const together: Make = async (runs, runner, progress, signal) => {
  const heard = runs.map(({ request, label }) => ({ request, events: narrate(label, progress) }));
  const outcomes = await runTogether(heard, runner, signal, (place) => progress.leave(runs[place].label));
  return outcomes.flatMap((outcome, place) => (outcome ? [{ request: runs[place].request, outcome }] : []));
};

/** A request to stop that came while the last run was being concluded has stopped nothing. */
const wasInterrupted = (made: readonly MadeRun[], planned: number, { aborted, reason }: AbortSignal): boolean =>
  made.some(({ outcome }) => outcome.status === "interrupted") ||
  (aborted && reason !== TIME_IS_UP && made.length < planned);

function narrate(label: string, progress: Progress): RunEvents {
  return {
    opened({ path, jobs, done }) {
      if (done.length > 0) progress.say(`${label}: going on in ${path}, ${done.length} of ${jobs.length} jobs done`);
      progress.enter(label, new Set(done.map(({ id }) => id)));
    },
    started: ({ id }) => progress.started(label, id),
    progress: ({ id }, latest) => progress.update(label, id, latest),
    finished: ({ job }) => progress.ended(label, job.id),
    failed({ job, error }) {
      progress.ended(label, job.id);
      progress.say(`${label}: ${job.id} failed: ${error.message}`);
      if (!(error instanceof PurecellError)) reportError(error, progress);
    },
    note: (text) => progress.say(`${label}: ${text}`),
  };
}

/** Aborts at a request to stop, and when `limit` seconds are over. */
function stopOrLimit(context: Context, limit: number | undefined) {
  const asked = stopSignal(context, [
    "\nStopping: saving the state of running jobs (once more to stop at once).",
    `To go on later: ${resumeCommand(context.argv)}`,
  ]);
  const over = new AbortController();
  const timer = limit === undefined ? undefined : setTimeout(() => over.abort(TIME_IS_UP), limit * 1000);
  return {
    signal: AbortSignal.any([asked.signal, over.signal]),
    release() {
      clearTimeout(timer);
      asked.release();
    },
  };
}
