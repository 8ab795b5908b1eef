/** What the page and the worker say about a file that was dropped on the page. */
import type { OwnBins } from "../../../src/io/index.js";
import type { NullKind } from "../../../src/metrics/index.js";
import type { FactorKind, Figure } from "../../../src/protocols.js";
import type { Prediction } from "../../../src/theory/types.js";

/** How a factor is to be read, where that is said. */
export interface Kind {
  readonly kind: FactorKind;
  /** Circular ones only. */
  readonly period?: number;
}

/** By name of the factor. */
export type Kinds = Readonly<Record<string, Kind>>;

/** A column that can be a factor of a prediction, named as `purecell predict` names it. */
export interface Column {
  readonly name: string;
  /** The array that it is, or is part of. */
  readonly array: string;
  readonly text: boolean;
  /** What the file itself says. */
  readonly known?: Kind;
}

export interface DataDescription {
  readonly name: string;
  readonly format: string;
  readonly entries: readonly { readonly name: string; readonly shape: readonly number[]; readonly problem?: string }[];
  readonly columns: readonly Column[];
  /** Of NWB, where nobody said how wide: the bins that it was put in, or why it was not. */
  readonly bins?: OwnBins | { readonly problem: string };
  /** Columns that are ticked until others are. */
  readonly suggested: readonly string[];
  /** A guess by names and shapes, as `purecell inspect` makes it. */
  readonly activity: readonly string[];
  readonly factors: readonly string[];
  /** All there are. */
  readonly metrics: readonly { readonly name: string; readonly title: string; readonly meaning: string }[];
}

export interface FactorQuestion {
  /** Names of columns that are factors, in this order. */
  readonly columns: readonly string[];
  readonly kinds: Kinds;
  readonly alpha: number;
  readonly lambdaIn: number;
  readonly lambdaOut: number;
}

export interface FactorAnswer {
  readonly prediction: Prediction;
  /** Whether a neuron is about several factors, coordinates of one factor counting as one [neurons] */
  readonly mixed: readonly boolean[];
  /** Standard deviations of the factors [coordinates]. */
  readonly spreads: readonly number[];
  /** Why pure neurons do not do, in words, the costliest first; and what would fill the missing corners. */
  readonly reasons: readonly string[];
  readonly fillings: readonly string[];
  readonly figure: Figure;
}

export interface RecordingQuestion {
  /** Names or patterns ("unit_*"), as for `purecell measure`; empty: as it finds them. */
  readonly activity: readonly string[];
  readonly factors: readonly string[];
  readonly kinds: Kinds;
}

/** A recording before it is measured. */
export interface RecordingDescription {
  readonly conditions: number;
  readonly units: number;
  readonly factors: readonly ({
    readonly name: string;
    readonly levels?: number;
    readonly range: readonly [number, number];
  } & Kind)[];
}

export interface ActivityQuestion extends RecordingQuestion {
  readonly metrics: readonly string[];
  /** Of continuous variables, for all metrics that have bins; by default their own. */
  readonly bins?: number;
  readonly draws: number;
  readonly seed: number;
}

/** One metric; NaN where it or its chance level is not defined, `notes` says why. */
export interface MeasuredRow {
  readonly metric: string;
  readonly title: string;
  readonly meaning: string;
  readonly citation: string;
  /** False where it cannot be had of this recording; `notes` says why. */
  readonly applies: boolean;
  readonly score: number;
  readonly interval: readonly [number, number];
  readonly chance: number;
  /** What the chance level and p are from: the null that answers what the metric asks, empty for none. */
  readonly against: NullKind | "";
  readonly p: number;
  readonly notes: readonly string[];
}

export interface ActivityAnswer {
  readonly conditions: number;
  readonly units: number;
  /** Units that never change and are not measured. */
  readonly constant: number;
  readonly factors: readonly string[];
  readonly rows: readonly MeasuredRow[];
  /** [units x factors] in nats */
  readonly information: Float64Array;
  /** NaN for units that count as dead [units] */
  readonly selectivity: Float64Array;
  /** Mean squared activity [units] */
  readonly energy: Float64Array;
  readonly mir: number;
}
