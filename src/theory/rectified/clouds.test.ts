/** Degenerate clouds: a bound below the energy, or a refusal in words. */
import { describe, expect, test } from "vitest";
import { fromRows } from "../../math/matrix.js";
import { fold, key, normal, uniform } from "../../math/random.js";
import { SHAPES, spoiltCloud } from "../clouds.fixture.js";
import { DependentFactors } from "../problem.js";
import { solveOptimum } from "../solve.js";
import { supportFromSamples } from "../support.js";
import { predictRectified } from "./predict.js";

test("degenerate clouds: no bound above the energy of any code", () => {
  const seen = new Set<string>();
  for (let k = 0; seen.size < Object.keys(SHAPES).length && k < 60; k++) {
    const { shape, samples, weights, problem } = spoiltCloud(key(27), k);
    if (seen.has(shape) || samples.rows > 8) continue;
    seen.add(shape);
    try {
      const given = { ...problem(), gamma: 50, lambdaIn: 0.1 };
      const { status, energy, linear } = predictRectified(
        given,
        { values: samples, weights },
        { tolerance: 1e-4, seconds: 2 },
      );
      expect(status, shape).not.toBe("incomplete");
      expect(energy.lowerBound, shape).toBeLessThanOrEqual(energy.optimal);
      expect(energy.lowerBound, shape).toBeLessThanOrEqual(energy.modular);
      expect(energy.lowerBound, shape).toBeLessThanOrEqual(linear.optimal * (1 + 1e-9));
    } catch (error) {
      expect(error).toBeInstanceOf(DependentFactors);
    }
  }
  expect(seen.size).toBeGreaterThanOrEqual(5);
});

const nearlyOne = (apart: number, seed: number) => {
  const [shared, own] = [uniform(key(seed), 40), normal(fold(key(seed), "own"), 40)];
  return fromRows(Array.from(shared, (value, t) => [value, value + apart * own[t]]));
};

describe("two factors that are nearly one", () => {
  test.each([1e-2, 1e-3, 1e-4])("apart by %f: certified linear codes, and an answer of rectified ones", (apart) => {
    for (const seed of [1, 2, 3]) {
      const samples = nearlyOne(apart, seed);
      const problem = { support: supportFromSamples(samples) };
      for (const gamma of [0.3, 3, 30, 1e4]) {
        expect(solveOptimum({ ...problem, gamma }).status).toBe("certified");
        const { status, energy, neurons } = predictRectified(
          { ...problem, gamma },
          { values: samples },
          { seconds: 0.1 },
        );
        expect(status).not.toBe("incomplete");
        expect(energy.lowerBound).toBeLessThanOrEqual(energy.optimal);
        for (const { gain } of neurons) expect(gain).toBeGreaterThan(1e-4);
      }
    }
  });

  test.each([3e-5, 1e-5])("apart by %f: refused by name where errors have a price", (apart) => {
    const support = supportFromSamples(nearlyOne(apart, 1));
    expect(() => solveOptimum({ support, gamma: 3 })).toThrow(
      /s1, s2 are linearly dependent but for .* of their variance/,
    );
    expect(solveOptimum({ support }).status).toBe("certified");
  });
});
