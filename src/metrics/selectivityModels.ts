/** How well linear models predict every unit on conditions they were not fitted on. */
import { fitLinear, predictLinear } from "../math/leastSquares.js";
import { columnsAt, matrix } from "../math/matrix.js";
import type { HoldOut } from "./holdOut.js";

/**
 * Share of variance of each of `targets` [targets][conditions] that a linear model (its columns [columns][conditions]) predicts:
 * 1 - squared error / squared error of the fitted part's mean [targets]
 */
export function heldOutShares(
  targets: readonly Float64Array[],
  columns: readonly Float64Array[],
  folds: readonly HoldOut[],
): Float64Array {
  const error = new Float64Array(targets.length);
  const total = new Float64Array(targets.length);
  for (const { train, test } of folds) {
    const fitted = columnsAt(targets, train);
    const wanted = columnsAt(targets, test);
    const model = fitLinear(columnsAt(columns, train), fitted);
    const predicted = predictLinear(model, columnsAt(columns, test)).data;
    const means = fitLinear(matrix(train.length, 0), fitted).intercepts;
    wanted.data.forEach((value, at) => {
      const target = at % targets.length;
      error[target] += (value - predicted[at]) ** 2;
      total[target] += (value - means[target]) ** 2;
    });
  }
  return error.map((value, target) => 1 - value / total[target]);
}
