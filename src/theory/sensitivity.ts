/**
 * How far a verdict depends on the sample (docs/theory.md, section 6). An ordinary bootstrap is invalid here, since prices
 * depend on extremes, which resampling loses. Reported instead: a Bayesian bootstrap of the weights with the hull fixed
 * (Rubin 1981), what each corner of the hull is worth, and how the answer moves with smaller samples.
 */
import { InputError, NumericalError } from "../math/errors.js";
import { type Matrix, matrix } from "../math/matrix.js";
import { fold, type Key, permutation, uniform } from "../math/random.js";
import { discardInterior } from "./extremes.js";
import { predictNeurons } from "./predict.js";
import { selectRows, supportFromSamples } from "./support.js";
import type { CodingProblem, Prediction, PredictOptions, Support } from "./types.js";

/** The outcome of one altered sample. */
export interface Outcome {
  readonly energy: number;
  /** Largest possible (E_modular - E*) / E*. */
  readonly saving: number;
  readonly verdict: Prediction["verdict"];
}

/** NaN and `undecided` where the altered sample has no answer, e.g. since its factors became dependent. */
function outcomeOf(problem: CodingProblem, options: PredictOptions): Outcome {
  try {
    const { energy, saving, verdict } = predictNeurons(problem, options);
    return { energy: energy.optimal, saving: saving.most, verdict };
  } catch (error) {
    if (error instanceof InputError || error instanceof NumericalError) {
      return { energy: Number.NaN, saving: Number.NaN, verdict: "undecided" };
    }
    throw error;
  }
}

export interface SensitivityOptions extends PredictOptions {
  /** [rows], as given to the support */
  readonly weights?: ArrayLike<number>;
}

/** Predictions under `replicates` random weightings (exponential, times the given ones) of the same samples. */
export const bayesianBootstrap = (
  problem: CodingProblem,
  samples: Matrix,
  source: Key,
  replicates: number,
  options: SensitivityOptions = {},
): Outcome[] =>
  Array.from({ length: replicates }, (_, replicate) =>
    bootstrapReplicate(problem, samples, fold(source, replicate), options),
  );

/** The prediction under one random weighting. */
export function bootstrapReplicate(
  problem: CodingProblem,
  samples: Matrix,
  source: Key,
  options: SensitivityOptions = {},
): Outcome {
  const u = uniform(source, samples.rows);
  const weights = u.map((value, row) => -Math.log(1 - value) * (options.weights?.[row] ?? 1));
  const support = supportFromSamples(samples, { weights, names: problem.support.names });
  return outcomeOf({ ...problem, support }, options);
}

export interface VertexOutcome extends Outcome {
  /** The corner that was left out [factors], factor units. */
  readonly vertex: readonly number[];
}

/** Predictions without each corner of the hull in turn (all rows equal to it), mean and covariance kept; at most `most`. */
export function hullSensitivity(
  problem: CodingProblem,
  samples: Matrix,
  most = 50,
  options: SensitivityOptions = {},
): VertexOutcome[] {
  const d = samples.columns;
  const corners = discardInterior(samples).slice(0, most);
  return [...corners].map((corner) => {
    const vertex = samples.data.slice(corner * d, (corner + 1) * d);
    const support = withoutPoint(problem.support, samples, vertex);
    return { vertex: [...vertex], ...outcomeOf({ ...problem, support }, options) };
  });
}

function withoutPoint(support: Support, samples: Matrix, vertex: Float64Array): Support {
  const d = samples.columns;
  const kept: number[] = [];
  for (let row = 0; row < samples.rows; row++) {
    let same = true;
    for (let i = 0; i < d; i++) same &&= samples.data[row * d + i] === vertex[i];
    if (!same) for (let i = 0; i < d; i++) kept.push(samples.data[row * d + i] - support.mean[i]);
  }
  const rest = matrix(kept.length / d, d, Float64Array.from(kept));
  return { ...support, points: selectRows(rest, discardInterior(rest)) };
}

/** Predictions from random subsamples of each size, without replacement: the trend as corners are lost. */
export function subsampleTrend(
  problem: CodingProblem,
  samples: Matrix,
  source: Key,
  sizes: readonly number[],
  options: SensitivityOptions = {},
): { readonly size: number; readonly outcome: Outcome }[] {
  return sizes.map((size, k) => {
    const rows = permutation(fold(source, k), samples.rows).subarray(0, size);
    const part = selectRows(samples, rows);
    const weights = options.weights && Float64Array.from(rows, (row) => options.weights?.[row] ?? 1);
    const support = supportFromSamples(part, { names: problem.support.names, ...(weights ? { weights } : {}) });
    return { size, outcome: outcomeOf({ ...problem, support }, options) };
  });
}
