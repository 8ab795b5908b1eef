import { expect, test } from "vitest";
import { identity, matrix } from "../math/matrix.js";
import { fold, key, normal, uniform } from "../math/random.js";
import { checkOptimality } from "./certificate.js";
import { checkedOptimum } from "./checked.fixture.js";
import { networkEnergy } from "./network.js";
import { supportFromSamples } from "./support.js";
import {
  cheapestNetwork,
  claimOfCode,
  codeOf,
  codeOfNeurons,
  codeSelectivity,
  neuronsOfCode,
  smallestBiases,
} from "./trainedCode.js";

const problemOf = (seed: number, gamma: number) => {
  const of = (purpose: string) => fold(key(seed), purpose);
  return {
    support: supportFromSamples(matrix(30, 2, uniform(of("points"), 60))),
    inputMixing: matrix(3, 2, normal(of("input"), 6)),
    targetMixing: matrix(4, 2, normal(of("target"), 8)),
    alpha: 0.7,
    lambdaIn: 0.2,
    lambdaOut: 0.1,
    gamma,
  };
};

for (const gamma of [Infinity, 20]) {
  test(`the cheapest network of the optimal code costs the certified optimum (gamma ${gamma})`, () => {
    const problem = problemOf(3, gamma);
    const optimum = checkedOptimum(problem);
    const network = cheapestNetwork(problem, codeOfNeurons(optimum.neurons));
    const { total, squaredError, leastActivity } = networkEnergy(problem, network);
    expect(total / optimum.energy).toBeCloseTo(1, 6);
    expect(leastActivity).toBeGreaterThan(-1e-12);
    if (gamma === Infinity) expect(squaredError).toBeLessThan(1e-20);
  });

  test(`any change of a cheapest network costs energy, and no code is below the floor (gamma ${gamma})`, () => {
    const problem = problemOf(4, gamma);
    const optimum = checkedOptimum(problem);
    for (let draw = 0; draw < 5; draw++) {
      const code = matrix(6, 2, normal(fold(key(draw), "code"), 12));
      const network = cheapestNetwork(problem, code);
      const { total } = networkEnergy(problem, network);
      expect(total).toBeGreaterThan(optimum.lowerBound);
      const nudge = normal(fold(key(draw), "nudge"), network.outputWeights.data.length);
      const data = network.outputWeights.data.map((value, i) => value + 1e-3 * nudge[i]);
      const nudged = networkEnergy(
        { ...problem, gamma: gamma === Infinity ? 1e9 : gamma },
        { ...network, outputWeights: { ...network.outputWeights, data } },
      );
      expect(nudged.total).toBeGreaterThan(total);
    }
  });

  test(`a code that is not optimal passes the check with its own energy, and fails with another (gamma ${gamma})`, () => {
    const problem = problemOf(5, gamma);
    const code = matrix(5, 2, normal(key(9), 10));
    const claim = claimOfCode(problem, code, checkedOptimum(problem));
    expect(checkOptimality(problem, claim).failures).toEqual([]);
    expect(claim.gap).toBeGreaterThan(0.01);
    expect(checkOptimality(problem, { ...claim, energy: 0.999 * claim.energy }).valid).toBe(false);
    expect(neuronsOfCode(problem, code).reduce((sum, { energyShare }) => sum + energyShare, 0)).toBeCloseTo(1, 12);
  });
}

test("smallest biases make every neuron touch zero on the samples as measured", () => {
  const samples = matrix(30, 2, uniform(fold(key(3), "points"), 60));
  const problem = problemOf(3, 20);
  const inputWeights = matrix(4, 3, normal(key(1), 12));
  const bias = smallestBiases(problem, inputWeights);
  const code = codeOf(problem, inputWeights);
  for (let n = 0; n < 4; n++) {
    const activity = Array.from({ length: 30 }, (_, t) => {
      const [x, y] = samples.data.subarray(2 * t, 2 * t + 2);
      return code.data[2 * n] * x + code.data[2 * n + 1] * y + bias[n];
    });
    expect(Math.min(...activity)).toBeCloseTo(0, 12);
  }
});

test("selectivity is 1 for pure neurons, 1/2 for diagonal ones, and weighs factors by their variance", () => {
  expect(codeSelectivity(matrix(2, 2, Float64Array.of(3, 0, 0, -1)), identity(2))).toBe(1);
  expect(codeSelectivity(matrix(1, 2, Float64Array.of(1, -1)), identity(2))).toBeCloseTo(0.5, 12);
  const uneven = matrix(2, 2, Float64Array.of(3, 0, 0, 1));
  expect(codeSelectivity(matrix(1, 2, Float64Array.of(1, 1)), uneven)).toBeCloseTo(0.75, 12);
});
