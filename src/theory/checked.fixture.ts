/** The solver as every test calls it: no answer leaves before `checkOptimality` has gone over its claims. */
import { expect } from "vitest";
import { checkOptimality } from "./certificate.js";
import { predictNeurons } from "./predict.js";
import { solveOptimum } from "./solve.js";
import type { CodingProblem, Optimum, Prediction, PredictOptions, SolverOptions } from "./types.js";

/** Random ascents that try to refute a certificate, besides those from axes and neurons. */
const STARTS = 12;

export function checkedOptimum(problem: CodingProblem, options: SolverOptions = {}): Optimum {
  const optimum = solveOptimum(problem, options);
  const { tolerance = 1e-6 } = options;
  expect(checkOptimality(problem, optimum, STARTS).failures).toEqual([]);
  expect(optimum.lowerBound).toBeLessThanOrEqual(optimum.energy);
  expect(optimum.gap).toBeCloseTo(1 - optimum.lowerBound / optimum.energy, 9);
  if (optimum.status === "certified") expect(optimum.gap).toBeLessThanOrEqual(tolerance);
  return optimum;
}

/** A prediction, whose optimum is that of the solver and whose parts agree with one another. */
export function checkedPrediction(problem: CodingProblem, options: PredictOptions = {}): Prediction {
  const prediction = predictNeurons(problem, options);
  const optimum = checkedOptimum(problem, options);
  const { energy, saving, status } = prediction;
  if (prediction.verdict === "silent") {
    expect(prediction.neurons).toEqual([]);
    expect(energy.optimal / optimum.energy).toBeCloseTo(1, 6);
  } else if (status === "certified" && optimum.status === "certified") {
    expect(energy.lowerBound).toBe(optimum.lowerBound);
    expect(prediction.neurons).toEqual(optimum.neurons);
  }
  expect(energy.lowerBound).toBeLessThanOrEqual(energy.optimal);
  expect(energy.optimal).toBeLessThanOrEqual(energy.modular);
  expect(saving.least).toBeLessThanOrEqual(saving.most);
  return prediction;
}
