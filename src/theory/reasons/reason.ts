/** Why a code mixes: values that say it, for the terminal, the page and JSON alike. */
import type { Place } from "./ends.js";
import type { Reading } from "./rowReading.js";

/** One end of a factor, with its value in the factor's units; a level's is its name. */
export type ReasonEnd = { readonly factor: string; readonly value: number | string } & Place;

/** A line across a corner in the factors' units: sum of weights x values never falls below, or rises above, `found`. */
export interface ReasonLine {
  readonly weights: readonly { readonly factor: string; readonly weight: number }[];
  readonly limit: "falls below" | "rises above";
  readonly found: number;
  /** How far it has to reach for single-factor neurons to be optimal; NaN where that is not known. */
  readonly needed: number;
}

export interface Reason {
  /** A missing corner, or targets that are too alike for any range. */
  readonly kind: "corner" | "target";
  /** Names of the factors to blame, and of no others. */
  readonly factors: readonly string[];
  /** The corner; empty for targets, and for sides of the hull that are no single corner. */
  readonly ends: readonly ReasonEnd[];
  /** Null where the corner is one of categories and angles alone. */
  readonly line: ReasonLine | null;
  /** Whether mixing saves energy there; a corner can be missing where it does not. */
  readonly pays: boolean;
  /** (E_modular - E) / E with one mixed neuron there; null where unknown. */
  readonly saving: number | null;
  /** Rows that independent factors would have in the corner; null where the rows are no draws. */
  readonly expectedRows: number | null;
  /** Probability that some corner of a full range is as empty, at most; null where the rows are no draws. */
  readonly chance: number | null;
  readonly words: string;
  /** What would fill the corner, in words. */
  readonly fill: string;
}

/** What the rows say of the joint range. */
export interface RangeVerdict {
  /** "full": draws that a full range would show as well; "cut": some corner is missing; "not judged": one factor only. */
  readonly verdict: "full" | "cut" | "not judged";
  /** Rows taken for a design (every gap is meant) or for draws (some gaps are chance); "corners": given by vertices. */
  readonly reading: Reading | "corners";
  /** Rows that were judged; null for corners. */
  readonly rows: number | null;
  /** Independent draws that they are worth; fewer than rows where these remember each other. Null where they are no draws. */
  readonly draws: number | null;
  /** Lines across corners that were looked at, and the probability that any of a full range is called missing, at most. */
  readonly lines: number | null;
  readonly level: number | null;
  /** The verdict as a sentence; it names no factor. */
  readonly words: string;
}

export interface Explanation {
  readonly range: RangeVerdict;
  /** By the energy they cost, the most first. */
  readonly reasons: readonly Reason[];
}
