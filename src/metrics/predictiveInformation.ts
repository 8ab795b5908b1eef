/**
 * How much of a factor a linear readout of all units finds (InfoE): the share of the null model's loss that the units take away,
 * (L_null - L) / L_null, Hsu et al., NeurIPS 2023, section 4, after the predictive information of Xu et al., ICLR 2020.
 *
 * - logistic regression on labels: L is the mean cross-entropy on the very conditions of the fit, unweighted. With balanced classes,
 *   as published, the null model says 1 / K for all, so L_null = ln K also where classes are not balanced (and the share can
 *   be negative); without, L_null is the entropy of the labels.
 * - linear regression on numbers: the share is R^2, over both columns of an angle.
 *
 * Units are not regularised away unless `l2` says so. Without it, and with enough units, any labels are fitted: compare with the
 * chance level of permuted conditions. The published programs stop after 100 (or 3000) iterations; here fits run to their optimum,
 * or 1000.
 */
import { entropy, type Labels } from "../math/information/index.js";
import { fitLinear } from "../math/leastSquares.js";
import { crossEntropy, fitLogistic, predictProbabilities } from "../math/logisticRegression.js";
import { type Matrix, matrix, transpose } from "../math/matrix.js";
import type { ReadyInputs } from "./readyInputs.js";

export interface ReadoutOptions {
  /** Weigh classes alike in the logistic regression. */
  readonly balanced: boolean;
  /** Penalty on the weights of standardised units, as in math/logisticRegression.ts. */
  readonly l2: number;
  readonly iterations: number;
  readonly tolerance: number;
}

/** Classes weighed alike, no penalty. */
export const readoutDefaults: ReadoutOptions = { balanced: true, l2: 0, iterations: 1000, tolerance: 1e-4 };

export interface Readout {
  readonly share: number;
  /** False where the fit stopped before its optimum. */
  readonly converged: boolean;
}

/** Share for labels, of which some may not occur; `inputs` [conditions x columns], made ready for the penalty of the options. */
export function labelReadout(inputs: ReadyInputs, labels: Labels, { balanced, ...options }: ReadoutOptions): Readout {
  const weighted = { ...options, classWeights: balanced ? "balanced" : "uniform" } as const;
  const model = fitLogistic(inputs.x, labels.values, labels.levels, weighted, inputs.turned());
  const nullLoss = balanced ? Math.log(new Set(labels.values).size) : entropy(labels);
  const loss = crossEntropy(predictProbabilities(model, inputs.x), labels.values);
  return { share: 1 - loss / nullLoss, converged: model.converged };
}

/** Share for columns of numbers together. */
export function numberReadout(inputs: ReadyInputs, columns: readonly Float64Array[], { l2 }: ReadoutOptions): Readout {
  const { residual, total } = fitLinear(inputs.x, columnsMatrix(columns), { l2 }, inputs.prepared());
  const sum = (values: Float64Array) => values.reduce((before, value) => before + value, 0);
  return { share: 1 - sum(residual) / sum(total), converged: true };
}

/** Columns side by side [conditions x columns] */
export const columnsMatrix = (columns: readonly Float64Array[]): Matrix => {
  const data = new Float64Array(columns.length * (columns[0]?.length ?? 0));
  columns.forEach((values, j) => void data.set(values, j * values.length));
  return transpose(matrix(columns.length, columns[0]?.length ?? 0, data));
};
