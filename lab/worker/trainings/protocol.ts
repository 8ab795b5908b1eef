/** A training as the page sees it. */
import type { Values } from "../protocol.js";

/** Updates per second, at most; `full` is as many as the machine does. */
export const PACES = { slow: 10, steady: 200, full: Number.POSITIVE_INFINITY } as const;
export type Pace = keyof typeof PACES;

export interface TrainingRequest {
  readonly experiment: string;
  readonly settings: Values;
  readonly seed: number;
  /** Objective terms at strength zero from the start. */
  readonly removed: readonly string[];
}

/** Where a training stands. */
export interface Moment {
  readonly step: number;
  readonly total: number;
  /** Updates per second over the last second or so; NaN while resting. */
  readonly speed: number;
  /** "loss" and every objective term before its strength, at the newest update. */
  readonly terms: Readonly<Record<string, number>>;
  readonly snapshot: Snapshot;
}

export type Snapshot = CloudSnapshot | LayersSnapshot;

/** A linear network on a cloud of two factors, beside its certified optimum. */
export interface CloudSnapshot {
  readonly kind: "cloud";
  /** W_in [units x 2], row by row */
  readonly code: Float64Array;
  /** Smallest activity is 0 with these: [units] */
  readonly bias: Float64Array;
  /** Part of the code's own cost that each unit pays [units] */
  readonly share: Float64Array;
  /** The whole loss in double precision: what the certified optimum bounds. */
  readonly energy: number;
  readonly squaredError: number;
  readonly selectivity: number;
}

/** A network of named layers on mixed factors. */
export interface LayersSnapshot {
  readonly kind: "layers";
  readonly factors: readonly string[];
  readonly objective: number;
  readonly explained: number;
  readonly layers: readonly LayerSnapshot[];
}

export interface LayerSnapshot {
  readonly name: string;
  readonly units: number;
  readonly mir: number;
  readonly energyWeightedMir: number;
  /** [units x factors] in nats */
  readonly information: Float64Array;
  /** NaN for units that count as dead [units] */
  readonly selectivity: Float64Array;
  /** Mean squared activity [units] */
  readonly energy: Float64Array;
  /** Mean activity in `TUNING_BINS` bins of every factor [units x factors x bins] */
  readonly tuning: Float32Array;
}

export const TUNING_BINS = 12;
