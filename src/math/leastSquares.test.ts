import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../../test/fixtures/regression/reference.json" with { type: "json" };
import { referenceInputs, referenceTargets } from "../../test/support/regression.js";
import { fitLinear, predictLinear } from "./leastSquares.js";
import { type Matrix, matrix } from "./matrix.js";
import { fold, key, normal } from "./random.js";

const random = (seed: number, name: string, rows: number, columns: number): Matrix =>
  matrix(rows, columns, normal(fold(key(seed), name), rows * columns));

describe("against scikit-learn", () => {
  test.each(reference.linear)("l2 $l2", ({ l2, coefficients, intercepts, residuals }) => {
    const fit = fitLinear(referenceInputs(), referenceTargets(), { l2 });
    coefficients.flat().forEach((value, at) => void expect(fit.coefficients.data[at] / value).toBeCloseTo(1, 9));
    intercepts.forEach((value, t) => void expect(fit.intercepts[t] / value).toBeCloseTo(1, 9));
    residuals.forEach((value, t) => void expect(fit.residual[t] / value).toBeCloseTo(1, 9));
  });
});

describe("known truth", () => {
  test("a linear target is recovered", () => {
    const x = random(1, "x", 30, 2);
    const y = matrix(
      30,
      1,
      Float64Array.from({ length: 30 }, (_, i) => 3 - 2 * x.data[2 * i] + 5 * x.data[2 * i + 1]),
    );
    const { coefficients, intercepts, residual } = fitLinear(x, y);
    expect([...coefficients.data, ...intercepts]).toEqual([-2, 5, 3].map((value) => expect.closeTo(value, 12)));
    expect(residual[0]).toBeLessThan(1e-24);
  });

  test("no columns leave the mean", () => {
    const fit = fitLinear(matrix(3, 0), matrix(3, 1, Float64Array.of(1, 2, 6)));
    expect([fit.rank, fit.intercepts[0], fit.residual[0], fit.total[0]]).toEqual([0, 3, 14, 14]);
  });

  test("constant, repeated and dependent columns change neither residuals nor predictions", () => {
    const x = random(2, "x", 40, 3);
    const y = random(2, "y", 40, 2);
    const wide = matrix(
      40,
      6,
      Float64Array.from({ length: 240 }, (_, at) => {
        const [a, b, c] = x.data.subarray(3 * Math.floor(at / 6));
        return [7, a, a, b, 1e6 * c, 2 * a - b][at % 6];
      }),
    );
    const few = fitLinear(x, y);
    const many = fitLinear(wide, y);
    expect([few.rank, many.rank]).toEqual([3, 3]);
    for (const t of [0, 1]) expect(many.residual[t]).toBeCloseTo(few.residual[t], 10);
    const [one, other] = [predictLinear(few, x), predictLinear(many, wide)];
    other.data.forEach((value, at) => void expect(value).toBeCloseTo(one.data[at], 9));
  });

  test("more columns than rows fit everything", () => {
    const fit = fitLinear(random(3, "x", 4, 9), random(3, "y", 4, 1));
    expect(fit.rank).toBe(3);
    expect(fit.residual[0]).toBeLessThan(1e-20);
    expect(() => fitLinear(matrix(2, 1), matrix(3, 1))).toThrow(/3 rows of targets/);
  });

  test("errors are orthogonal to the columns, less what the penalty holds back: X'e = l2 W", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 0.5, 40), (seed, l2) => {
        const x = random(seed, "x", 25, 4);
        const y = random(seed, "y", 25, 1);
        const fit = fitLinear(x, y, { l2 });
        const error = predictLinear(fit, x).data.map((value, i) => y.data[i] - value);
        for (let j = 0; j < 4; j++) {
          const inner = error.reduce((sum, value, i) => sum + value * x.data[4 * i + j], 0);
          expect(inner).toBeCloseTo(l2 * fit.coefficients.data[j], 9);
        }
        expect(error.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
      }),
      { numRuns: 30 },
    );
  });
});
