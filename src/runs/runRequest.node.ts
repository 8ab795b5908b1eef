/** What a run is asked to be, what it tells, and how it ends. */
import { join } from "node:path";
import type { EngineChoice } from "../engine/compilers.node.js";
import type { Experiment, Job, Verdict } from "../protocols.js";
import { CONFIG_VERSION, type OwnModule, type RunConfig } from "./config.js";
import { readFinished } from "./readRun.node.js";
import type { StoredVerdicts } from "./runFiles.js";
import { runId, type Settings } from "./runId.js";
import type { JobFailure, ScheduleEvents } from "./schedule.js";

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

/** A run to be made, and who is told of it. */
export interface HeardRun {
  readonly request: RunRequest;
  readonly events: RunEvents;
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

/** Its name and its folder. */
export const placeOf = (request: RunRequest) => {
  const id = runId(configOf(request));
  return { id, path: join(request.runs, id) };
};

export const pickJudged = ({ verdicts, seeds }: Pick<StoredVerdicts, "verdicts" | "seeds">) => ({ verdicts, seeds });
