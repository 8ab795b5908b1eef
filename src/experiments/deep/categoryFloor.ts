/**
 * What a code for categories and its linear read-out must cost together: the certified optimum of alpha E|z|^2 + lambda |W_out|^2
 * for the vectors of a task, nonnegativity and prediction exact. The deep encoder is left out: it can only add to that.
 */
import { dot } from "../../math/linearAlgebra.js";
import { matrix, transpose } from "../../math/matrix.js";
import type { Task } from "../../protocols.js";
import { categoryProblem } from "../../theory/categories.js";
import { solveOptimum } from "../../theory/solve.js";
import type { Optimum } from "../../theory/types.js";
import { keyOf } from "../frame/fields.js";
import type { NetworkResult } from "./measures.js";

interface Strengths {
  readonly prediction: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
}

/** Of a task whose samples take its categories in turn. */
export function categoryFloor(task: Task, categories: number, { activityEnergy, weightEnergy }: Strengths): Optimum {
  const vectors = Float64Array.from(task.sample(keyOf(0, "the categories in turn"), categories).target);
  return solveOptimum({
    ...categoryProblem(new Array(categories).fill(1 / categories)),
    targetMixing: transpose(matrix(categories, task.outputs, vectors)),
    alpha: activityEnergy,
    lambdaIn: 0,
    lambdaOut: weightEnergy,
  });
}

/**
 * What the code and read-out of a trained network cost at the code's best scale, 2 sqrt(activity x (read-out + error)): the encoder,
 * which charges for large codes, has chosen another.
 */
export function codeCost({ energies, arrays }: NetworkResult, strengths: Strengths): number {
  const weights = arrays["parameter.output.weight"].data;
  const readOut = dot(weights, weights);
  const target = strengths.weightEnergy * readOut + strengths.prediction * energies.prediction;
  return 2 * Math.sqrt(strengths.activityEnergy * energies.activityEnergy * target);
}
