/**
 * What recurrence costs, before anything is trained (docs/theory.md, section 11). A code z = M s + b in which one matrix W_a a move
 * carries z(s) to z(A_a s + c_a) has W_a M = M A_a, so that
 *     |W_a|^2 >= tr(A_a Q^-1 A_a' Q) = |Q^1/2 A_a Q^-1/2|^2 >= sum_i |eig_i(A_a)|^2,   Q = M'M,
 * the last by Schur's inequality, with equality where Q^1/2 A_a Q^-1/2 is normal. Hence E >= E*_static + lambda_rec sum_a sum_i
 * |eig_i(A_a)|^2, and the bound is attained where covariance, range, target and input are the same after every move: the average of
 * an optimal Q over the group of the moves is optimal too, and commutes with them.
 */

import { squaredEigenvalues } from "../../math/eigenvalues.js";
import { UsageError } from "../../math/errors.js";
import { addOuter, apply, choleskySolve, dot, tryCholesky } from "../../math/linearAlgebra.js";
import { type Matrix, matrix, multiply, transpose } from "../../math/matrix.js";
import { codeEnergy } from "../certificate.js";
import { biasOf } from "../price.js";
import { type ReducedProblem, reduceProblem } from "../problem.js";
import { rescale } from "../scaled.js";
import type { CodingProblem, Prediction } from "../types.js";
import { changesOf, fixesADirection } from "./changes.js";
import { type ReducedMove, reduceMoves } from "./reduceMoves.js";
import type { Move, MoveCost, RecurrentEnergy, RecurrentOptions } from "./types.js";

/** Codes whose Gram matrix has a smaller pivot, each coordinate in its own size, do not tell the factors apart. */
const SMALLEST_PIVOT = 1e-5;

/**
 * Bounds on the energy of recurrent networks that make these moves with linear, path-independent codes. `prediction` is that of the
 * same problem. Throws UsageError for a prediction that need not be exact and for a price that is none, InputError as `reduceMoves` does.
 */
export function recurrentEnergy(
  problem: CodingProblem,
  prediction: Pick<Prediction, "energy" | "neurons">,
  moves: readonly Move[],
  { lambdaRec = 1, biases = "own" }: RecurrentOptions = {},
): RecurrentEnergy {
  const reduced = reduceProblem(problem);
  requirePrices(reduced, lambdaRec);
  const own = biases === "own";
  const within = reduceMoves(reduced, problem.support, moves);
  const rows = rowsOf(reduced, prediction);
  const changes = changesOf(reduced, within);
  const invariant = changes.every((changed) => changed.length === 0);
  const costs = within.map(
    (move, i): MoveCost => ({
      name: move.name,
      least: squaredEigenvalues(move.matrix) + (own ? 0 : 1),
      ofStaticNeurons: own ? linearCost(move, rows) : invariant ? affineCost(move, rows, reduced) : null,
      changes: changes[i],
    }),
  );
  const constant = lambdaRec * costs.reduce((sum, { least }) => sum + least, 0);
  const { lowerBound, optimal } = prediction.energy;
  const attained = invariant && (own || !fixesADirection(within));
  const upperBound = attained ? optimal + constant : withStaticNeurons(codeEnergy(reduced, rows), costs, lambdaRec);
  return {
    constant,
    invariant,
    energy: { lowerBound: lowerBound + constant, upperBound },
    moves: costs,
    lambdaRec,
    biases,
  };
}

function requirePrices({ gamma }: ReducedProblem, lambdaRec: number): void {
  if (!(lambdaRec >= 0 && lambdaRec < Infinity)) {
    throw new UsageError(`lambdaRec is zero or a positive number, not ${lambdaRec}`);
  }
  if (gamma === Infinity) return;
  throw new UsageError(
    "what moves cost is known for exact predictions: a network that may err can go below. Leave out gamma",
  );
}

/** Rows of M [d], reduced coordinates. */
function rowsOf({ basis }: ReducedProblem, { neurons }: Pick<Prediction, "neurons">): Float64Array[] {
  const toCoordinates = transpose(basis);
  return neurons.map(({ direction, gain }) => apply(toCoordinates, direction).map((value) => gain * value));
}

/** tr(A Q^-1 A' Q); null where the neurons do not tell all factors apart. */
const linearCost = ({ matrix: a }: ReducedMove, rows: readonly Float64Array[]): number | null => carried(a, rows);

/** The same for a matrix that has to carry the neurons' biases along, where the moves leave the mean where it is. */
function affineCost({ matrix: a }: ReducedMove, rows: readonly Float64Array[], problem: ReducedProblem): number | null {
  const d = a.rows;
  const affine = matrix(d + 1, d + 1);
  for (let i = 0; i < d; i++) affine.data.set(a.data.subarray(i * d, (i + 1) * d), i * (d + 1));
  affine.data[(d + 1) ** 2 - 1] = 1;
  return carried(
    affine,
    rows.map((u) => Float64Array.from([...u, biasOf(problem, u)])),
  );
}

function carried(a: Matrix, rows: readonly Float64Array[]): number | null {
  const d = a.rows;
  const q = matrix(d, d);
  for (const u of rows) addOuter(q, u);
  const sizes = Float64Array.from(
    { length: d },
    (_, i) => 1 / Math.sqrt(q.data[i * d + i] || Number.POSITIVE_INFINITY),
  );
  if (!sizes.every((size) => size > 0)) return null;
  const lower = tryCholesky(rescale(q, sizes));
  if (lower === undefined || sizes.some((_, i) => lower.data[i * d + i] < SMALLEST_PIVOT)) return null;
  const moved = matrix(
    d,
    d,
    a.data.map((value, k) => (value * sizes[k % d]) / sizes[Math.floor(k / d)]),
  );
  const back = moved.data.slice();
  for (let i = 0; i < d; i++) back.set(choleskySolve(lower, back.subarray(i * d, (i + 1) * d)), i * d);
  const forth = multiply(multiply(lower, transpose(lower)), moved);
  return dot(back, forth.data);
}

/** Energy of the neurons that are best without recurrence, with the recurrent weights that they need. */
function withStaticNeurons(energy: number, costs: readonly MoveCost[], lambdaRec: number): number | null {
  let total = energy;
  for (const { ofStaticNeurons } of costs) {
    if (ofStaticNeurons === null) return null;
    total += lambdaRec * ofStaticNeurons;
  }
  return total;
}
