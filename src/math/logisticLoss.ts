/** The mean loss of a multinomial logistic regression with its gradient: what fitting takes its time for. */
import type { Matrix } from "./matrix.js";

export interface LogisticProblem {
  readonly x: Matrix;
  readonly labels: Int32Array;
  /** What a row of each class counts [classes] */
  readonly weights: Float64Array;
  /** Where the intercepts start */
  readonly prior: Float64Array;
  /** Of the square of a weight of each column [columns] */
  readonly penalty: Float64Array;
}

/** Rows that are looked at together: their sums do not wait for one another, and each is summed in its own order. */
const TOGETHER = 4;

/** Where the four rows start in the data; beyond the last row, it again. */
type Rows = Int32Array;

/** The objective over rows, as a function of [classes x (columns + 1)] parameters, the intercept last. */
export function meanLoss({ x, labels, weights, prior, penalty }: LogisticProblem) {
  const classes = prior.length;
  const { rows, columns } = x;
  const from: Rows = new Int32Array(TOGETHER);
  const scores = new Float64Array(TOGETHER * classes);
  const ofRow = Array.from({ length: TOGETHER }, (_, i) => scores.subarray(i * classes, (i + 1) * classes));
  /** The loss of a row; its scores become slopes. */
  const lossOf = (row: number, own: Float64Array): number => {
    if (row >= rows) {
      own.fill(0);
      return 0;
    }
    const label = labels[row];
    const share = weights[label] / rows;
    const score = own[label];
    const loss = share * (softmax(own) - score);
    own[label] -= 1;
    for (let k = 0; k < classes; k++) own[k] *= share;
    return loss;
  };
  return (parameters: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let total = 0;
    for (let row = 0; row < rows; row += TOGETHER) {
      for (let i = 0; i < TOGETHER; i++) from[i] = Math.min(row + i, rows - 1) * columns;
      for (let k = 0; k < classes; k++) {
        const at = k * (columns + 1);
        scoreFour(parameters, at, x, from, prior[k] + parameters[at + columns], scores, k, classes);
      }
      for (let i = 0; i < TOGETHER; i++) total += lossOf(row + i, ofRow[i]);
      for (let k = 0; k < classes; k++) addSlopes(gradient, k * (columns + 1), x, from, scores, k, classes);
    }
    return total + addPenalty(parameters, gradient, penalty, rows);
  };
}

/** The score of class k in four rows, to its places in `out` [rows x classes]. */
function scoreFour(
  weights: Float64Array,
  at: number,
  { columns, data }: Matrix,
  from: Rows,
  intercept: number,
  out: Float64Array,
  k: number,
  classes: number,
): void {
  const [atA, atB, atC, atD] = [from[0], from[1], from[2], from[3]];
  let [a, b, c, d] = [intercept, intercept, intercept, intercept];
  for (let j = 0; j < columns; j++) {
    const weight = weights[at + j];
    a += weight * data[atA + j];
    b += weight * data[atB + j];
    c += weight * data[atC + j];
    d += weight * data[atD + j];
  }
  out[k] = a;
  out[classes + k] = b;
  out[2 * classes + k] = c;
  out[3 * classes + k] = d;
}

/** Adds the slopes of class k in four rows, from their places in `slopes` [rows x classes]. */
function addSlopes(
  gradient: Float64Array,
  at: number,
  { columns, data }: Matrix,
  from: Rows,
  slopes: Float64Array,
  k: number,
  classes: number,
): void {
  const [atA, atB, atC, atD] = [from[0], from[1], from[2], from[3]];
  const [a, b, c, d] = [slopes[k], slopes[classes + k], slopes[2 * classes + k], slopes[3 * classes + k]];
  for (let j = 0; j < columns; j++) {
    gradient[at + j] = gradient[at + j] + a * data[atA + j] + b * data[atB + j] + c * data[atC + j] + d * data[atD + j];
  }
  gradient[at + columns] = gradient[at + columns] + a + b + c + d;
}

/** Scores to probabilities, in place; returns ln sum exp. */
export function softmax(scores: Float64Array): number {
  let most = -Infinity;
  for (let k = 0; k < scores.length; k++) most = Math.max(most, scores[k]);
  let total = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp(scores[k] - most);
    total += scores[k];
  }
  for (let k = 0; k < scores.length; k++) scores[k] /= total;
  return most + Math.log(total);
}

function addPenalty(parameters: Float64Array, gradient: Float64Array, penalty: Float64Array, rows: number): number {
  const stride = penalty.length + 1;
  let total = 0;
  for (let at = 0; at < parameters.length; at++) {
    const j = at % stride;
    if (j === penalty.length) continue;
    const slope = (penalty[j] * parameters[at]) / rows;
    total += (slope * parameters[at]) / 2;
    gradient[at] += slope;
  }
  return total;
}
