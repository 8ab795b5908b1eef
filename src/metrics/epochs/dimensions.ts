/**
 * How many directions of a code stand out of the noise: those whose eigenvalue without noise is above the 95 % quantile of the largest
 * eigenvalue when the trials' variables are exchanged at random. After parallel analysis (Horn, Psychometrika 30, 179 (1965)), which
 * compares eigenvalues of the same rank: behind two directions that are encoded the third is the largest of noise, not its third.
 */
import { symmetricEigenvalues } from "../../math/linearAlgebra.js";
import { type Matrix, matrix } from "../../math/matrix.js";
import { fold, type Key, permutation } from "../../math/random.js";
import { quantile } from "../../math/statistics.js";
import { type EpochCodes, type EpochData, epochCodes } from "./codes.js";
import type { Code } from "./corrected.js";
import { foldSums, type Halving, usableHalvings } from "./encodings.js";

export interface Dimensions {
  readonly variables: ReadonlyMap<string, number>;
  readonly all: number;
}

export interface DimensionPlan {
  readonly folds: readonly number[];
  readonly halvings: readonly Halving[];
  readonly draws: number;
}

export function dimensionsOf(epoch: EpochData, codes: EpochCodes, plan: DimensionPlan, key: Key): Dimensions {
  const drawn = Array.from({ length: plan.draws }, (_, draw) => exchanged(epoch, plan, fold(key, draw)));
  const ofVariable = ([name, code]: readonly [string, Code]) =>
    [
      name,
      standingOut(
        code,
        drawn.flatMap((one) => one.variables.get(name) ?? []),
      ),
    ] as const;
  return {
    variables: new Map([...codes.variables].map(ofVariable)),
    all: standingOut(
      codes.all,
      drawn.map(({ all }) => all),
    ),
  };
}

/** Without halvings that tell variables apart where they stand, but not where they were put. */
function exchanged(epoch: EpochData, { folds, halvings }: DimensionPlan, key: Key): EpochCodes {
  const other = { ...epoch, design: inOrder(epoch.design, permutation(key, epoch.design.rows)) };
  const sums = foldSums(other, folds.length);
  return epochCodes(other, sums, folds, usableHalvings([sums], halvings));
}

function inOrder({ rows, columns, data }: Matrix, order: Int32Array): Matrix {
  const out = matrix(rows, columns);
  order.forEach((from, to) => {
    out.data.set(data.subarray(from * columns, (from + 1) * columns), to * columns);
  });
  return out;
}

/** Ascending. */
const eigenvaluesOf = ({ gram }: Code): Float64Array => symmetricEigenvalues(gram);

function standingOut(code: Code, chance: readonly Code[]): number {
  const largest = chance.map((one) => eigenvaluesOf(one).at(-1) ?? Number.NaN);
  const limit = Math.max(0, quantile(largest, 0.95));
  return eigenvaluesOf(code).filter((value) => value > limit).length;
}
