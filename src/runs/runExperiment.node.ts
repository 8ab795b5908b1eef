/** An experiment from settings to report: jobs, check, figures, and a folder that holds them all. */
import { join } from "node:path";
import type { EngineChoice } from "../engine/compilers.node.js";
import type { Experiment, Job, JobResult, Verdict } from "../protocols.js";
import { canonicalJson } from "./canonicalJson.js";
import { CONFIG_VERSION, type OwnModule, type RunConfig } from "./config.js";
import { RunFolder } from "./folder.node.js";
import type { JobRunner, JobTask } from "./jobRunner.js";
import { judge, seedBySeed } from "./judge.js";
import { openImages } from "./openImages.node.js";
import { takeFromOtherSeeds } from "./otherSeeds.node.js";
import { describeMachine, type Machine, readSessions, versions } from "./provenance.node.js";
import { publish } from "./publish.node.js";
import { readFinished } from "./readRun.node.js";
import type { StoredVerdicts } from "./runFiles.js";
import { runId, type Settings } from "./runId.js";
import { type JobFailure, type ScheduleEvents, schedule } from "./schedule.js";

/** What to run, where to keep it, and what to do with what is there. */
export interface RunRequest {
  readonly experiment: Experiment;
  /** Where the experiment comes from, if not from purecell. */
  readonly module?: OwnModule;
  readonly settings: Settings;
  readonly engine: EngineChoice;
  /** The folder that holds the run folders. */
  readonly runs: string;
  /** Throw away what an earlier run left. */
  readonly force: boolean;
  /** The command line, for the record. */
  readonly argv: readonly string[];
}

/** What a run tells while it goes on. */
export interface RunEvents extends ScheduleEvents {
  /** Before the first job; `done` are jobs finished by an earlier, interrupted run, or by one of other seeds. */
  opened(run: {
    readonly id: string;
    readonly path: string;
    readonly jobs: readonly Job[];
    readonly done: Job[];
  }): void;
}

/** How a run ended. "time is up": stopped by `TIME_IS_UP`, its whole seeds judged. */
export type RunStatus = "already done" | "complete" | "failed" | "time is up" | "interrupted";

/** What came of a run. */
export interface RunOutcome {
  readonly id: string;
  readonly path: string;
  readonly status: RunStatus;
  /** Partial (and marked so) unless the run is complete; empty where no seed is whole or nothing was judged. */
  readonly verdicts: readonly Verdict[];
  readonly seeds: readonly number[];
  readonly failures: readonly JobFailure[];
}

/** Reason of an abort after which the whole seeds are judged all the same. */
export const TIME_IS_UP = "time is up";

/** What the run computes, as `config.json` will say it. */
export function configOf({ experiment, module, settings, engine }: RunRequest): RunConfig {
  const { id, version } = experiment;
  return {
    schemaVersion: CONFIG_VERSION,
    experiment: id,
    experimentVersion: version,
    settings,
    engine: engine.backend,
    ...(module && { module }),
  };
}

/** What an earlier run of the same configuration, version and engine has concluded; undefined where there is none. */
export function finishedRun(request: RunRequest): StoredVerdicts | undefined {
  const config = configOf(request);
  return request.force ? undefined : readFinished(join(request.runs, runId(config)), config);
}

/**
 * Runs what an earlier run of the same configuration has not finished, judges, draws and reports. When `signal` aborts,
 * running jobs save their state; the same call later goes on from there, and ends with the same results bit for bit.
 * Throws InputError or UsageError where the folder, or a file that the settings name, cannot be used.
 */
export async function runExperiment(
  request: RunRequest,
  runner: JobRunner,
  events: RunEvents,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const config = configOf(request);
  const id = runId(config);
  const path = join(request.runs, id);
  const earlier = finishedRun(request);
  if (earlier) return { id, path, status: "already done", failures: [], ...pickJudged(earlier) };
  await request.experiment.prepare?.(request.settings, openImages);
  const folder = await RunFolder.open(request.runs, config, request.force);
  try {
    return { id, path, ...(await runInFolder(folder, request, runner, events, signal)) };
  } finally {
    folder.close();
  }
}

const pickJudged = ({ verdicts, seeds }: Pick<StoredVerdicts, "verdicts" | "seeds">) => ({ verdicts, seeds });

type FolderOutcome = Omit<RunOutcome, "id" | "path">;

async function runInFolder(
  folder: RunFolder,
  request: RunRequest,
  runner: JobRunner,
  events: RunEvents,
  signal: AbortSignal,
): Promise<FolderOutcome> {
  const { experiment, settings } = request;
  const session = await startSession(folder, request);
  const jobs = seedBySeed(checkedJobs(experiment, settings), settings);
  const done = await finishedJobs(folder, request, jobs, events);
  for (const id of done) folder.discardCheckpoint(id);
  events.opened({
    id: runId(folder.config),
    path: folder.path,
    jobs,
    done: jobs.filter((job) => done.includes(job.id)),
  });
  const tasks = jobs.filter((job) => !done.includes(job.id)).map((job) => taskOf(folder, job));
  const failures = await schedule(tasks, runner, keeping(folder, events), signal);
  const outcome = await conclude(folder, request, jobs, session.machine, events, signal);
  await session.end();
  return { ...outcome, failures, status: failures.length > 0 ? "failed" : outcome.status };
}

/** Ids of the jobs that need not run: finished in this folder or, unless everything is to be fresh, by a run of other seeds. */
async function finishedJobs(
  folder: RunFolder,
  { runs, force }: RunRequest,
  jobs: readonly Job[],
  events: RunEvents,
): Promise<string[]> {
  const own = (await readResults(folder, jobs, events)).map(({ job }) => job.id);
  const missing = jobs.filter(({ id }) => !own.includes(id));
  const taken = force ? [] : await takeFromOtherSeeds(runs, folder, missing, keeping(folder, events).note);
  return [...own, ...taken.map(({ id }) => id)];
}

/** Judges and publishes, unless the run was interrupted. */
async function conclude(
  folder: RunFolder,
  { experiment, settings }: RunRequest,
  jobs: readonly Job[],
  machine: Machine,
  events: RunEvents,
  signal: AbortSignal,
): Promise<Omit<FolderOutcome, "failures">> {
  if (signal.aborted && signal.reason !== TIME_IS_UP) return { status: "interrupted", verdicts: [], seeds: [] };
  const judgement = judge(experiment, settings, jobs, await readResults(folder, jobs, events));
  await publish(folder, experiment, machine, judgement);
  return { status: judgement.complete ? "complete" : "time is up", ...pickJudged(judgement) };
}

/** Also fresh results are read back from the folder, so that a resumed run judges exactly the same values. */
async function readResults(folder: RunFolder, jobs: readonly Job[], events: RunEvents): Promise<JobResult[]> {
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
