/**
 * Categories, Whittington et al. 2023, A.7: one factor with K levels, of which exactly one is present; input and target are one-hot.
 *
 * For equally probable levels the optimum is known (docs/theory.md, section 8): one neuron for each level, z = q 1[level], with
 * q^2 = sqrt((K - 1) lambda_out / (alpha + (K - 1) lambda_in)). Levels of unequal probability are for `solveOptimum`: mixed
 * neurons then save a little, and a level that is present more than half of the time is cheaper as a neuron that is off in it.
 */
import { UsageError } from "../math/errors.js";
import { identity } from "../math/matrix.js";
import type { Prices } from "./problem.js";
import { supportFromSamples } from "./support.js";
import type { CodingProblem } from "./types.js";

type CategoryPrices = Pick<Prices, "alpha" | "lambdaIn" | "lambdaOut">;

/** 2 sqrt((K - 1) lambda_out (alpha + (K - 1) lambda_in)). Throws UsageError below two levels. */
export function categoryEnergy(levels: number, { alpha, lambdaIn, lambdaOut }: CategoryPrices): number {
  checkLevels(levels);
  const others = levels - 1;
  return 2 * Math.sqrt(others * lambdaOut * (alpha + others * lambdaIn));
}

/** The coding problem of these probabilities [levels], one for each level, for `solveOptimum`. Throws UsageError below two levels. */
export function categoryProblem(probabilities: readonly number[]): CodingProblem {
  const levels = probabilities.length;
  checkLevels(levels);
  const support = supportFromSamples(identity(levels), { weights: Float64Array.from(probabilities) });
  return { support, groups: [Array.from({ length: levels }, (_, level) => level)] };
}

function checkLevels(levels: number): void {
  if (!(Number.isInteger(levels) && levels >= 2)) throw new UsageError(`categories are at least 2, not ${levels}`);
}
