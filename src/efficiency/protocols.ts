/** What a test of a population takes and gives: plain readonly values. */
import type { Labels } from "../math/information/index.js";
import type { Matrix } from "../math/matrix.js";
import type { FactorKind, Representation } from "../protocols.js";
import type { ExplainedPrediction, LeastActivity, Support } from "../theory/index.js";

/** One task variable as the theory sees it. */
export interface Variable {
  readonly name: string;
  readonly kind: FactorKind;
  /** Level of every row; a variable whose values hardly repeat is cut into bins [rows] */
  readonly levels: Labels;
  /** Value that stands for every level: of a category its number [levels] */
  readonly values: Float64Array;
  readonly levelNames?: readonly string[];
  readonly isBinned: boolean;
  /** Of angles. */
  readonly period?: number;
  /** Numbers of its coordinates: one, or more for angles and categories. */
  readonly coordinates: readonly number[];
}

/** Conditions of a design, and how often each occurs. */
export interface Conditions {
  readonly variables: readonly Pick<Variable, "name" | "kind" | "values" | "levelNames" | "period">[];
  /** Level of every variable in every condition [conditions x variables] */
  readonly cells: Int32Array;
  /** Trials of every condition [conditions] */
  readonly counts: Int32Array;
}

/** Trials of conditions: what every estimate is made from. */
export interface Trials {
  readonly rows: number;
  readonly units: number;
  /** [rows x units] */
  readonly activity: Float64Array;
  readonly variables: readonly Variable[];
  /** Condition of every row [rows] */
  readonly condition: Int32Array;
  /** Trials of every condition [conditions] */
  readonly counts: Int32Array;
  /** Level of every variable in every condition [conditions x variables] */
  readonly cells: Int32Array;
  /**
   * Coordinates of the conditions, of mean 0 over trials; those of one variable have the identity as their covariance
   * [conditions x coordinates]
   */
  readonly coordinates: Matrix;
  readonly names: readonly string[];
  readonly support: Support;
  /** What was decided in reading the variables, in words. */
  readonly notes: readonly string[];
}

/** What a population needs and offers, estimated so that the noise of trials adds nothing on average. */
export interface Measured {
  /** Q = M'M, M the gains of the neurons [coordinates x coordinates] */
  readonly gram: Matrix;
  /** C(M) = sum of u'Sigma u + h(u)^2: activity with the least legal biases, rate squared */
  readonly activity: number;
}

/** The same, neuron by neuron: Q and C are their sums. */
export interface NeuronShares {
  /** [units x coordinates x coordinates] */
  readonly grams: Float64Array;
  /** [units] */
  readonly activity: Float64Array;
}

export interface Null {
  readonly kind: "norm-keeping" | "rotated";
  readonly draws: number;
  /** (1 + draws that need no more activity) / (1 + draws) */
  readonly p: number;
  /** Efficiency of the draws over that of the population: median and central 95 %. */
  readonly median: number;
  readonly range: readonly [number, number];
}

export interface Efficiency {
  /** Certified efficiency eta_shape; null where it would mislead, and `reasons` say why. */
  readonly eta: number | null;
  /** Of other neurons, each with its trials, 95 %. */
  readonly interval: readonly [number, number] | null;
  /** What drawing neurons again adds to eta on average; taken off in `interval`. */
  readonly bias: number | null;
  /** Against the norm-keeping null. */
  readonly p: number | null;
  readonly nulls: readonly Null[];
  /** With all variables equally important. */
  readonly standardised: number | null;
  /** `standardised` over eta: what serving variables unequally costs. */
  readonly allocation: number | null;
  /** Of the recorded rates, whatever the tuning. */
  readonly any: number | null;
  /** Activity with recorded baselines over that with the least ones. */
  readonly baseline: number | null;
  /** Without correction for the noise of trials. */
  readonly uncorrected: number | null;
  /** Part of the variance of tuning, noise taken off, that is linear in the variables. */
  readonly linearShare: number;
  readonly grade: "trusted" | "with reserve" | "refused";
  readonly reasons: readonly string[];
}

export type Purity = "pure" | "mixed" | "undecided";

export interface NeuronResult {
  readonly unit: number;
  readonly kind: "untuned" | "pure" | "mixed";
  /** Numbers of variables; null for none. */
  readonly main: number | null;
  readonly second: number | null;
  /** Parts of the variance of tuning, noise taken off [variables], and of what is not a sum over variables. */
  readonly shares: readonly number[];
  readonly interaction: number;
  /** Of any tuning; of every variable beside the others; of interactions. */
  readonly p: Discoveries;
  readonly q: Discoveries;
  /** Rate for a standard deviation of every coordinate [coordinates] */
  readonly gains: readonly number[];
  /** Standard deviation of tuning over that of one trial. */
  readonly signalToNoise: number;
  /** Degrees between its gains and those of the nearest neuron of the optimum. */
  readonly angle: number;
  /** Of mixed neurons. */
  readonly hidden: Hidden | null;
}

/** The weakest correlation with recorded variables of a hidden one in which a mixed neuron would be pure. */
export interface Hidden {
  /** Multiple correlation with all recorded variables. */
  readonly multiple: number;
  /** With every variable by itself [variables] */
  readonly correlations: readonly number[];
}

export interface Discoveries {
  readonly tuned: number;
  readonly variables: readonly number[];
  readonly interaction: number;
}

/** What makes a neuron, and a population, mixed. */
export interface Thresholds {
  /** False discovery rate of all tests of neurons. */
  readonly falseDiscovery: number;
  /** Part of the variance of tuning above which a second variable counts. */
  readonly secondShare: number;
  /** Part of the tuned neurons from which on a population is mixed, and below which it is pure. */
  readonly mixedFrom: number;
  readonly pureBelow: number;
}

export interface Population {
  readonly neurons: readonly NeuronResult[];
  readonly counts: { readonly untuned: number; readonly pure: number; readonly mixed: number };
  readonly mixedShare: number;
  /** Of the mixed share, 95 % (Wilson). */
  readonly interval: readonly [number, number];
  /** Mean part of tuning on the main variable, tuned neurons weighted by their variance. */
  readonly mainShare: number;
  readonly recorded: Purity;
}

/** How close mixed neurons come to the neurons of the optimum. */
export interface Direction {
  /** Median over mixed neurons, degrees. */
  readonly angle: number;
  readonly chance: number;
  /** Of the norm-keeping null; null where the optimum is pure. */
  readonly p: number;
  readonly draws: number;
}

/** Cosine of the predicted with the recorded similarity of conditions, and of the recorded with itself drawn again. */
export interface Geometry {
  readonly similarity: number;
  readonly ceiling: number | null;
}

/** The same population as though a variable had not been recorded. */
export interface LeaveOut {
  readonly variable: string;
  readonly outcome: { readonly predicted: Purity; readonly recorded: Purity };
  readonly counts: Population["counts"];
  /** Of it with every other variable: the largest of any combination of their coordinates. */
  readonly correlations: readonly { readonly name: string; readonly correlation: number }[];
  readonly neurons: readonly {
    readonly unit: number;
    readonly before: NeuronResult["kind"];
    readonly after: NeuronResult["kind"];
    readonly mainBefore: string | null;
    readonly mainAfter: string | null;
    readonly secondAfter: string | null;
  }[];
}

export interface PopulationTest {
  /** What was tested: levels that the population does not tell apart are one. */
  readonly representation: Representation;
  readonly trials: Trials;
  readonly explained: ExplainedPrediction;
  readonly service: LeastActivity;
  readonly efficiency: Efficiency;
  readonly population: Population;
  readonly direction: Direction | null;
  readonly geometry: Geometry | null;
  readonly outcome: { readonly predicted: Purity; readonly recorded: Purity };
  readonly settings: TestOptions;
  readonly notes: readonly string[];
}

export interface TestOptions extends Thresholds {
  /** Levels of variables whose values hardly repeat; null for as many as the rows allow. */
  readonly bins: number | null;
  /** Draws of neurons, each with the noise of its trials, for the interval. */
  readonly intervalDraws: number;
  readonly nullDraws: number;
  /** Rows that stay together because they are a time series; 1 where trials are independent. */
  readonly block: number;
  /** Activity is a rate in units common to all neurons, although it looks normalised. */
  readonly areRates: boolean;
  /** Levels of a category stay levels, although the population does not tell them apart. */
  readonly keepLevels: boolean;
}
