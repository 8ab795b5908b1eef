/**
 * Multinomial logistic regression: p(k | x) = exp(b_k + w_k' x) / sum_l exp(b_l + w_l' x), fitted by minimising
 *   sum_i c_{y_i} (-ln p(y_i | x_i)) + (l2 / 2) sum_k |w_k|^2
 * (Bishop, Pattern Recognition and Machine Learning, section 4.3.4). Intercepts are free of the penalty.
 *
 * scikit-learn's `LogisticRegression(C)` with its lbfgs solver is l2 = 1 / C, and `penalty=None` is l2 = 0. As there, two
 * classes have one weight vector w, p(1 | x) = 1 / (1 + exp(-b - w' x)), penalised by (l2 / 2) |w|^2; it is returned as +-w / 2.
 * Balanced class weights are c_k = n / (K n_k) over the K classes that occur. A class that does not occur gets probability 0.
 * Adding one vector to all w_k changes no probability: weights and intercepts returned sum to zero over the classes that occur.
 *
 * Columns are centred, turned to their principal directions and scaled inside, which changes the path of the optimiser and not
 * the optimum. Without a penalty,
 * separable classes have no optimum: the loss tends to 0 while the weights grow, and fitting stops at the tolerance.
 */
import { InputError } from "./errors.js";
import { type LbfgsOptions, lbfgsDefaults, minimise } from "./lbfgs.js";
import { dot, symmetricEigen } from "./linearAlgebra.js";
import { type LogisticProblem, meanLoss, softmax } from "./logisticLoss.js";
import { diagonal, gram, type Matrix, matrix, multiply, rowOf, transpose } from "./matrix.js";
import { mean } from "./statistics.js";

export interface LogisticOptions extends Pick<LbfgsOptions, "iterations" | "tolerance"> {
  /** Strength of the penalty on the weights; 0 for none. */
  readonly l2: number;
  /** `uniform`: every sample counts once; `balanced`: every class counts alike; or a weight for each class. */
  readonly classWeights: "uniform" | "balanced" | ArrayLike<number>;
}

/** The tolerance is on the gradient of the mean loss with respect to the scaled directions. */
export const logisticDefaults: LogisticOptions = {
  l2: 0,
  classWeights: "uniform",
  iterations: lbfgsDefaults.iterations,
  tolerance: lbfgsDefaults.tolerance,
};

export interface LogisticRegression {
  /** [classes x columns] */
  readonly weights: Matrix;
  /** [classes]; -Infinity for a class that did not occur */
  readonly intercepts: Float64Array;
  readonly iterations: number;
  /** False where the iterations ran out before the gradient fell below the tolerance. */
  readonly converged: boolean;
}

/** Columns turned and scaled: the part of the work that no label changes. */
export interface TurnedColumns {
  readonly scaling: Scaling;
  readonly x: Matrix;
}

/**
 * Fits labels 0 .. classes - 1 [rows] to `x` [rows x columns]. What was turned of x with the same penalty need not be again.
 * Throws InputError for lengths that differ, or labels that are not whole numbers below `classes`.
 */
export function fitLogistic(
  x: Matrix,
  labels: ArrayLike<number>,
  classes: number,
  options: Partial<LogisticOptions> = {},
  turned?: TurnedColumns,
): LogisticRegression {
  const all: LogisticOptions = { ...logisticDefaults, ...options };
  const counts = countClasses(labels, classes, x.rows);
  const { scaling, x: columns } = turned ?? turnColumns(x, all.l2);
  const problem: LogisticProblem = {
    x: columns,
    labels: Int32Array.from(labels),
    weights: classWeights(counts, all.classWeights),
    prior: logShares(counts),
    penalty: penaltyOf(all.l2, classes, scaling),
  };
  const found = minimise(meanLoss(problem), new Float64Array(classes * (x.columns + 1)), all);
  return { ...unscaled(found.x, problem.prior, scaling), iterations: found.iterations, converged: found.converged };
}

/** Probability of every class in every row [rows x classes]. */
export function predictProbabilities({ weights, intercepts }: LogisticRegression, x: Matrix): Matrix {
  const classes = weights.rows;
  const out = matrix(x.rows, classes);
  for (let row = 0; row < x.rows; row++) {
    const scores = out.data.subarray(row * classes, (row + 1) * classes);
    for (let k = 0; k < classes; k++) scores[k] = linearScore(weights.data, k * x.columns, x, row, intercepts[k]);
    softmax(scores);
  }
  return out;
}

function linearScore(weights: Float64Array, at: number, x: Matrix, row: number, intercept: number): number {
  const { columns, data } = x;
  let score = intercept;
  for (let j = 0, from = row * columns; j < columns; j++) score += weights[at + j] * data[from + j];
  return score;
}

/** Mean of -ln p(label), nats; probabilities are cut off at 2^-52, as scikit-learn's `log_loss` does. */
export function crossEntropy(probabilities: Matrix, labels: ArrayLike<number>): number {
  let total = 0;
  for (let row = 0; row < probabilities.rows; row++) {
    total -= Math.log(Math.max(Number.EPSILON, probabilities.data[row * probabilities.columns + labels[row]]));
  }
  return total / probabilities.rows;
}

function countClasses(labels: ArrayLike<number>, classes: number, rows: number): Int32Array {
  if (labels.length !== rows) throw new InputError(`${labels.length} labels cannot be fitted to ${rows} rows`);
  const counts = new Int32Array(classes);
  for (let i = 0; i < rows; i++) {
    if (!(Number.isInteger(labels[i]) && labels[i] >= 0 && labels[i] < classes)) {
      throw new InputError(`label ${labels[i]} of row ${i} is not a whole number from 0 to ${classes - 1}`);
    }
    counts[labels[i]]++;
  }
  return counts;
}

function classWeights(counts: Int32Array, rule: LogisticOptions["classWeights"]): Float64Array {
  if (rule === "uniform") return new Float64Array(counts.length).fill(1);
  if (rule !== "balanced") return Float64Array.from(rule);
  const samples = counts.reduce((total, count) => total + count, 0);
  const occurring = counts.filter((count) => count > 0).length;
  return Float64Array.from(counts, (count) => (count > 0 ? samples / (occurring * count) : 0));
}

/** ln of each class's share, less the mean over the classes that occur. */
function logShares(counts: Int32Array): Float64Array {
  const logs = Float64Array.from(counts, Math.log);
  const centre = mean(logs.filter(Number.isFinite));
  return logs.map((value) => value - centre);
}

/** What is taken from every column, the directions that the rest is then turned to, and what it is divided by along each. */
export interface Scaling {
  readonly centre: Float64Array;
  /** Orthonormal, except that without a penalty every column is first given deviation 1 [columns x directions]; absent for as it is. */
  readonly directions?: Matrix;
  readonly unit: Float64Array;
}

/** With more columns, finding the principal directions takes longer than it saves. */
const MOST_TURNED = 128;
/** Directions with less of the largest variance are rounding. */
const ROUNDING = 1e-12;

/**
 * Units in which loss and penalty together curve about alike along every direction: deviations along the principal directions, which
 * correlated columns need to be fitted in few iterations.
 */
export function turnColumns(x: Matrix, l2: number): TurnedColumns {
  const { columns, data } = x;
  const centre = columnMeans(x);
  const centred = matrix(
    x.rows,
    columns,
    data.map((value, at) => value - centre[at % columns]),
  );
  const unitOf = (variance: Float64Array) => {
    const least = ROUNDING * Math.max(...variance);
    return variance.map((value) => Math.sqrt((value > least ? value : 0) + (4 * l2) / x.rows) || 1);
  };
  const deviations = unitOf(meanSquares(centred));
  if (columns < 2 || columns > MOST_TURNED) {
    return { scaling: { centre, unit: deviations }, x: divided(centred, deviations) };
  }
  const first = deviations.map((value) => (l2 === 0 ? 1 / value : 1));
  const { vectors } = symmetricEigen(gram(times(centred, first)));
  const directions = multiply(diagonal(first), vectors);
  const turned = multiply(centred, directions);
  const unit = unitOf(meanSquares(turned));
  return { scaling: { centre, directions, unit }, x: divided(turned, unit) };
}

const columnMeans = ({ rows, columns, data }: Matrix): Float64Array => {
  const means = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) means[at % columns] += data[at] / rows;
  return means;
};

const meanSquares = ({ rows, columns, data }: Matrix): Float64Array => {
  const squares = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) squares[at % columns] += data[at] ** 2 / rows;
  return squares;
};

/** Every column by its factor. */
const times = ({ rows, columns, data }: Matrix, factors: Float64Array): Matrix =>
  matrix(
    rows,
    columns,
    data.map((value, at) => value * factors[at % columns]),
  );

const divided = ({ rows, columns, data }: Matrix, by: Float64Array): Matrix =>
  matrix(
    rows,
    columns,
    data.map((value, at) => value / by[at % columns]),
  );

/** What the penalty charges for the square of a weight of each scaled column; twice that where +-w / 2 stand for w. */
const penaltyOf = (l2: number, classes: number, { unit }: Scaling): Float64Array =>
  unit.map((value) => ((classes === 2 ? 2 : 1) * l2) / value ** 2);

/** Parameters of scaled directions as weights of the columns themselves. */
function unscaled(parameters: Float64Array, prior: Float64Array, { centre, directions, unit }: Scaling) {
  const columns = centre.length;
  const along = matrix(
    prior.length,
    columns,
    Float64Array.from({ length: prior.length * columns }, (_, at) => {
      const [k, j] = [Math.floor(at / columns), at % columns];
      return parameters[k * (columns + 1) + j] / unit[j];
    }),
  );
  const weights = directions ? multiply(along, transpose(directions)) : along;
  const intercepts = prior.map(
    (value, k) => value + parameters[k * (columns + 1) + columns] - dot(rowOf(weights, k), centre),
  );
  return { weights, intercepts };
}
