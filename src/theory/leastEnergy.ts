/** The best code that is made of given neurons at given prices: min over mu >= 0 of sum mu_j c_j + tr(G Q^-1), Q = sum mu_j u_j u_j'. */
import { addOuter, inversePositive } from "../math/linearAlgebra.js";
import { type Matrix, matrix, multiply, trace } from "../math/matrix.js";
import { sum } from "../math/statistics.js";
import { solveDesign } from "./design.js";

/** A neuron and what it costs for a gain of 1. */
export interface PricedNeuron {
  readonly direction: Float64Array;
  readonly price: number;
}

/** `dual` L: u_j'L u_j <= c_j for all of the neurons, so that a neuron improves the code where u'Lu > c(u). */
export function leastEnergy(
  neurons: readonly PricedNeuron[],
  gram: Matrix,
): { readonly energy: number; readonly dual: Matrix } {
  const directions = neurons.map(({ direction, price }) => direction.map((value) => value / Math.sqrt(price)));
  const { masses, dual } = solveDesign(directions, gram, matrix(gram.rows, gram.rows));
  const code = matrix(gram.rows, gram.rows);
  directions.forEach((direction, j) => {
    addOuter(code, direction, masses[j]);
  });
  return { energy: 2 * Math.sqrt(sum(masses) * trace(multiply(gram, inversePositive(code)))), dual };
}
