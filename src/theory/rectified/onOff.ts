/**
 * How the optimal code of one factor divides it between neurons that rise with it (ON) and neurons that fall (OFF), docs/theory.md, section 10.
 * The question is that of "Convex Efficient Coding" (Dorrell, Latham and Whittington, arXiv 2601.10482): dense codes split, sparse ones do not.
 */
import { UsageError } from "../../math/errors.js";
import { type Matrix, matrix } from "../../math/matrix.js";
import { type ReducedProblem, reduceProblem } from "../problem.js";
import type { CodingProblem, SolverOptions, Status } from "../types.js";
import { axisWeights, rowOfWeights } from "./axes.js";
import { cloudOf } from "./cloud.js";
import { climbingOracle, rectifiedOptimum, startingUnits } from "./optimum.js";
import { oracleOf } from "./oracle.js";
import type { Cloud, Rows, Unit } from "./protocols.js";
import { type Parts, sharesOf } from "./shares.js";
import { usedUnits } from "./unit.js";

export interface OnOffCode {
  readonly status: Status;
  readonly energy: number;
  /** NaN where the search is incomplete. */
  readonly lowerBound: number;
  /** Least and greatest share of squared gain on OFF neurons, over the optimal codes; null where not certified, or where nothing is encoded. */
  readonly off: readonly [least: number, most: number] | null;
  /** Of the code found. */
  readonly neurons: readonly OnOffNeuron[];
}

/** max(gain (s - mean) + bias, 0), in units of the factor. */
export interface OnOffNeuron {
  readonly gain: number;
  readonly bias: number;
}

/** The certified optimum of rectified neurons for one factor. Throws UsageError for more factors, and as `predictRectified` does. */
export function onOffCode(
  problem: CodingProblem,
  rows: Rows,
  { tolerance = 1e-6, seconds = 10 }: SolverOptions = {},
): OnOffCode {
  const began = performance.now();
  const reduced = reduceProblem(problem);
  if (reduced.dimension !== 1) throw new UsageError(`ON and OFF are of one factor, not of ${reduced.dimension}`);
  const cloud = cloudOf(reduced, rows);
  const oracle = oracleOf(cloud);
  const deadline = began + 800 * seconds;
  const search = { quick: climbingOracle(cloud), movable: true };
  const start = startingUnits(cloud, [axisWeights(cloud, 0)]);
  const optimum = rectifiedOptimum(
    cloud,
    oracle,
    start,
    { tolerance, deadline, provenBy: began + 900 * seconds },
    search,
  );
  const { range } = sharesOf(cloud, oracle, optimum, (unit) => offParts(cloud, reduced, unit), began + 1000 * seconds);
  const { status, energy, lowerBound } = optimum;
  const neurons = usedUnits(optimum).map(({ unit: { weights }, mass }) => ({
    gain: Math.sqrt(mass) * gainOf(cloud, reduced, weights),
    bias: Math.sqrt(mass) * weights[1],
  }));
  return { status, energy, lowerBound, off: range ?? null, neurons };
}

const gainOf = (cloud: Cloud, { basis }: ReducedProblem, weights: Float64Array): number =>
  rowOfWeights(cloud, weights)[0] * basis.data[0];

function offParts(cloud: Cloud, reduced: ReducedProblem, { weights }: Unit): Parts {
  const gain = gainOf(cloud, reduced, weights);
  return { part: gain < 0 ? gain * gain : 0, all: gain * gain };
}

/** One factor, and what neurons pay for it: alpha E z^2 + lambdaIn u^2. */
export interface OneFactor {
  /** [rows], each as likely */
  readonly values: ArrayLike<number>;
  readonly alpha: number;
  readonly lambdaIn: number;
}

/**
 * Price of reading a factor exactly, in squared gain, from one neuron that is linear on its whole range, and from a pair that rises and falls from
 * a common threshold. The energy is 2 sqrt(lambdaOut price) either way, so a pair pays where it is cheaper. With u^2 c_k the cost of neuron k,
 *     single = alpha (v + h^2) + lambdaIn,   pair = min over the threshold of (sqrt(c_on) + sqrt(c_off))^2,
 * v the variance, h the distance from the mean to the nearer end, c_on = alpha E max(s - threshold, 0)^2 + lambdaIn. The sum of roots is convex in
 * the threshold: each is the length of (sqrt(alpha) max(s - threshold, 0), sqrt(lambdaIn)).
 */
export function onOffPrices({ values, alpha, lambdaIn }: OneFactor): {
  readonly single: number;
  readonly pair: number;
} {
  const all = Float64Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const low = all.reduce((a, b) => Math.min(a, b), Infinity);
  const high = all.reduce((a, b) => Math.max(a, b), -Infinity);
  const square = (f: (value: number) => number): number => all.reduce((sum, s) => sum + f(s) ** 2, 0) / all.length;
  const reach = Math.min(mean - low, high - mean);
  const costOn = (side: number, threshold: number): number =>
    alpha * square((s) => Math.max(0, side * (s - threshold))) + lambdaIn;
  const roots = (threshold: number): number => Math.sqrt(costOn(1, threshold)) + Math.sqrt(costOn(-1, threshold));
  return {
    single: alpha * (square((s) => s - mean) + reach * reach) + lambdaIn,
    pair: leastOf(roots, low, high) ** 2,
  };
}

/** The least value of a convex function between two ends, by thirds. */
function leastOf(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 100; step++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (f(a) < f(b)) high = b;
    else low = a;
  }
  return f((low + high) / 2);
}

/** Activity of neurons at values of the factor, each as likely as another [values x neurons]. */
export function onOffActivity(neurons: readonly OnOffNeuron[], values: Float64Array): Matrix {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const out = matrix(values.length, neurons.length);
  values.forEach((value, row) => {
    neurons.forEach(({ gain, bias }, k) => {
      out.data[row * neurons.length + k] = Math.max(0, gain * (value - mean) + bias);
    });
  });
  return out;
}

export interface Sides {
  /** Share of squared gain on OFF units; NaN of a silent code. */
  readonly off: number;
  /** Cosine between the activity of all ON and of all OFF units, sqrt(sum z^2) row by row: 0 where they are never active together, or one side is silent. */
  readonly overlap: number;
}

/** How a code of one factor is divided. `gains` [units], `activity` [rows x units], rows as likely as one another. */
export function sidesOf(gains: ArrayLike<number>, { rows, columns, data }: Matrix): Sides {
  const all = Float64Array.from(gains);
  const total = all.reduce((sum, gain) => sum + gain * gain, 0);
  const off = all.reduce((sum, gain) => sum + (gain < 0 ? gain * gain : 0), 0) / total;
  let [on2, off2, both] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    let [rising, falling] = [0, 0];
    for (let k = 0; k < columns; k++) {
      const square = data[row * columns + k] ** 2;
      if (all[k] < 0) falling += square;
      else rising += square;
    }
    on2 += rising;
    off2 += falling;
    both += Math.sqrt(rising * falling);
  }
  return { off, overlap: on2 > 0 && off2 > 0 ? both / Math.sqrt(on2 * off2) : 0 };
}
