/** What the page and the worker say about a file that was dropped on the page. */
import type { CellRow } from "../../../src/answers/cells/row.js";
import type { PopulationTest } from "../../../src/efficiency/index.js";
import type { DataEntry, OwnBins } from "../../../src/io/index.js";
import type { NullKind, SelectivityClass } from "../../../src/metrics/index.js";
import type { FactorKind, Figure } from "../../../src/protocols.js";
import type { Recognised } from "../../../src/representation/index.js";
import type { Prediction } from "../../../src/theory/types.js";
import type { Advice } from "../advice.js";

/** What stands in the fields of the page, by name; empty or absent: nothing was said. */
export type Texts = Readonly<Record<string, string>>;

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
  /** The array that it is, or is part of; and which of its columns, where it has several. */
  readonly array: string;
  readonly index?: number;
  readonly text: boolean;
  /** What the file itself says. */
  readonly known?: Kind;
}

export interface DataDescription {
  readonly name: string;
  readonly format: string;
  readonly entries: readonly Pick<DataEntry, "name" | "shape" | "dtype" | "units" | "note" | "role" | "problem">[];
  readonly columns: readonly Column[];
  /** Of NWB, where nobody said how wide: the bins that it was put in, or why it was not. */
  readonly bins?: OwnBins | { readonly problem: Advice };
  /** What was decided in opening it. */
  readonly choices: readonly Advice[];
  /** What looked like activity or factors and was not taken, with the reason. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
  /** Columns that are ticked until others are. */
  readonly suggested: readonly string[];
  /** A guess by names and shapes, as `purecell inspect` makes it. */
  readonly activity: readonly string[];
  readonly factors: readonly string[];
  /** Whether the activity lies as [units x conditions], by the lengths of the other arrays. */
  readonly transpose: boolean;
  /** Whether its rows are bins of time, and enough of them for shifts and blocks. */
  readonly timeSeries: boolean;
  /** Whether there is something like positions and something like spikes. */
  readonly session: boolean;
  /** Neurons that were not recorded together: what the file looks like, and what reads it. */
  readonly separate?: Recognised;
  /** Of a session without spikes: what has a value for every sample of its path. */
  readonly sampled?: readonly string[];
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
  /** Of rows, turning, neurons recorded apart. */
  readonly texts: Texts;
  readonly seed: number;
}

/** A recording before it is measured. */
export interface RecordingDescription {
  readonly conditions: number;
  readonly units: number;
  /** What was decided in reading it. */
  readonly choices: readonly Advice[];
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
}

/** Whether there is so much by chance: with what is taken away by a null. */
export interface Chance {
  readonly kind: NullKind;
  readonly median: number;
  readonly p: number;
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
  /** The null that answers what the metric asks first. */
  readonly chance: readonly Chance[];
  readonly notes: readonly string[];
}

export interface ActivityAnswer {
  readonly conditions: number;
  readonly units: number;
  /** As they are called in the file [units] */
  readonly names: readonly string[];
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
  /** What the draws were made for, where that is not plain. */
  readonly notes: readonly string[];
  /** Of the tests of single units. */
  readonly labelDraws: number;
  readonly neurons: { readonly labels: readonly NeuronLabel[] } | { readonly reason: string };
}

/** What one unit is selective for. */
export interface NeuronLabel {
  readonly unit: number;
  readonly kind: SelectivityClass;
  /** Name of the factor that alone predicts best; empty where it prefers none. */
  readonly preferred: string;
  /** Of any selectivity. */
  readonly q: number;
  /** Held-out share of variance of the better model. */
  readonly share: number;
}

export interface TestQuestion extends RecordingQuestion {
  /** Variables of which it is to be said what leaving them out does. */
  readonly without: readonly string[];
  readonly bins?: number;
  readonly draws: number;
}

/** A population against the one that theory predicts for its variables. */
export interface TestAnswer {
  readonly headline: string;
  readonly outcome: PopulationTest["outcome"];
  readonly efficiency: PopulationTest["efficiency"];
  readonly statement: string;
  readonly reasons: readonly string[];
  /** Beside the prediction: what neurons do, and what activity they need. */
  readonly counts: string;
  readonly efficiencyLines: readonly string[];
  readonly warnings: readonly string[];
  /** What leaving variables out does, a line for each. */
  readonly without: readonly string[];
  readonly paragraph: string;
  readonly notes: readonly string[];
  readonly neurons: readonly {
    readonly name: string;
    readonly kind: string;
    readonly main: string;
    readonly second: string;
    /** Part of its tuning on the main variable. */
    readonly share: number;
    /** Degrees to the nearest neuron of the optimum. */
    readonly angle: number;
  }[];
  readonly csv: string;
  readonly figure: Figure;
}

export interface DesignQuestion {
  /** As `purecell design` names them; `kinds` are by these names. */
  readonly columns: readonly string[];
  readonly kinds: Kinds;
  readonly seed: number;
}

/** The smallest change of a design that turns its verdict. */
export interface DesignAnswer {
  readonly headline: string;
  readonly before: readonly string[];
  /** Empty where no change turns the verdict. */
  readonly after: readonly string[];
  /** Other changes that were tried. */
  readonly others: readonly string[];
  /** Part of the energy that mixing saves, before and after. */
  readonly saving: readonly [before: number, after: number];
}

/** A session of a moving animal, before its cells are tested. */
export interface SessionDescription {
  /** s */
  readonly durations: readonly number[];
  readonly names: readonly string[];
  /** NaN for a continuous activity [cells] */
  readonly spikes: readonly number[];
  readonly choices: readonly Advice[];
  readonly bins: { readonly rows: number; readonly columns: number; readonly binSize: number };
  /** Hz, NaN where the animal was not [rows x columns] of each cell, the first row at the smallest y */
  readonly maps: readonly Float32Array[];
  /** On the clock of the sessions, one behind the other, s; empty for a continuous activity [spikes] of each cell */
  readonly raster: readonly Float32Array[];
}

export interface CellsQuestion {
  readonly shifts: number;
  readonly seed: number;
}

export interface CellsAnswer {
  readonly rows: readonly CellRow[];
  /** As the command line prints them. */
  readonly header: readonly string[];
  readonly body: readonly (readonly string[])[];
  /** How many of each label, and grid modules. */
  readonly lines: readonly string[];
  readonly csv: string;
}

/** How far the work of the worker is. */
export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

/** What was asked and answered, to be kept as a page. */
export interface ReportQuestion {
  readonly predicted?: FactorAnswer;
  readonly designed?: DesignAnswer;
  readonly tested?: TestAnswer;
  readonly measured?: ActivityAnswer;
  readonly cells?: CellsAnswer;
  /** What reading decided. */
  readonly read: readonly string[];
  readonly commands: readonly string[];
  /** What was chosen. */
  readonly choices: Texts;
}
