/** What the page and the worker say about a file that was dropped on the page. */
import type { MetricName } from "../../../src/metrics/registry.js";
import type { Figure } from "../../../src/protocols.js";
import type { Prediction } from "../../../src/theory/types.js";

export interface DataDescription {
  readonly name: string;
  readonly format: string;
  readonly entries: readonly { readonly name: string; readonly shape: readonly number[]; readonly problem?: string }[];
  /** Columns of numbers that can be factors of a prediction. */
  readonly columns: readonly string[];
  /** A guess by names and shapes, as `purecell inspect` makes it. */
  readonly activity: readonly string[];
  readonly factors: readonly string[];
}

export interface FactorQuestion {
  /** Columns that are factors, in this order. */
  readonly columns: readonly string[];
  readonly alpha: number;
  readonly lambdaIn: number;
  readonly lambdaOut: number;
}

export interface FactorAnswer {
  readonly prediction: Prediction;
  /** Pairs of factors of which a corner is missing, in words. */
  readonly reasons: readonly string[];
  readonly figure: Figure;
}

export interface ActivityQuestion {
  /** Names or patterns ("unit_*"), as for `purecell measure`. */
  readonly activity: readonly string[];
  readonly factors: readonly string[];
  readonly metrics: readonly MetricName[];
  readonly draws: number;
  readonly seed: number;
}

/** One metric; NaN where it or its chance level is not defined, `notes` says why. */
export interface MeasuredRow {
  readonly metric: string;
  readonly title: string;
  readonly meaning: string;
  readonly citation: string;
  readonly score: number;
  readonly interval: readonly [number, number];
  readonly chance: number;
  readonly p: number;
  readonly notes: readonly string[];
}

export interface ActivityAnswer {
  readonly conditions: number;
  readonly units: number;
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
