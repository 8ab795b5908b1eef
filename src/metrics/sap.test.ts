import { describe, expect, test } from "vitest";
import references from "../../test/fixtures/sklearn/references.json" with { type: "json" };
import {
  duplicated,
  fixtureCode,
  identityCode,
  linearCode,
  rearranged,
  silent,
} from "../../test/support/representations.js";
import { key, uniform } from "../math/random.js";
import { fitSquaredHinge } from "../math/squaredHinge.js";
import { factorFromNames, factorFromNumbers, representation, withFactors } from "../representation/index.js";
import { sap } from "./sap.js";

const correlation = { scoring: "correlation" } as const;

describe("published values, ten ten-valued factors, 3000 samples, by correlation", () => {
  test("identity 0.999070, silence 0, every unit twice 0", () => {
    expect(sap(identityCode(), correlation).score).toBeCloseTo(0.99907, 5);
    expect(sap(silent(identityCode()), correlation).score).toBe(0);
    expect(sap(duplicated(identityCode()), correlation).score).toBeCloseTo(0, 14);
  });
});

describe("NumPy and scikit-learn on a mixed code", () => {
  test("by correlation", () => {
    expect(sap(fixtureCode(), correlation).score).toBeCloseTo(references.disentanglement.sapCorrelation, 12);
  });

  test("support vectors: every accuracy", () => {
    const { matrix, settings } = sap(fixtureCode(), { order: "as-given" });
    expect(settings.scoredBy).toEqual(["classifier", "classifier", "classifier"]);
    references.disentanglement.supportVectors.forEach((accuracy, at) => {
      expect(matrix?.data[at]).toBeCloseTo(accuracy, 12);
    });
  });
});

test("the support vector line has no slope left in its objective", () => {
  const x = uniform(key(1), 200).map((value) => 30 * value);
  const positive = (row: number) => x[row] > 11 === row % 10 > 0;
  const { weight, bias } = fitSquaredHinge(x, positive, 0.03, 0.01);
  let [slope, slopeBias] = [weight, bias];
  x.forEach((value, row) => {
    const sign = positive(row) ? 1 : -1;
    const short = Math.max(0, 1 - sign * (weight * value + bias));
    slope -= 2 * (sign > 0 ? 0.03 : 0.01) * short * sign * value;
    slopeBias -= 2 * (sign > 0 ? 0.03 : 0.01) * short * sign;
  });
  expect(Math.abs(slope)).toBeLessThan(1e-9);
  expect(Math.abs(slopeBias)).toBeLessThan(1e-9);
});

describe("kinds of factors", () => {
  test("correlation uses the numbers that name the levels", () => {
    const values = Float64Array.of(1, 2, 8, 8, 2, 1);
    const activity = values.map((value) => 3 * value - 1);
    const code = representation({ activity, units: 1, factors: [factorFromNumbers("size", values, "categorical")] });
    expect(sap(code, correlation).score).toBeCloseTo(1, 14);
    const named = withFactors(code, [factorFromNames("shape", ["a", "b", "a", "b", "a", "b"])]);
    expect(() => sap(named, correlation)).toThrow(/"shape" is categorical/);
  });

  test("a circular factor is scored by its cosine and sine", () => {
    const angle = uniform(key(2), 4000).map((value) => 360 * value);
    const activity = Float64Array.from({ length: 8000 }, (_, at) => {
      const radians = (angle[at >> 1] * Math.PI) / 180;
      return at % 2 === 0 ? Math.cos(radians) : Math.sin(2 * radians);
    });
    const code = representation({
      activity,
      units: 2,
      factors: [factorFromNumbers("heading", angle, "circular", 360)],
    });
    const { score, matrix } = sap(code);
    expect(matrix?.data[0]).toBeCloseTo(0.5, 1);
    expect(Math.abs(score - 0.5)).toBeLessThan(0.03);
    expect(() => sap(code, correlation)).toThrow(/"heading" is circular/);
    expect(() => sap(code, { scoring: "classifier" })).toThrow(/"heading" is circular/);
  });

  test("scale and order of units do not matter to correlation, nor to standardised support vectors", () => {
    const code = fixtureCode(300);
    const other = rearranged(code, [5, 3, 1, 0, 2, 4], [1e-9, -2, 1e6, 0.1, 3, 7]);
    expect(sap(other, correlation).score).toBeCloseTo(sap(code, correlation).score, 10);
    expect(sap(other, { standardise: true }).score).toBeCloseTo(sap(code, { standardise: true }).score, 10);
    expect(sap(other, { ...correlation, varianceFloor: 1e-12 }).score).not.toBeCloseTo(sap(code, correlation).score, 3);
  });

  test("a level that is only in the test part, or the only one to fit on", () => {
    const values = Float64Array.of(0, 0, 0, 0, 1, 1);
    const code = representation({ activity: values, units: 1, factors: [factorFromNumbers("late", values)] });
    expect(() => sap(code, { order: "as-given" })).toThrow(/"late" has one level among the 4 conditions/);
    expect(() => sap(code, { trainFraction: 1 })).toThrow(/leaves nothing to test/);
  });

  test("continuous factors are correlated by default", () => {
    const code = linearCode(key(3), 1000, [
      [1, 0],
      [0.5, 1],
    ]);
    expect(sap(code).score).toBe(sap(code, correlation).score);
    expect(sap(code).settings.scoredBy).toEqual(["correlation", "correlation"]);
  });
});
