/** Who carries out a job: this thread, or worker threads. `schedule` does not care which. */
import type { Backend, Experiment, Job, JobProgress, JobResult } from "../protocols.js";
import type { OwnModule } from "./config.js";
import type { Settings } from "./runId.js";

/** All that a job needs, as plain data, so that it can be sent to another thread. */
export interface JobTask {
  readonly experiment: string;
  readonly settings: Settings;
  readonly backend: Backend;
  readonly job: Job;
  /** File of its checkpoint. */
  readonly checkpoint: string;
  /** Seconds between saved states at least, where writing them is dear; whoever is asked to stop saves at once. */
  readonly checkpointEvery?: number;
}

/** What a job tells while it runs. */
export interface JobEvents {
  progress(progress: JobProgress): void;
  /** Something a person should know, e.g. that a checkpoint was damaged. */
  note(text: string): void;
}

/** Carries out jobs until it is closed. */
export interface JobRunner {
  /** How many jobs run side by side. */
  readonly lanes: number;
  /** Rejects with Interrupted where `signal` stopped it with its state saved, and with JobError where it failed. */
  run(task: JobTask, events: JobEvents, signal: AbortSignal): Promise<JobResult>;
  close(): Promise<void>;
}

/** The experiments a command can name, and the module they come from, which worker threads import too. */
export interface Registry {
  readonly experiments: Readonly<Record<string, Experiment>>;
  /** Names of those that show the main claims. */
  readonly headlines: readonly string[];
  /** Names of those that are run at their `start` size where all are run. */
  readonly abridged?: readonly string[];
  /** A `file:` address of a module that exports `experiments`, or an experiment of the user's. */
  readonly module: string;
  /** The module, where it is the user's. */
  readonly own?: OwnModule;
}
