/** Runs: what is computed, by whom, and the folder that keeps it. For Node alone. */

export { batchFolder, type JobsSeen, lookAtJobs, readBatch, readRounds } from "./batches/files.node.js";
export { filesRunner } from "./batches/filesRunner.js";
export type { Batch, BatchJob, BatchRun, Scheduler, Submission } from "./batches/protocols.js";
export { resubmitLost } from "./batches/resubmit.node.js";
export { mostBundles, slurm } from "./batches/slurm.node.js";
export { parseSlurmOptions, type SlurmOptions } from "./batches/slurmOptions.js";
export { RESUBMITTED, STOPPED } from "./batches/slurmScript.js";
export { type BatchOptions, batchOf, submit } from "./batches/submit.node.js";
export { work } from "./batches/work.node.js";
export {
  CONFIG_VERSION,
  type OwnModule,
  type PartialConfig,
  parsePartialConfig,
  parseRunConfig,
  type RunConfig,
} from "./config.js";
export { makeFolder, nearestFolder, readText, writeDurably } from "./durable.node.js";
export { RunFolder } from "./folder.node.js";
export { inProcessRunner } from "./inProcess.node.js";
export type { JobEvents, JobRunner, JobTask, Registry } from "./jobRunner.js";
export { brokenPromises, type Judgement, judge } from "./judge.js";
export { readMetrics } from "./metricsLog.node.js";
export { lookAhead, type Outlook } from "./outlook.node.js";
export { loadOwnExperiment, reloadOwnExperiment } from "./ownExperiment.node.js";
export { isPath } from "./ownModule.node.js";
export { type Provenance, packageVersion } from "./provenance.node.js";
export { findRun, listRuns, readReport, readRun, readScores, type StoredRun } from "./readRun.node.js";
export { findExperiment, loadRegistry } from "./registry.js";
export { runExperiment, runTogether } from "./runExperiment.node.js";
export type { MetricsLine, StoredVerdicts } from "./runFiles.js";
export { type RunIdentity, runId, type Settings } from "./runId.js";
export { lookAtProgress, type RunningJob, type RunProgress } from "./runProgress.node.js";
export {
  configOf,
  finishedRun,
  type HeardRun,
  type RunEvents,
  type RunOutcome,
  type RunRequest,
  type RunStatus,
  TIME_IS_UP,
} from "./runRequest.node.js";
export { type JobFailure, type ScheduleEvents, schedule } from "./schedule.js";
export { leadingScore, type MeasuredJob, type Score, scoreNames } from "./scores.js";
export { parseSeed, parseSeeds } from "./seeds.js";
export {
  type MergedSettings,
  mergeSettings,
  parseAssignments,
  type SettingsLayer,
} from "./settings.js";
export { Shelf } from "./shelf.node.js";
export { workerRunner, workersAvailable } from "./workers.node.js";
