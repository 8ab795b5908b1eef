import { describe, expect, test } from "vitest";
import { fixtureCode, linearCode, rearranged } from "../../test/support/representations.js";
import { fold, key, normal, uniform } from "../math/random.js";
import { factorFromNumbers, representation, withActivity, withFactors } from "../representation/index.js";
import { linearDecoding } from "./linearDecoding.js";

describe("known codes", () => {
  test("a signal in noise of a quarter of its variance: R^2 0.8", () => {
    const count = 20_000;
    const signal = normal(fold(key(1), "signal"), count);
    const noise = normal(fold(key(1), "noise"), count);
    const activity = signal.map((value, i) => 3 * value + 1.5 * noise[i]);
    const code = representation({ activity, units: 1, factors: [factorFromNumbers("signal", signal)] });
    expect(Math.abs(linearDecoding(code).score - 0.8)).toBeLessThan(0.01);
  });

  test("independent activity: R^2 at most 0, accuracy that of the commonest level", () => {
    const code = linearCode(key(2), 1000, [
      [1, 0],
      [0, 1],
    ]);
    const unrelated = linearDecoding(withActivity(code, normal(key(3), 2000)));
    expect(unrelated.score).toBeLessThan(0);
    expect(unrelated.score).toBeGreaterThan(-0.02);
    const coin = factorFromNumbers(
      "coin",
      uniform(key(4), 1000).map((u) => (u < 0.7 ? 0 : 1)),
    );
    const { score, settings } = linearDecoding(withFactors(withActivity(code, normal(key(3), 2000)), [coin]));
    expect(settings.scored).toEqual(["accuracy"]);
    expect(Array.isArray(settings.chance) && Math.abs(Number(settings.chance[0]) - score) < 0.02).toBe(true);
  });

  test("an angle is read from its cosine and sine, in any period", () => {
    const heading = uniform(key(5), 500).map((value) => 360 * value - 90);
    const activity = Float64Array.from({ length: 1000 }, (_, at) => {
      const radians = (heading[at >> 1] * Math.PI) / 180;
      return Math.max(-0.9, at % 2 === 0 ? Math.cos(radians - 1) : Math.sin(radians - 1));
    });
    const code = representation({
      activity,
      units: 2,
      factors: [factorFromNumbers("heading", heading, "circular", 360)],
    });
    expect(linearDecoding(code).score).toBeGreaterThan(0.98);
    const plain = withFactors(code, [factorFromNumbers("heading", heading, "continuous")]);
    expect(linearDecoding(plain).score).toBeLessThan(0.8);
  });
});

test("units on other scales and in another order, factors in another order: the same", () => {
  const code = fixtureCode(300);
  const other = rearranged(code, [3, 1, 0, 5, 4, 2], [2, -8, 0.25, 4, 1, 0.5]);
  expect(linearDecoding(other).score).toBeCloseTo(linearDecoding(code).score, 10);
  expect(linearDecoding(withFactors(code, [...code.factors].reverse())).score).toBeCloseTo(
    linearDecoding(code).score,
    12,
  );
});

test("folds must fit the conditions", () => {
  expect(() => linearDecoding(fixtureCode(10), { folds: 11 })).toThrow(/10 conditions cannot be divided into 11 folds/);
});
