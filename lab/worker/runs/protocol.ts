/** What the page and the worker say about finished and unfinished runs. */
import type { Figure, Verdict } from "../../../src/protocols.js";
import type { Values } from "../values.js";

/** A file of a run folder; `path` begins with the folder's name where a folder was dropped or served. */
export interface RunFile {
  readonly path: string;
  readonly content: Blob;
}

/** What one job logged while it ran. */
export interface RunCurve {
  readonly condition: string;
  readonly seed: number;
  /** [records], ascending */
  readonly steps: readonly number[];
  /** By metric, each [records]; NaN where nothing was logged */
  readonly metrics: Readonly<Record<string, readonly number[]>>;
}

/** The numbers of a finished job, inner ones by a path such as "energies.objective". */
export interface RunResult {
  readonly condition: string;
  readonly seed: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface OpenedRun {
  readonly name: string;
  readonly experiment: string;
  /** Of the experiment, where a report says it. */
  readonly title: string;
  readonly claim: string;
  readonly source: string;
  readonly engine: string;
  readonly settings: Values;
  readonly verdicts: readonly Verdict[];
  readonly figures: readonly Figure[];
  readonly curves: readonly RunCurve[];
  readonly results: readonly RunResult[];
  /** What is missing or could not be read, and why. */
  readonly notes: readonly string[];
  /** Judged, with all of its jobs. */
  readonly complete: boolean;
  /** Jobs with a result. */
  readonly jobsDone: number;
  /** Jobs that have reported and have no result yet. */
  readonly running: readonly RunningPart[];
}

export interface RunningPart {
  readonly job: string;
  /** Of its training, 0 to 1. */
  readonly fraction: number;
}

/** A grid, or draws, of settings, each a run of its own. */
export interface OpenedSweep {
  readonly name: string;
  readonly experiment: string;
  /** Names of the settings that vary. */
  readonly axes: readonly string[];
  readonly members: readonly { readonly run: string; readonly varied: Values; readonly jobs: number }[];
}

export interface OpenedRuns {
  readonly runs: readonly OpenedRun[];
  readonly sweeps: readonly OpenedSweep[];
}

/** What is drawn of a sweep. */
export interface SweepPicture {
  /** Undefined where there is nothing to draw, or more axes than a picture has. */
  readonly figure?: Figure;
  /** All scores that could be shown, and the one that is. */
  readonly known: readonly string[];
  readonly score: string;
}
