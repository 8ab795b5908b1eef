import { describe, expect, test } from "vitest";
import references from "../../test/fixtures/sklearn/references.json" with { type: "json" };
import { fixtureCode, identityCode, linearCode, rearranged, silent } from "../../test/support/representations.js";
import { key } from "../math/random.js";
import { withFactors } from "../representation/index.js";
import { irs } from "./irs.js";

test("published values, 3000 samples: identity at least 0.9 (1 by the formula), silence 0", () => {
  expect(irs(identityCode()).score).toBeCloseTo(1, 14);
  const still = irs(silent(identityCode()));
  expect(still.score).toBe(0);
  expect(still.notes?.[0]).toMatch(/constant/);
});

test("NumPy agrees on a mixed code with a constant unit, for both quantiles", () => {
  expect(irs(fixtureCode()).score).toBeCloseTo(references.disentanglement.irs, 12);
  expect(irs(fixtureCode(), { diffQuantile: 1 }).score).toBeCloseTo(references.disentanglement.irsLargest, 12);
  expect(irs(fixtureCode()).perUnit?.[4]).toBeNaN();
});

describe("invariances", () => {
  const code = fixtureCode(300);

  test("order of units and factors", () => {
    const other = withFactors(rearranged(code, [5, 3, 1, 0, 2, 4], [1, 1, 1, 1, 1, 1]), [...code.factors].reverse());
    expect(irs(other).score).toBeCloseTo(irs(code).score, 12);
  });

  test("one scale for all units; with equal weights, any scale and sign of any", () => {
    const score = (gains: readonly number[], weights: "equal" | "deviation") =>
      irs(rearranged(code, [0, 1, 2, 3, 4, 5], gains), { weights }).score;
    expect(score([3, 3, 3, 3, 3, 3], "deviation")).toBeCloseTo(irs(code).score, 12);
    expect(score([1, -20, 3, 0.4, 5, 60], "equal")).toBeCloseTo(irs(code, { weights: "equal" }).score, 12);
  });
});

test("finer bins of a continuous factor approach 1 for a pure code", () => {
  const code = linearCode(key(1), 5000, [[1, 0]]);
  const scores = [5, 20, 50].map((bins) => irs(code, { bins }).score);
  expect(scores[0]).toBeLessThan(scores[1]);
  expect(scores[1]).toBeLessThan(scores[2]);
  expect(Math.abs(scores[1] - (1 - 0.495 / 10))).toBeLessThan(0.005); // 0.99 quantile of |uniform| over a bin of 1/20
});
