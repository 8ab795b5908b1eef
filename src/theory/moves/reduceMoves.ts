/** Moves in the reduced coordinates of a problem, and moves that no code of these factors can make. */
import { InputError } from "../../math/errors.js";
import { symmetricEigen, symmetrise } from "../../math/linearAlgebra.js";
import { combine, identity, type Matrix, multiply, scale, trace, transpose } from "../../math/matrix.js";
import { congruence, type ReducedProblem } from "../problem.js";
import type { Support } from "../types.js";
import type { Move } from "./types.js";

/** Part of a move below which an entry counts as rounding of the numbers in a file. */
const ROUNDING = 1e-5;

/** A move in reduced coordinates: `matrix` is [d x d]. */
export type ReducedMove = Move;

/**
 * Throws InputError where there are no moves, where one has not a row and a column for each factor, where it is not finite, where it
 * needs factors that the target leaves out, and where the target follows only a part of the factors through all moves.
 */
export function reduceMoves(problem: ReducedProblem, support: Support, moves: readonly Move[]): ReducedMove[] {
  if (moves.length === 0) throw new InputError("there are no moves: at least one is needed");
  const outside = varyingOutside(problem, support);
  const reduced = moves.map((move) => {
    requireFits(move, support);
    requireClosed(move, problem, outside);
    return { name: move.name, matrix: multiply(multiply(transpose(problem.basis), move.matrix), problem.basis) };
  });
  requireObserved(problem, reduced);
  return reduced;
}

function requireFits({ name, matrix }: Move, { names }: Support): void {
  const d = names.length;
  if (matrix.rows !== d || matrix.columns !== d) {
    throw new InputError(
      `the move "${name}" is ${matrix.rows} x ${matrix.columns}; a row and a column for each of ${d} coordinates are needed: ${names.join(", ")}`,
    );
  }
  const bad = matrix.data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new InputError(
    `the move "${name}": row ${Math.floor(bad / d) + 1}, column ${(bad % d) + 1} is ${matrix.data[bad]}, expected a finite number`,
  );
}

/** Covariance of what varies outside the reduced coordinates [factors x factors]: factors that the target leaves out. */
function varyingOutside({ basis }: ReducedProblem, { covariance }: Support): Matrix {
  const rest = combine(identity(basis.rows), multiply(basis, transpose(basis)), 1, -1);
  return congruence(rest, covariance);
}

/** Where a move goes has to be known from the factors that are coded, and to lie among them. */
function requireClosed({ name, matrix }: Move, { basis, covariance, dropped }: ReducedProblem, outside: Matrix): void {
  const size = trace(covariance);
  const needs = congruence(transpose(multiply(transpose(basis), matrix)), outside);
  if (trace(needs) > ROUNDING ** 2 * size) {
    throw new InputError(
      `the move "${name}" needs ${dropped.join(", ")}, which the target leaves out, so that no code of the other factors can make it: ` +
        "let the target have all factors that the moves need",
    );
  }
  const rest = combine(identity(basis.rows), multiply(basis, transpose(basis)), 1, -1);
  const leaves = multiply(multiply(rest, matrix), basis);
  const reached = trace(congruence(transpose(leaves), covariance));
  if (dropped.length > 0 && trace(outside) > 0) return;
  if (reached > ROUNDING ** 2 * size) {
    throw new InputError(
      `the move "${name}" leads to where the factors never are: its outcome is no linear function of coordinates that vary freely. ` +
        "Levels of a category sum to 1, and a constant stays what it is",
    );
  }
}

/** A code may forget what neither the target nor the target after moves depends on; the bounds are for codes that forget nothing. */
function requireObserved({ targetGram, dimension }: ReducedProblem, moves: readonly ReducedMove[]): void {
  let seen = scale(targetGram, 1 / trace(targetGram));
  for (let word = 1; word < dimension; word++) {
    for (const { matrix } of moves) {
      const after = symmetrise(congruence(matrix, seen));
      const size = trace(after);
      if (size > 0) seen = combine(seen, after, 0.5, 0.5 / size);
    }
  }
  if (symmetricEigen(seen).values[0] > 1e-12) return;
  throw new InputError(
    "the target does not need all that the factors are, not even after moves, so that a code may forget a part of them: " +
      "leave out factors with --columns, or give a --target-mixing of full rank",
  );
}
