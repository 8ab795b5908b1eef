import { UsageError } from "../../../math/errors.js";
import {
  type Convention,
  type DrawingOptions,
  type DrawSource,
  drawingDefaults,
  type MetricRequest,
  type NullKind,
} from "../../../metrics/index.js";
import { given } from "../../flags/flag.js";
import { type Form, formFrom } from "../../flags/output.js";
import { type WantedRecording, wantedRecording } from "../../flags/recording.js";
import type { MeasureFlags } from "./flags.js";
import { metricsFrom } from "./metrics.js";

/** Of rows that follow each other in time; what was not given comes from their autocorrelation. */
export interface TimeSeries {
  readonly block: number | undefined;
  readonly shift: number | undefined;
}

/** Which columns name the epochs and trials of rows, and how their codes are compared. */
export interface WantedEpochs {
  readonly epoch: string;
  readonly trial: string | undefined;
  /** null: as many as stand out of the noise. */
  readonly dimensions: number | null;
  readonly draws: number | undefined;
}

export interface MeasureRequest {
  readonly file: string;
  readonly recording: WantedRecording;
  readonly metrics: readonly MetricRequest[];
  readonly convention: Convention;
  /** Blocks and shifts in rows of the file. */
  readonly drawing: DrawingOptions;
  /** Undefined where the rows are none. */
  readonly timeSeries: TimeSeries | undefined;
  /** Draws of the tests of single neurons; "usual" for as many as so many units need. */
  readonly selectivity: number | "usual";
  /** Threads. */
  readonly workers: number | undefined;
  readonly seed: number;
  /** Undefined where no epochs are compared. */
  readonly epochs: WantedEpochs | undefined;
  readonly form: Form;
  /** Folder of the report. */
  readonly out: string | undefined;
}

export function requestFrom([file]: readonly string[], flags: MeasureFlags): MeasureRequest {
  const { convention, timeSeries, block, shift, workers, seed, out } = flags;
  return {
    file,
    recording: wantedRecording(flags),
    metrics: metricsFrom(flags),
    convention,
    drawing: drawingFrom(flags),
    timeSeries: timeSeries ? { block, shift } : undefined,
    selectivity: selectivityFrom(flags),
    workers,
    seed,
    epochs: epochsFrom(flags),
    form: formFrom(flags),
    out,
  };
}

/** Throws UsageError for what goes with epochs alone, and for one table of two kinds of rows. */
function epochsFrom(flags: MeasureFlags): WantedEpochs | undefined {
  const { epoch, trial, dimensions, metrics, csv } = flags;
  if (epoch === undefined) {
    const useless = trial === undefined ? (dimensions === undefined ? undefined : "--dimensions") : "--trial";
    if (useless === undefined) return undefined;
    throw new UsageError(`${useless} is about epochs: name their column with --epoch.`);
  }
  if (csv && metrics !== undefined) {
    throw new UsageError(
      "--csv prints one table: that of --epoch, or that of --metrics. Leave one of them out, or take --json.",
    );
  }
  return { epoch, trial, dimensions: dimensions ?? null, draws: flags.null };
}

/** None by default beside chosen metrics or epochs, and without nulls. */
function selectivityFrom({ selectivity, metrics, epoch, null: nullDraws }: MeasureFlags): number | "usual" {
  return selectivity ?? (metrics !== undefined || epoch !== undefined || nullDraws === 0 ? 0 : "usual");
}

/** The null that answers whether single neurons matter goes first; as published, the one that is easiest to beat. */
function usualNulls({ timeSeries, convention }: MeasureFlags): readonly NullKind[] {
  const parted: NullKind = timeSeries ? "shifted" : "permuted";
  return convention === "paper" ? [parted, "rotated"] : ["rotated", parted];
}

/** What the flags say about draws; block and smallest shift of a time series come later, from its autocorrelation. */
function drawingFrom(flags: MeasureFlags): DrawingOptions {
  const {
    nullKind,
    null: nullDraws,
    intervals: intervalDraws,
    effort,
    block,
    shift: smallestShift,
    convention,
  } = flags;
  const required: DrawSource[] = [...(nullKind ?? []), ...(intervalDraws ? (["subsets"] as const) : [])];
  return {
    ...drawingDefaults,
    nulls: nullKind ?? usualNulls(flags),
    splits: convention === "paper" ? "each" : "same",
    ...given({ effort, nullDraws, intervalDraws, block, smallestShift }),
    required,
  };
}
