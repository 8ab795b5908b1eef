import { describe, expect, test } from "vitest";
import references from "../../test/fixtures/sklearn/references.json" with { type: "json" };
import { fixtureCode, linearCode, rearranged, silent } from "../../test/support/representations.js";
import { key, normal } from "../math/random.js";
import { rocAuc } from "../math/rocAuc.js";
import { factorFromNumbers, representation, withActivity } from "../representation/index.js";
import { explicitness } from "./explicitness.js";

test("area under the curve: order, ties, one kind of case only", () => {
  const positive = (i: number) => i >= 2;
  expect(rocAuc([1, 2, 3, 4], positive)).toBe(1);
  expect(rocAuc([4, 3, 2, 1], positive)).toBe(0);
  expect(rocAuc([1, 3, 2, 4], positive)).toBe(0.75);
  expect(rocAuc([5, 5, 5, 5], positive)).toBe(0.5);
  expect(rocAuc([1, 2], () => true)).toBeNaN();
});

test("scikit-learn agrees on a mixed code with a constant unit", () => {
  const { parts } = explicitness(fixtureCode(), { order: "as-given" });
  expect(parts?.explicitness).toBeCloseTo(references.disentanglement.explicitness.test, 4);
  expect(parts?.explicitnessTrain).toBeCloseTo(references.disentanglement.explicitness.train, 4);
});

describe("known codes", () => {
  test("noise is at chance when held out, above it in sample", () => {
    const code = fixtureCode(600);
    const noise = withActivity(code, normal(key(1), code.activity.length));
    expect(Math.abs(explicitness(noise).score - 0.5)).toBeLessThan(0.05);
    const fitted = explicitness(noise, { l2: 1e-10, standardise: false, evaluation: "in-sample" }).score;
    expect(fitted).toBeGreaterThan(0.53);
  });

  test("order and scale of units do not matter", () => {
    const code = fixtureCode(300);
    const other = rearranged(code, [3, 1, 0, 5, 4, 2], [2, -8, 0.25, 4, 1, 0.5]);
    expect(explicitness(other).score).toBeCloseTo(explicitness(code).score, 5);
  });

  test("numbers have no levels unless cut", () => {
    const code = linearCode(key(2), 400, [
      [1, 0],
      [0, 1],
    ]);
    expect(() => explicitness(code)).toThrow(/"factor 0" is continuous and has no levels/);
    expect(explicitness(code, { classes: 2 }).score).toBeGreaterThan(0.99);
    const heading = factorFromNumbers("heading", code.factors[0].values, "circular", 1);
    const turning = representation({ activity: code.activity, units: 2, factors: [heading] });
    expect(explicitness(turning, { classes: 2 }).score).toBeGreaterThan(0.99);
    expect(() => explicitness(silent(code), { classes: 2 })).toThrow(/every unit is constant/);
  });
});
