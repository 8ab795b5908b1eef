/** What the theory of rectified neurons passes between its parts. Notation of docs/theory.md, section 10. */
import type { Matrix } from "../../math/matrix.js";
import type { Neuron, PredictionSettings, Silence, Status, VerdictName } from "../types.js";

/** Rows about any origin; equal ones are merged. */
export interface Rows {
  /** [rows x factors], in the units of the factors */
  readonly values: Matrix;
  /** [rows], any scale; uniform by default. A row of weight zero never occurs, and is left out. */
  readonly weights?: ArrayLike<number>;
}

/** A cloud of distinct points, what has to be read from them, and the prices; whitened, so that every direction has unit variance. */
export interface Cloud {
  /** d */
  readonly dimension: number;
  /** [points x (d + 1)]: a whitened point and 1, so that a neuron is z = max(inputs w, 0) */
  readonly inputs: Matrix;
  /** [points], sum 1 */
  readonly masses: Float64Array;
  /** [points x outputs], mean zero */
  readonly targets: Matrix;
  /** Lower-triangular root of the covariance: a row u of M has the weights lower' u [d x d]. */
  readonly lower: Matrix;
  /** Price of the squared length of input weights [(d + 1) x (d + 1)]; the bias is free. */
  readonly inputPrice: Matrix;
  readonly alpha: number;
  readonly lambdaOut: number;
  readonly gamma: number;
}

/** A neuron whose cost, alpha E z^2 and its input weights, is 1. */
export interface Unit {
  /** [d + 1], the bias last */
  readonly weights: Float64Array;
  /** [points] */
  readonly activity: Float64Array;
}

/** A unit of a code, and its squared gain in costs of the unit. */
export interface UsedUnit {
  readonly unit: Unit;
  readonly mass: number;
}

/** What is left to gain at a code: max |dual' z|^2 over neurons of cost 1. */
export interface Search {
  /** No neuron of cost 1 has a larger value; Infinity where nothing is known. */
  readonly bound: number;
  /** Neurons of value above the threshold, different from one another, the best first. */
  readonly found: readonly Unit[];
}

export interface RectifiedOracle {
  /** `dual` [points x outputs] is sqrt(lambda_out) B. Stops at `deadline`, in milliseconds of performance.now(); returns at most `most` units, by default 12. */
  search(dual: Matrix, threshold: number, deadline: number, most?: number): Search;
}

export interface RectifiedOptimum {
  readonly energy: number;
  /** NaN where it exceeds the energy: the search missed a neuron. */
  readonly lowerBound: number;
  readonly status: "certified" | "gap" | "incomplete";
  readonly units: readonly Unit[];
  /** [units] squared gains, in costs of the units */
  readonly masses: Float64Array;
  /** sqrt(lambda_out) B at that code [points x outputs] */
  readonly dual: Matrix;
  readonly rounds: number;
}

export interface FactorThreshold {
  readonly factor: string;
  /** Of the extreme at which the factor's linear neuron is silent. */
  readonly probability: number;
  /** lambda_in from which the factor's own linear neuron may be optimal among rectified ones; Infinity where no row is at the extreme. */
  readonly lambdaIn: number;
}

export interface LinearThreshold {
  /** Least -p_f u'R Sigma^{-1} s_f / (alpha h(u)) over the neurons of the linear optimum: below 1, rectification saves energy. */
  readonly ratio: number;
  /** Of factors that are one coordinate. */
  readonly factors: readonly FactorThreshold[];
}

export interface RectifiedNeuron extends Neuron {
  /** Part of the rows, by weight, at which its input is below zero; 0 for a linear neuron. */
  readonly clipped: number;
}

export interface RectifiedPrediction {
  /** What is left uncoded, since its error is cheap. */
  readonly silence: Silence;
  /** Graded on energy by `settings.within`. */
  readonly verdict: VerdictName;
  readonly status: Status;
  /** Relative: (optimal - lowerBound) / optimal. */
  readonly gap: number;
  /** `modular`: the best code of rectified neurons that each carry one factor. */
  readonly energy: { readonly modular: number; readonly optimal: number; readonly lowerBound: number };
  readonly rectified: {
    /** (E_pure - E*) / E_pure of the codes found. */
    readonly pureSaving: number;
    /** Bounds on it. */
    readonly bounds: readonly [least: number, most: number];
    /** Least and greatest share of squared gain on each neuron's main factor, over the optimal codes; null where not certified. */
    readonly share: readonly [least: number, most: number] | null;
    /** Part of the code's cost that falls on neurons whose input is below zero at some row. */
    readonly rectifiedShare: number;
  };
  /** Linear codes at the same prices, and what rectification saves, (E_linear - E*) / E_linear. */
  readonly linear: { readonly optimal: number; readonly lowerBound: number; readonly saving: number };
  readonly threshold: LinearThreshold;
  readonly neurons: readonly RectifiedNeuron[];
  readonly settings: Omit<PredictionSettings, "gamma"> & { readonly gamma: number };
  readonly notes: readonly string[];
}
