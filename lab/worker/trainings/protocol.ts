/** A training as the page sees it. */
import type { FourierSeries } from "../../../src/models/spatialCode.js";
import type { Energy } from "../energy.js";
import type { Look, Portrait } from "../images/protocol.js";
import type { Values } from "../values.js";

/** Updates per second, at most; `full` is as many as the machine does. */
export const PACES = { slow: 10, steady: 200, full: Number.POSITIVE_INFINITY } as const;
export type Pace = keyof typeof PACES;

export interface TrainingRequest {
  readonly experiment: string;
  readonly settings: Values;
  readonly seed: number;
  /** Objective terms at strength zero from the start. */
  readonly removed: readonly string[];
  /** Pairs of places that do not occur, where places are to be remembered: first x places + second. None unless given. */
  readonly missing?: readonly number[];
}

/** What was done to a network in the middle of its training. */
export interface Change {
  readonly step: number;
  /** Constraints that were off from then on. */
  readonly off: readonly string[];
  /** Whether the code was turned at random. */
  readonly rotated?: boolean;
}

/** From where a training is opened: its first weights; where it was left, else its first weights; only where it was left. */
export type From = "the start" | "where it was left" | "only where it was left";

/** Where a training stands. */
export interface Moment {
  /** The training that it is of, by `identityOf`. */
  readonly of: string;
  readonly step: number;
  readonly total: number;
  /** Updates per second over the last second or so; NaN while resting. */
  readonly speed: number;
  /** "loss" and every objective term before its strength, at the newest update. */
  readonly terms: Readonly<Record<string, number>>;
  /** Of every term at this update, were none switched off. */
  readonly strengths: Readonly<Record<string, number>>;
  /** Oldest first. */
  readonly changes: readonly Change[];
  /** Of a training that was not done just now: "left" in this browser, or one that "came" with the lab. */
  readonly origin?: "left" | "came";
  readonly snapshot: Snapshot;
  /** The whole loss without the alteration, where there is one. */
  readonly intact?: number;
  /** What the alteration does to a network whose loss is known on batches alone. */
  readonly effect?: Effect;
}

/** "loss" and every objective term before its strength, both on the batch of the update to come. */
export interface Effect {
  readonly intact: Readonly<Record<string, number>>;
  readonly altered: Readonly<Record<string, number>>;
}

export type Snapshot = CloudSnapshot | LayersSnapshot | SpaceSnapshot | ImagesSnapshot | SequencesSnapshot;

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
  readonly energy: Energy;
  readonly squaredError: number;
  readonly selectivity: number;
}

/** A network of named layers on mixed factors. */
export interface LayersSnapshot {
  readonly kind: "layers";
  readonly factors: readonly string[];
  /** All terms at the experiment's strengths, whatever is switched off. */
  readonly objective: number;
  /** Share of the targets' variance that is predicted. */
  readonly explained: number;
  /** What theory says of the very same objective; linear networks only. */
  readonly optimum?: CertifiedFloor;
  readonly layers: readonly LayerSnapshot[];
}

/** The least that the objective can be with nonnegativity exact, and how selective a code that attains it is. */
export interface CertifiedFloor {
  readonly energy: number;
  readonly certified: boolean;
  readonly mir: number;
  readonly energyWeightedMir: number;
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
}

/** A code of places, with an object or without. */
export interface SpaceSnapshot {
  readonly kind: "space";
  readonly series: FourierSeries;
  /** Part of each neuron's tuning power by position, by the vector from the object, by both [units x 3] */
  readonly shares: Float64Array;
  /** 0 position, 1 object vector, 2 both, 3 inactive [units] */
  readonly kinds: Uint8Array;
  /** Variance over the box [units] */
  readonly power: Float64Array;
  /** NaN while it trains, and without an object. */
  readonly mir: number;
}

/** A VAE on images. */
export interface ImagesSnapshot {
  readonly kind: "images";
  /** What is trained, in words. */
  readonly arm: string;
  readonly portrait: Portrait;
  /** At what was last asked for. */
  readonly look: Look;
}

/** A recurrent network that keeps two rhythms going, or two places in mind. */
export type SequencesSnapshot = RhythmsSnapshot | PlacesSnapshot;

interface RecurrentSnapshot {
  readonly kind: "sequences";
  readonly units: number;
  readonly trials: number;
  /** Rows of one step together: [steps trials x units] */
  readonly code: Float64Array;
  /** Mean squared activity [units] */
  readonly energy: Float64Array;
}

export interface RhythmsSnapshot extends RecurrentSnapshot {
  readonly of: "rhythms";
  /** Squared amplitude of each rhythm [units x 2] */
  readonly powers: Float64Array;
  /** Power of each unit's larger rhythm, over that of both. */
  readonly share: number;
  /** The published index. */
  readonly index: number;
  readonly active: number;
  readonly mixed: number;
  /** Squared, mean over steps and outputs. */
  readonly error: number;
}

export interface PlacesSnapshot extends RecurrentSnapshot {
  readonly of: "places";
  /** Degrees between the planes of both places in the delay, ascending; NaN where too few pairs occur to tell. */
  readonly angles: readonly [number, number];
}

/** Units of one layer that are silenced, or held at their mean, wherever the network is looked at; training goes on with all. */
export interface Alteration {
  /** Index of the layer, from the input on. */
  readonly layer: number;
  readonly lesion: readonly number[];
  readonly clamp: readonly number[];
}

/** What is asked of one unit when it is pointed at. */
export interface UnitDetails {
  /** Mean activity in `TUNING_BINS` equally wide bins of every factor [factors x bins]; NaN where a bin is empty */
  readonly tuning: Float64Array;
  /** Weights from the layer before. */
  readonly incoming: Float32Array;
  /** Weights to the layer after. */
  readonly outgoing: Float32Array;
}

export const TUNING_BINS = 12;
