/** What the theory takes and gives: plain readonly values. Notation of docs/theory.md. */
import type { Matrix } from "../math/matrix.js";

/** All the theory needs to know of a set of factors: how they vary, and how far they reach together. */
export interface Support {
  /** [factors] */
  readonly names: readonly string[];
  /** [factors], in the units of the factors */
  readonly mean: Float64Array;
  /** [factors x factors], about the mean */
  readonly covariance: Matrix;
  /** [points x factors], mean subtracted: points whose convex hull is that of all samples, each once */
  readonly points: Matrix;
  /** Rows read, duplicates and zero weights included; 0 when given by vertices and covariance. */
  readonly samples: number;
}

/** What the code has to do, and what it pays. Energy: alpha E|z|^2 + lambdaIn |W_in|^2 + lambdaOut |W_out|^2. */
export interface CodingProblem {
  readonly support: Support;
  /** A_in [inputs x factors], the input is x = A_in s; default identity. */
  readonly inputMixing?: Matrix;
  /** A_out [targets x factors], the target is y = A_out s; default identity. */
  readonly targetMixing?: Matrix;
  /** Factors (by index) that count as one, e.g. the cosine and sine of an angle; factors not named stand alone. */
  readonly groups?: readonly (readonly number[])[];
  /** Price of activity, default 1. */
  readonly alpha?: number;
  /** Price of input weights, default 1. */
  readonly lambdaIn?: number;
  /** Price of output weights, default 1. */
  readonly lambdaOut?: number;
  /** Weight of the squared error; default Infinity, an exact prediction. */
  readonly gamma?: number;
}

export interface SolverOptions {
  /** Relative gap at which an optimum counts as certified, default 1e-6. */
  readonly tolerance?: number;
  /** Time limit in seconds, default 10. The answer then says `gap` or `bracketed`. */
  readonly seconds?: number;
}

/**
 * `certified`: the gap is at most the tolerance. `gap`: proven to within `gap`, by an exact search for better neurons.
 * `bracketed`: the search was not exhaustive; the lower bound comes from the symmetrised-point floor.
 * `incomplete`: the lower bound found exceeds the energy of a code that exists, so it bounds nothing and is NaN.
 */
export type Status = "certified" | "gap" | "bracketed" | "incomplete";

export interface Neuron {
  /** Unit vector [factors] in the units of the factors; gain times direction is the neuron's row of M. */
  readonly direction: readonly number[];
  readonly gain: number;
  /** Smallest bias that keeps the neuron nonnegative: z = gain direction . (s - mean) + bias. */
  readonly bias: number;
  /** Part of the code's own cost (activity and input weights) that this neuron pays; sums to 1. */
  readonly energyShare: number;
}

export interface Optimum {
  readonly status: Status;
  /** Relative: (energy - lowerBound) / energy. */
  readonly gap: number;
  readonly energy: number;
  readonly lowerBound: number;
  readonly neurons: readonly Neuron[];
  /** The dual certificate L [factors x factors]: u'Lu <= c(u) for every direction u, up to the stated gap. */
  readonly dual: Matrix;
  readonly rounds: number;
  readonly seconds: number;
}

/** How far factor `other` reaches while `factor` is at its cheap extreme, against what purity needs; factor units. */
export interface PairReach {
  /** Names: the one at its extreme, and the one whose reach is asked. */
  readonly factors: readonly [string, string];
  readonly side: "minimum" | "maximum";
  /** Value of the first factor at that extreme. */
  readonly extreme: number;
  /** Least and greatest value of the second factor there. */
  readonly reachFound: readonly [number, number];
  /** Value that must lie within `reachFound` for single-factor neurons to be optimal. */
  readonly reachNeeded: number;
  readonly holds: boolean;
}

/** The flat side of the hull that cuts deepest into what purity needs. */
export interface WorstFacet {
  /** Names of the factors with a nonzero coordinate in the normal. */
  readonly factors: readonly string[];
  /** Unit outward normal [factors]. */
  readonly normal: readonly number[];
  /** Distance of the facet from the mean. */
  readonly offset: number;
  /** Offset that purity needs; `offset < needed` proves that mixing pays. */
  readonly needed: number;
}

/** Share of (gain x standard deviation)^2 that lies on each neuron's main factor, over all optimal codes. */
export interface SelectivityRange {
  readonly minimum: number;
  readonly maximum: number;
  /** Fewest neurons found in an optimal code. */
  readonly fewestNeurons: number;
  /** True where optimal directions form a continuum, so that the range is that of the directions found. */
  readonly continuum: boolean;
}

/** "silent": squared error is so cheap that no neuron pays for itself. */
export type VerdictName = "modular" | "nearly modular" | "mixed" | "undecided" | "silent";

/** What is left uncoded where squared error has a price gamma. */
export interface Silence {
  /** Whether the best code is none at all, proven. */
  readonly isSilent: boolean;
  /** Energy of no code: gamma times the variance of the target. */
  readonly energy: number;
  /** No neuron pays below this gamma; 0 where nothing is known. */
  readonly noneBelow: number;
  /** Factors, or groups "a+b", of which less than 1 % of the variance is predicted. */
  readonly leftOut: readonly string[];
}

export interface PredictOptions extends SolverOptions {
  /** Relative energy saving up to which a code counts as nearly modular, default 1e-3. */
  readonly within?: number;
}

/** The answer of `predictNeurons`. */
export interface Prediction {
  /** Graded on energy: see `saving` and `settings.within`; silent where no neuron pays; undecided where the bounds on the saving lie on both sides of it. */
  readonly verdict: VerdictName;
  /** The verdict in words, e.g. "Strictly mixed, but mixing saves only 0.04 %: expect pure neurons". */
  readonly statement: string;
  /** What would settle an undecided verdict; empty otherwise. */
  readonly settle: string;
  readonly status: Status;
  readonly gap: number;
  readonly energy: { readonly modular: number; readonly optimal: number; readonly lowerBound: number };
  /** Bounds on (E_modular - E*) / E*. */
  readonly saving: { readonly least: number; readonly most: number };
  /** Without grading: does any mixed neuron save energy at all? */
  readonly strict: "modular" | "mixed" | "undecided";
  readonly neurons: readonly Neuron[];
  readonly pairs: readonly PairReach[];
  /** Given when the code mixes although no pair fails. */
  readonly worstFacet: WorstFacet | null;
  readonly selectivity: SelectivityRange | null;
  /** Whether these are the only neurons of an optimal code, up to splitting one into parallel ones; null where not known. */
  readonly unique: boolean | null;
  /** Null for an exact prediction. */
  readonly silence: Silence | null;
  readonly settings: PredictionSettings;
  readonly notes: readonly string[];
}

export interface PredictionSettings {
  readonly factors: readonly string[];
  readonly dropped: readonly string[];
  readonly groups: readonly (readonly string[])[];
  readonly samples: number;
  readonly points: number;
  readonly alpha: number;
  readonly lambdaIn: number;
  readonly lambdaOut: number;
  /** null for an exact prediction */
  readonly gamma: number | null;
  readonly tolerance: number;
  readonly within: number;
  readonly seconds: number;
}
