/** What is taken of a data file: the values of the flags that every command that reads data has. */
import type { MissingValue, OpenOptions } from "../io/index.js";
import { given } from "../math/given.js";

/** Seconds, or one bin for each trial. */
export type BinWidth = number | "trials";

export interface Selection {
  readonly binWidth: BinWidth | undefined;
  readonly use: readonly string[] | undefined;
  readonly samplingRate: number | undefined;
  readonly labels: readonly string[] | undefined;
  /** The table is stored as [columns x rows]. */
  readonly transpose: boolean;
  readonly leaveOut: readonly string[] | undefined;
  /** A table of intervals, or its file. */
  readonly inside: string | undefined;
  readonly missing: "refuse" | "leave-out" | undefined;
  /** Numbers that stand for no value. */
  readonly missingValue: readonly MissingValue[] | undefined;
}

export const wholeFile: Selection = {
  binWidth: undefined,
  use: undefined,
  samplingRate: undefined,
  labels: undefined,
  transpose: false,
  leaveOut: undefined,
  inside: undefined,
  missing: undefined,
  missingValue: undefined,
};

/** How a file is opened for such a selection. */
export const openingOf = ({
  binWidth,
  use,
  samplingRate,
  labels,
  leaveOut,
  missingValue: missingValues,
}: Partial<Selection>): Partial<OpenOptions> => given({ binWidth, use, samplingRate, labels, leaveOut, missingValues });
