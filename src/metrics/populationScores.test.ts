import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linearCode, silent } from "../../test/support/representations.js";
import { multiply } from "../math/matrix.js";
import { randomOrthonormalRows } from "../math/orthogonal.js";
import { key, normal } from "../math/random.js";
import { factorFromNumbers, representation, withActivity } from "../representation/index.js";
import { participationRatio } from "./participationRatio.js";
import { hoyer, sparseness, trevesRolls } from "./sparseness.js";

const code = linearCode(key(1), 20_000, [
  [1, 0],
  [0, 1],
  [1, 0],
]);

describe("participation ratio", () => {
  test("variances 2 and 1: 9/5; all standardised, two alike and one apart: 9/5 as well; one unit: 1", () => {
    expect(participationRatio(code).score).toBeCloseTo(9 / 5, 1);
    expect(participationRatio(code, { standardise: true }).score).toBeCloseTo(9 / 5, 1);
    const single = representation({
      activity: normal(key(2), 50),
      units: 1,
      factors: [factorFromNumbers("x", normal(key(3), 50))],
    });
    expect(participationRatio(single).score).toBeCloseTo(1, 12);
    expect(participationRatio(silent(code)).score).toBeNaN();
  });

  test("rotations of the code do not change it", () => {
    const small = linearCode(key(4), 100, [
      [1, 0.2],
      [0, 1],
      [0.5, 0],
    ]);
    const turned = multiply({ rows: 100, columns: 3, data: small.activity }, randomOrthonormalRows(key(5), 3, 3));
    expect(participationRatio(withActivity(small, turned.data)).score).toBeCloseTo(participationRatio(small).score, 10);
  });

  test("independent units of one variance fill all dimensions, more nearly the more conditions", () => {
    const filled = (count: number) =>
      participationRatio(
        representation({
          activity: normal(key(6), 10 * count),
          units: 10,
          factors: [factorFromNumbers("x", normal(key(7), count))],
        }),
      ).score;
    expect(filled(50)).toBeLessThan(filled(5000));
    expect(Math.abs(filled(5000) - 10)).toBeLessThan(0.1);
  });
});

describe("sparseness", () => {
  test("one response in n: 1; equal responses: 0; half of them: known values", () => {
    for (const measure of [trevesRolls, hoyer]) {
      expect(measure(Float64Array.of(0, 0, 5, 0))).toBeCloseTo(1, 14);
      expect(measure(Float64Array.of(2, 2, 2))).toBeCloseTo(0, 14);
      expect(measure(new Float64Array(4))).toBeNaN();
    }
    expect(trevesRolls(Float64Array.of(1, 1, 0, 0))).toBeCloseTo(2 / 3, 14);
    expect(hoyer(Float64Array.of(1, 1, 0, 0))).toBeCloseTo(2 - Math.SQRT2, 14);
  });

  test("within [0, 1], whatever the scale", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 30 }), (counts) => {
        fc.pre(counts.some((count) => count > 0));
        const responses = Float64Array.from(counts);
        for (const measure of [trevesRolls, hoyer]) {
          const value = measure(responses);
          expect(value).toBeGreaterThan(-1e-12);
          expect(value).toBeLessThan(1 + 1e-12);
          expect(measure(responses.map((count) => 7 * count))).toBeCloseTo(value, 12);
        }
      }),
    );
  });

  test("uniform rates: 1/4 by Treves and Rolls; silent units are left out, negative ones refused by name", () => {
    expect(sparseness(code).score).toBeCloseTo(0.25, 1);
    expect(sparseness(silent(code)).score).toBeNaN();
    const negative = withActivity(
      code,
      code.activity.map((value) => value - 0.5),
    );
    expect(() => sparseness(negative)).toThrow(/activity of unit \d is negative in row/);
    expect(sparseness(negative, { negative: "magnitude" }).score).toBeCloseTo(0.25, 1);
  });
});
