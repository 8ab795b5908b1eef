/** The certified optimum of a cloud, with what is drawn of it. */
import { planarHull } from "../../../src/math/hullPlanar.js";
import {
  describePair,
  modularityForm,
  type Prediction,
  predictNeurons,
  reduceProblem,
} from "../../../src/theory/index.js";
import { type Energy, type Floor, problemOfSettings } from "../energy.js";
import type { Values } from "../values.js";
import { cloudProblem, correlationOf } from "./problem.js";

export interface CloudPrediction {
  readonly floor: Floor;
  /** The least energy of codes of pure neurons. */
  readonly pure: Energy;
  readonly prediction: Prediction;
  /** [points x 2], row by row */
  readonly samples: Float64Array;
  readonly mean: readonly [number, number];
  /** Corners of the hull [corners x 2] */
  readonly hull: Float64Array;
  /** F [2 x 2]: modular exactly when its ellipse about the mean lies inside the hull. */
  readonly form: Float64Array;
  /** Which corners are missing, in words. */
  readonly reasons: readonly string[];
  readonly correlation: number;
  readonly milliseconds: number;
}

/** Throws as `cloudSamples` and `predictNeurons` do. */
export function predictCloud(settings: Values): CloudPrediction {
  const began = performance.now();
  const { samples, problem } = cloudProblem(settings);
  const { data } = samples;
  const prediction = predictNeurons(problem);
  const { mean } = problem.support;
  const hull = Float64Array.from([...planarHull(data)].flatMap((row) => [data[2 * row], data[2 * row + 1]]));
  const { energy, gap, status } = prediction;
  const of = problemOfSettings(settings);
  return {
    floor: { of, total: energy.optimal, gap, certified: status === "certified" },
    pure: { of, total: energy.modular },
    prediction,
    samples: data,
    mean: [mean[0], mean[1]],
    hull,
    form: modularityForm(reduceProblem(problem)).data,
    reasons: prediction.pairs.filter(({ holds }) => !holds).map(describePair),
    correlation: correlationOf(problem),
    milliseconds: performance.now() - began,
  };
}
