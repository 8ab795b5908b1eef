/** What a sample says of the distribution that it was drawn from: plain readonly values. */
import type { Matrix } from "../../math/matrix.js";
import type { Key } from "../../math/random.js";
import type { CodedColumn } from "../coordinates.js";
import type { Reading } from "../reasons/rowReading.js";
import type { SolverOptions, Status } from "../types.js";
import type { CornerMass } from "./cornerMass.js";
import type { Units } from "./units.js";

export interface SampleRows {
  /** Rows in the order in which they were taken [rows x coordinates], in the factors' units. */
  readonly rows: Matrix;
  readonly weights?: Float64Array;
  /** What was drawn independently: "rows", or the name of every row's block [rows]; by default judged from the rows' memory. */
  readonly blocks?: "rows" | readonly string[];
  /** The rows of a design are all there is: nothing was drawn. */
  readonly reading: Reading;
  readonly columns?: readonly CodedColumn[];
  /** 1, or k where the rows are every kth of a longer table. */
  readonly every?: number;
}

export interface SamplingOptions extends SolverOptions {
  /** p0: what happens more rarely need not be served; default 0.05. */
  readonly rare?: number;
  /** Relative saving up to which a code counts as modular, default 1e-3. */
  readonly within?: number;
  /** Samples redrawn for an interval; by default 200, fewer for many factors. */
  readonly replicates?: number;
  /** Whether independent factors with the same margins are compared with, default true; it takes more than half of the time. */
  readonly compared?: boolean;
  /** Whether the verdict is followed over p0, default true. */
  readonly curve?: boolean;
  readonly source: Key;
}

export type Interval = readonly [low: number, high: number];

export type SampledVerdict = "modular" | "mixed" | "undecided";

/** The answer at one p0; savings are parts of the optimal energy, intervals of 95 %. */
export interface AtRare {
  readonly rare: number;
  /** beta = alpha / p0 */
  readonly beta: number;
  /** (E_modular - E*) / E* of the rows. */
  readonly estimate: number;
  /** The same of independent factors with the rows' margins. */
  readonly baseline: number;
  readonly saving: Interval;
  /** estimate - baseline, at least 0: what the joint distribution costs, missing corners above all. */
  readonly excess: number;
  readonly excessInterval: Interval;
  readonly verdict: SampledVerdict;
}

export interface SampledEnergy {
  readonly optimal: number;
  readonly lowerBound: number;
  readonly modular: number;
  readonly interval: Interval;
}

/** What was redrawn. */
export interface SampledUnits {
  readonly kind: Units["kind"] | "design";
  readonly count: number;
  /** Rows of a block of a series. */
  readonly length: number;
  /** Rows used, and k where they are every kth of a longer table. */
  readonly rows: number;
  readonly every: number;
}

export interface Sampling extends AtRare {
  readonly energy: SampledEnergy;
  readonly status: Status;
  /** Independent moments that the rows are worth; of a design, its rows. */
  readonly effective: number;
  /** Whether something as rare as p0 is expected often enough for a verdict. */
  readonly judged: boolean;
  /** Lower limit of the saving from split halves, 95 % and conservative; null where none is known. */
  readonly lowerLimit: number | null;
  /** Directions [coordinates] of neurons whose opposites cost the same within the error: several codes are optimal there. */
  readonly ties: readonly (readonly number[])[];
  readonly corners: readonly CornerMass[];
  readonly curve: readonly AtRare[];
  readonly reading: Reading;
  readonly units: SampledUnits;
  readonly replicates: number;
  readonly within: number;
  /** The verdict in words. */
  readonly statement: string;
}
