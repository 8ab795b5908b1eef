/** Jobs that processes on other computers carry out, with nothing between them but a folder that all of them see. */
import type { Backend } from "../../protocols.js";
import type { OwnModule } from "../config.js";
import type { Settings } from "../runId.js";
import type { SlurmOptions } from "./slurmOptions.js";

/** A run whose jobs are in the batch. */
export interface BatchRun {
  /** Name of its folder, which lies beside the folder of batches. */
  readonly run: string;
  readonly experiment: string;
  readonly experimentVersion: number;
  readonly settings: Settings;
  readonly backend: Backend;
}

/** One job, by the place of its run in the batch. */
export interface BatchJob {
  readonly run: number;
  readonly job: string;
}

/** `batch.json`: everything that a process which carries out a part of it needs to know. */
export interface Batch {
  readonly schemaVersion: 1;
  readonly id: string;
  /** Address of the module that exports the experiments. */
  readonly module: string;
  /** The module, where it is the user's. */
  readonly own?: OwnModule;
  readonly runs: readonly BatchRun[];
  /** What one process carries out, one job after another. */
  readonly bundles: readonly (readonly BatchJob[])[];
  /** Jobs side by side in each process. */
  readonly lanes: number;
  /** What is asked of the scheduler, for every round. */
  readonly options: SlurmOptions;
  /** The command line that judges what is there, once the bundles are done. */
  readonly conclude: readonly string[];
}

/**
 * What carries out bundles: the one thing to write for another scheduler. Slurm's is `slurm.node.ts`. Nothing but submitting goes
 * through it: what has become of the jobs is read from their files.
 */
export interface Scheduler {
  readonly name: string;
  /** The script of one bundle, as it is submitted. */
  readonly script: (batch: Batch, folder: string) => string;
  /** Submits these bundles, and after them, whatever became of them, the conclusion. Resolves to the ids the scheduler gave. */
  readonly submit: (batch: Batch, folder: string, bundles: readonly number[]) => Promise<Submission>;
  /** Whether any of these is waiting or running; undefined where the scheduler cannot be asked from here. */
  readonly isAlive: (submission: Submission) => Promise<boolean | undefined>;
  /** Whether a person cancelled any of it: what they stopped is not started again. */
  readonly wasCancelled: (submission: Submission) => Promise<boolean>;
}

/** What a scheduler calls the bundles and the conclusion. */
export interface Submission {
  readonly scheduler: string;
  readonly ids: readonly string[];
}
