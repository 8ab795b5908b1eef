/** What a design is asked, and what is answered. */
import type { ExplainedPrediction } from "../../theory/index.js";
import type { Conditions, Purity } from "../protocols.js";

/** A change of the conditions of a design. */
export type Change =
  | { readonly action: "add" | "drop" | "repeat"; readonly condition: Readonly<Record<string, number | string>> }
  /** Some levels of every variable that has the same ones; all conditions with others go. */
  | {
      readonly action: "keep";
      readonly variables: readonly string[];
      readonly levels: readonly (number | string)[];
      readonly conditions: number;
    };

/** A design and what theory says of it. */
export interface Judged {
  readonly conditions: Conditions;
  readonly explained: ExplainedPrediction;
  readonly predicted: Purity;
  /** Part of the energy that mixing saves, at least. */
  readonly saving: number;
  /** Share of tuning on the main variable in optimal codes: least and most. */
  readonly share: readonly [number, number] | null;
  /** Efficiency of a pure population of balanced variables, (1 + saving)^-2. */
  readonly etaOfPure: number;
}

/** Changes that were tried together, and what they lead to. */
export interface Proposal {
  readonly changes: readonly Change[];
  readonly judged: Judged;
  /** Whether the verdict is another one. */
  readonly flips: boolean;
}

export interface SearchLimits {
  /** Conditions added, or dropped, at most. */
  readonly add: number;
  readonly drop: number;
  /** Whether conditions may be shown more often. */
  readonly repeats: boolean;
}

export interface PowerOptions {
  readonly neurons: readonly number[];
  /** Trials of every condition. */
  readonly repeats: readonly number[];
  readonly signalToNoise: number;
  readonly simulations: number;
}

/** How often `test` is right about populations at the optimum of both designs. */
export interface Power {
  readonly neurons: number;
  readonly repeats: number;
  readonly signalToNoise: number;
  /** Of the simulations: right about the one, about the other, about both. */
  readonly before: number;
  readonly after: number;
  readonly power: number;
  readonly simulations: number;
}
