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
    form: formFrom(flags),
    out,
  };
}

/** None by default beside chosen metrics, and without nulls. */
function selectivityFrom({ selectivity, metrics, null: nullDraws }: MeasureFlags): number | "usual" {
  return selectivity ?? (metrics !== undefined || nullDraws === 0 ? 0 : "usual");
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
