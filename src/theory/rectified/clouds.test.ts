/** Degenerate clouds: a bound below the energy, or a refusal in words. */
import { expect, test } from "vitest";
import { key } from "../../math/random.js";
import { SHAPES, spoiltCloud } from "../clouds.fixture.js";
import { DependentFactors } from "../problem.js";
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
