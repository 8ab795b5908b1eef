/** What the page asks of codes of two rhythms or of two remembered places, and what it is told. */
import type { VerdictName } from "../../../src/theory/index.js";
import type { Values } from "../values.js";

/** "rhythms": `sinusoids`; "places": `sequence-memory`. */
export type SequenceKind = "rhythms" | "places";

export interface SequenceQuestion {
  readonly experiment: string;
  readonly settings: Values;
  /** Pairs of places that do not occur, each as first x places + second. */
  readonly missing: readonly number[];
}

/** The certified optimum of a static code of both variables. */
export interface SequencePrediction {
  /** By `sequenceOf`. */
  readonly of: string;
  readonly kind: SequenceKind;
  readonly verdict: VerdictName;
  readonly statement: string;
  readonly certified: boolean;
  readonly gap: number;
  /** Part of the energy that mixing saves, at least. */
  readonly saving: number;
  /** Degrees between the planes of both variables, ascending: of places, whose planes it tilts that pairs are missing. */
  readonly angles: readonly number[];
  /** Both variables in degrees, of every pair that occurs: [pairs x 2] */
  readonly design: Float64Array;
  readonly lambdaIn: number;
  readonly lambdaOut: number;
  readonly neurons: readonly SequenceNeuron[];
  /** Rhythms: at every step of the network's run [steps x neurons]; places: at every pair that occurs [pairs x neurons]. */
  readonly rates: Float64Array;
  readonly milliseconds: number;
}

export interface SequenceNeuron {
  /** Part of the energy. */
  readonly share: number;
  /** The variable that it follows, 0 or 1. */
  readonly follows: number;
  /** Part of its squared gain that belongs to that variable, in standard deviations: 0.5 to 1. */
  readonly main: number;
}

/** What mixing saves at one ratio of frequencies. */
export interface RatioSaving {
  readonly pair: string;
  readonly verdict: VerdictName;
  readonly saving: number;
}

/** What a prediction is of, as one text. */
export const sequenceOf = ({ experiment, settings, missing }: SequenceQuestion): string =>
  experiment === "sinusoids"
    ? JSON.stringify([settings.pairs, settings.interval, settings.measuredSteps])
    : JSON.stringify([settings.places, missing]);

/** Every pair of places but those left out, in the order of the experiment; index = first x places + second. */
export const pairsBut = (places: number, missing: readonly number[]): (readonly [first: number, second: number])[] =>
  Array.from({ length: places ** 2 }, (_, at) => at)
    .filter((at) => !missing.includes(at))
    .map((at) => [Math.floor(at / places), at % places] as const);
