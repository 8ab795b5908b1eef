import { describe, expect, test } from "vitest";
import { identityCode, linearCode, rearranged, silent } from "../../test/support/representations.js";
import { key } from "../math/random.js";
import { factorFromNumbers, representation, takeFactor, withFactors } from "../representation/index.js";
import { betaVae } from "./betaVae.js";
import { factorVae } from "./factorVae.js";
import { matchConditions } from "./matchedConditions.js";

const small = { batch: 5, trainPoints: 2000, testPoints: 2000 };

describe("published values, ten ten-valued factors", () => {
  test("beta-VAE score of the identity, batch 5, 2000 points: at least 0.9", () => {
    const { parts } = betaVae(identityCode(3000), small);
    expect(parts?.betaVae).toBeGreaterThan(0.9);
    expect(parts?.betaVaeTrain).toBeGreaterThan(0.9);
  });

  test("FactorVAE score of the identity, batch 5, 3000 and 2000 votes: at least 0.9; of silence at most 0.2", () => {
    const { parts, matrix } = factorVae(identityCode(2500), { ...small, trainPoints: 3000 });
    expect(parts?.factorVae).toBeGreaterThan(0.9);
    expect(parts?.factorVaeTrain).toBeGreaterThan(0.9);
    expect(matrix?.data.reduce((sum, votes) => sum + votes, 0)).toBe(3000);
    expect(factorVae(silent(identityCode(500)), small).score).toBe(0);
  });
});

describe("chance", () => {
  const code = identityCode(3000);
  const unrelated = withFactors(
    code,
    code.factors.map((factor) =>
      takeFactor(
        factor,
        Int32Array.from({ length: 3000 }, (_, i) => (i + 1234) % 3000),
      ),
    ),
  );

  test("unrelated factors: one tenth", () => {
    expect(Math.abs(betaVae(unrelated, small).score - 0.1)).toBeLessThan(0.03);
    expect(factorVae(unrelated, small).score).toBeLessThan(0.15);
    expect(factorVae(unrelated, small).score).toBeGreaterThan(0.07);
  });
});

test("the scale, sign and order of units do not matter to the FactorVAE score, constants to neither", () => {
  const code = identityCode(500);
  const order = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const scaled = rearranged(code, order, [1, -2, 4, 0.5, 8, 1, 0.25, -1, 2, 16]);
  expect(factorVae(scaled, small, key(1)).score).toBeCloseTo(factorVae(code, small, key(1)).score, 12);
  const last = rearranged(code, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
  expect(factorVae(last, small, key(1)).score).toBe(factorVae(code, small, key(1)).score);
  expect(betaVae(last, small, key(1)).score).toBeCloseTo(betaVae(code, small, key(1)).score, 2);
  expect(factorVae(scaled, { ...small, pruneBelow: 2 }, key(1)).settings.activeUnits).toBe(8);
});

describe("refusals", () => {
  const numbers = linearCode(key(2), 2000, [
    [1, 0],
    [0, 1],
  ]);

  test.each([betaVae, factorVae])("values that do not recur, by name; bins make them alike", (metric) => {
    expect(() => metric(numbers)).toThrow(/"factor 0" is continuous, and no two conditions share its value/);
    expect(metric(numbers, { ...small, matchBins: 20 }).score).toBeGreaterThan(0.95);
    const rare = factorFromNumbers("shape", Float64Array.of(3, 3, 3, 5, 5, 9));
    const [activity, units] = [Float64Array.of(1, 2, 3, 4, 5, 6), 1];
    const other = factorFromNumbers("side", Float64Array.of(0, 0, 0, 1, 1, 1));
    expect(() => metric(representation({ activity, units, factors: [rare, other] }))).toThrow(
      /level 9 of factor "shape" occurs once/,
    );
    expect(() => metric(representation({ activity, units, factors: [other] }))).toThrow(/at least two/);
  });

  test("numbers that do recur are said to, with what would match them", () => {
    const few = factorFromNumbers(
      "reward",
      Float64Array.from({ length: 300 }, (_, i) => [0, 0.5, 1][i % 3]),
    );
    expect(() => matchConditions(few, 0)).toThrow(/its 300 conditions have 3 distinct values.*declare it categorical/);
  });
});
