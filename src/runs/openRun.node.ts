/** A run whose folder is open: jobs, check, figures, and a folder that holds them all. */
import type { Experiment, Job, JobResult } from "../protocols.js";
import { gatherMetrics } from "./batches/files.node.js";
import { canonicalJson } from "./canonicalJson.js";
import { RunFolder } from "./folder.node.js";
import type { JobTask } from "./jobRunner.js";
import { judge, seedBySeed } from "./judge.js";
import { openImages } from "./openImages.node.js";
import { takeFromOtherRuns } from "./otherRuns.node.js";
import { describeMachine, type Machine, readSessions, versions } from "./provenance.node.js";
import { publish } from "./publish.node.js";
import { runId, type Settings } from "./runId.js";
import {
  configOf,
  pickJudged,
  placeOf,
  type RunEvents,
  type RunOutcome,
  type RunRequest,
  TIME_IS_UP,
} from "./runRequest.node.js";
import type { JobFailure, ScheduleEvents } from "./schedule.js";
import type { Shelf } from "./shelf.node.js";

/** A run whose folder is open: its jobs that are left, and how to judge it once they are done. */
export class OpenRun {
  readonly tasks: readonly JobTask[];
  /** Of its jobs; everything is written to the folder first. */
  readonly events: ScheduleEvents;
  readonly #folder: RunFolder;
  readonly #request: RunRequest;
  readonly #jobs: readonly Job[];
  readonly #session: Session;
  readonly #failures: JobFailure[] = [];

  private constructor(folder: RunFolder, request: RunRequest, jobs: readonly Job[], open: readonly Job[], kept: Kept) {
    this.#folder = folder;
    this.#request = request;
    this.#jobs = jobs;
    this.#session = kept.session;
    this.tasks = open.map((job) => taskOf(folder, job));
    const failed = (failure: JobFailure) => {
      this.#failures.push(failure);
      kept.events.failed(failure);
    };
    this.events = { ...kept.events, failed };
  }

  static async open(request: RunRequest, events: RunEvents, shelf?: Shelf): Promise<OpenRun> {
    const { experiment, settings } = request;
    await experiment.prepare?.(settings, openImages);
    const folder = await RunFolder.open(request.runs, configOf(request), request.force);
    try {
      gatherMetrics(folder.file("jobs"), ({ job, ...line }) => folder.appendMetrics(job, line));
      const session = await startSession(folder, request);
      const jobs = seedBySeed(checkedJobs(experiment, settings), settings);
      const done = new Set(await finishedJobs(folder, request, jobs, events, shelf));
      for (const id of done) folder.discardCheckpoint(id);
      const isDone = ({ id }: Job) => done.has(id);
      events.opened({ id: runId(folder.config), path: folder.path, jobs, done: jobs.filter(isDone) });
      const open = jobs.filter((job) => !isDone(job));
      return new OpenRun(folder, request, jobs, open, { session, events: keeping(folder, events) });
    } catch (error) {
      folder.close();
      throw error;
    }
  }

  /** Judges and publishes, unless it was interrupted. */
  async conclude(signal: AbortSignal): Promise<RunOutcome> {
    const outcome = await conclude(this.#folder, this.#request, this.#jobs, this.#session.machine, this.events, signal);
    await this.#session.end();
    const failures = this.#failures;
    return { ...placeOf(this.#request), ...outcome, failures, status: failures.length > 0 ? "failed" : outcome.status };
  }

  /** Leaves its jobs to others. */
  async suspend(): Promise<void> {
    await this.#session.end();
    this.close();
  }

  close(): void {
    this.#folder.close();
  }
}

interface Kept {
  readonly session: Session;
  readonly events: ScheduleEvents;
}

/** Ids of the jobs that need not run: finished in this folder or, unless everything is to be fresh, by another run. */
async function finishedJobs(
  folder: RunFolder,
  { runs, force, experiment: { choosing = [] } }: RunRequest,
  jobs: readonly Job[],
  events: RunEvents,
  shelf: Shelf | undefined,
): Promise<string[]> {
  const own = (await readResults(folder, jobs, events)).map(({ job }) => job.id);
  const missing = jobs.filter(({ id }) => !own.includes(id));
  const taken = force
    ? []
    : await takeFromOtherRuns(runs, folder, choosing, missing, keeping(folder, events).note, shelf);
  return [...own, ...taken.map(({ id }) => id)];
}

async function conclude(
  folder: RunFolder,
  { experiment, settings }: RunRequest,
  jobs: readonly Job[],
  machine: Machine,
  events: Pick<ScheduleEvents, "note">,
  signal: AbortSignal,
): Promise<Pick<RunOutcome, "status" | "verdicts" | "seeds">> {
  if (signal.aborted && signal.reason !== TIME_IS_UP) return { status: "interrupted", verdicts: [], seeds: [] };
  const judgement = judge(experiment, settings, jobs, await readResults(folder, jobs, events));
  await publish(folder, experiment, machine, judgement);
  return { status: judgement.complete ? "complete" : "time is up", ...pickJudged(judgement) };
}

/** Also fresh results are read back from the folder, so that a resumed run judges exactly the same values. */
async function readResults(
  folder: RunFolder,
  jobs: readonly Job[],
  events: Pick<ScheduleEvents, "note">,
): Promise<JobResult[]> {
  const results = await Promise.all(jobs.map(({ id }) => folder.readResult(id, events.note)));
  return results.filter((result) => result !== undefined);
}

function taskOf(folder: RunFolder, job: Job): JobTask {
  const { experiment, settings, engine } = folder.config;
  return { experiment, settings, backend: engine, job, checkpoint: folder.checkpoint(job.id) };
}

/** The events, after each has been written to the folder. */
function keeping(folder: RunFolder, events: RunEvents): ScheduleEvents {
  return {
    started(job) {
      folder.log(`start ${job.id}`);
      events.started(job);
    },
    progress(job, progress) {
      folder.appendMetrics(job.id, progress);
      events.progress(job, progress);
    },
    async finished(result) {
      await folder.writeResult(result);
      folder.log(`done ${result.job.id}`);
      await events.finished(result);
    },
    failed(failure) {
      folder.log(`failed ${failure.job.id}: ${failure.error.stack ?? failure.error.message}`);
      events.failed(failure);
    },
    note(text) {
      folder.log(text);
      events.note(text);
    },
  };
}

/** Records this session in the provenance; `end` records when it was over. */
async function startSession(folder: RunFolder, { experiment, engine, argv }: RunRequest): Promise<Session> {
  const earlier = readSessions(folder.file("provenance.json"));
  const machine = describeMachine(experiment.version, engine);
  const started = { argv, start: new Date().toISOString(), ...versions(engine.backend) };
  const record = (end: { end?: string }) =>
    folder.writeJson("provenance.json", { ...machine, sessions: [...earlier, { ...started, ...end }] });
  await record({});
  const nodes = new Set([...earlier.flatMap(({ node }) => node ?? []), machine.node]);
  return { machine: { ...machine, node: [...nodes].join(", ") }, end: () => record({ end: new Date().toISOString() }) };
}

interface Session {
  /** With every Node that worked on the run. */
  readonly machine: Machine;
  end(): Promise<void>;
}

/** Job ids become file names, so an experiment that repeats one or uses other signs is a bug worth stopping for. */
function checkedJobs(experiment: Experiment, settings: Settings): readonly Job[] {
  const jobs = experiment.jobs(settings);
  const ids = jobs.map(({ id }) => id);
  const unfit = ids.find((id, index) => !/^[\w.-]+$/.test(id) || ids.indexOf(id) !== index);
  if (unfit === undefined) return jobs;
  throw new Error(`job id ${canonicalJson(unfit)} of ${experiment.id} is repeated or not fit for a file name`);
}
