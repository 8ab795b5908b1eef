/** What one neuron costs on given rows, and how much each row has to do with it. */
import { quadraticForm } from "../../math/linearAlgebra.js";
import type { ReducedProblem } from "../problem.js";
import { TolerantBody, type WeightedRows } from "./tolerantBody.js";

export interface NeuronCost {
  /** c(u) */
  readonly price: number;
  /**
   * alpha z^2 + beta max(-z, 0)^2 of every row [rows], z = u.s + b at the best b: its mean is the price without input weights, and b
   * being the best, the price's derivative by a row's probability (Danskin 1966).
   */
  readonly byRow: Float64Array;
}

/** `rows` are centred, weights with sum 1. */
export function neuronCost(problem: ReducedProblem, rows: WeightedRows, rare: number, u: Float64Array): NeuronCost {
  const { alpha, lambdaIn, inputCost } = problem;
  const bias = new TolerantBody(rows, rare).bias(u);
  const { columns, weights } = rows;
  const n = columns[0].length;
  const byRow = new Float64Array(n);
  let mean = 0;
  for (let row = 0; row < n; row++) {
    let z = bias;
    for (let i = 0; i < u.length; i++) z += u[i] * columns[i][row];
    byRow[row] = alpha * z * z * (z < 0 ? 1 + 1 / rare : 1);
    mean += byRow[row] * (weights === undefined ? 1 / n : weights[row]);
  }
  return { price: mean + lambdaIn * quadraticForm(inputCost, u), byRow };
}
