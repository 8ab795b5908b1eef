/** How far each unit of the student follows one of the teacher's, whatever the correlation of the two. */
import { entropy, equalWidthBins, jointEntropy } from "../../../math/information/index.js";
import { fitLinear } from "../../../math/leastSquares.js";
import { type Matrix, matrix } from "../../../math/matrix.js";
import { extent, standardDeviation, variance } from "../../../math/statistics.js";

/** Below this part of the largest variance a unit is silent. */
const ACTIVE = 0.01;
/** Above this part of its larger weight, both squared, the smaller one makes a unit mixed. */
const MIXED = 0.1;

export interface PartialWeights {
  /** Squared weights on the main teacher unit over all, summed over units: 1 where every unit follows one. */
  readonly share: number;
  readonly active: number;
  readonly mixed: number;
  /** [units x 2], weights of activity on both states at once, for a standard deviation of each */
  readonly weights: Matrix;
}

/**
 * Regression of each unit [rows x units] on both states at once [rows x 2], which leaves a unit pure that follows one of two correlated
 * states. Rivals, which call it mixed: correlations with each, and the linear CInfoM of the paper.
 */
export function partialWeights(code: Matrix, states: Matrix): PartialWeights {
  const spread = [0, 1].map((k) => standardDeviation(columnOf(states, k)));
  const { coefficients, total } = fitLinear(states, code, { l2: 0 });
  const weights = matrix(code.columns, 2);
  for (let unit = 0; unit < code.columns; unit++) {
    for (const k of [0, 1]) weights.data[2 * unit + k] = coefficients.data[k * code.columns + unit] * spread[k];
  }
  const squares = Array.from({ length: code.columns }, (_, unit) =>
    [0, 1].map((k) => weights.data[2 * unit + k] ** 2).sort((a, b) => b - a),
  );
  const most = Math.max(...total);
  const active = [...squares.keys()].filter((unit) => total[unit] > ACTIVE * most);
  return {
    share: squares.reduce((sum, [main]) => sum + main, 0) / squares.reduce((sum, [a, b]) => sum + a + b, 0),
    active: active.length,
    mixed: active.filter((unit) => squares[unit][1] > MIXED * squares[unit][0]).length,
    weights,
  };
}

const BINS = 20;

/** (sum of entropies - joint entropy) / sum of entropies of two states, in 20 equal-width bins: the published abscissa. */
export function normalisedInformation(states: Matrix): number {
  const [x, y] = [0, 1].map((k) => columnOf(states, k));
  const [a, b] = [x, y].map((values) => equalWidthBins(values, BINS, extent(values)));
  const single = entropy(a) + entropy(b);
  return (single - jointEntropy(a, b)) / single;
}

/** Part of the targets' variance that the outputs explain, over all outputs. */
export function explained(output: ArrayLike<number>, target: ArrayLike<number>, outputs: number): number {
  const errors = Array.from(target, (wanted, at) => (output[at] - wanted) ** 2).reduce((a, b) => a + b, 0);
  const rows = target.length / outputs;
  const spread = Array.from({ length: outputs }, (_, k) =>
    variance(
      Float64Array.from({ length: rows }, (_, row) => target[row * outputs + k]),
      0,
    ),
  );
  return 1 - errors / (rows * spread.reduce((a, b) => a + b, 0));
}

export const columnOf = ({ rows, columns, data }: Matrix, k: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => data[row * columns + k]);
