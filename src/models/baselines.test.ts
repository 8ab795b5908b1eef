import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromRows, gram, type Matrix, matrix, multiply, transpose } from "../math/matrix.js";
import { randomOrthonormalRows } from "../math/orthogonal.js";
import { key, normal, uniform } from "../math/random.js";
import { fastIca } from "./fastIca.js";
import { nmf } from "./nmf.js";
import { pca } from "./pca.js";

const gaussian = (seed: number, rows: number, columns: number): Matrix =>
  matrix(rows, columns, normal(key(seed), rows * columns));

const flat = (seed: number, rows: number, columns: number): Matrix =>
  matrix(rows, columns, uniform(key(seed), rows * columns));

const squaredError = (a: Matrix, b: Matrix): number => a.data.reduce((sum, v, i) => sum + (v - b.data[i]) ** 2, 0);

/** Correlation of two columns. */
function correlation(a: Matrix, i: number, b: Matrix, j: number): number {
  const take = (m: Matrix, c: number) => Float64Array.from({ length: m.rows }, (_, r) => m.data[r * m.columns + c]);
  const centre = (x: Float64Array) => {
    const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
    return x.map((value) => value - mean);
  };
  const [x, y] = [centre(take(a, i)), centre(take(b, j))];
  const dot = (u: Float64Array, v: Float64Array) => u.reduce((sum, value, k) => sum + value * v[k], 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

describe("PCA", () => {
  test("four points of a cross: variances 2 (n - 1 in the denominator) and directions by hand", () => {
    // Covariance diag(18, 2) / 3.
    const { components, variances, mean } = pca(
      fromRows([
        [4, 1],
        [-2, 1],
        [1, 2],
        [1, 0],
      ]),
      2,
    );
    expect([...mean]).toEqual([1, 1]);
    expect(variances[0]).toBeCloseTo(6, 12);
    expect(variances[1]).toBeCloseTo(2 / 3, 12);
    expect([...components.data].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, 0, 0, 1]);
  });

  test("the code is uncorrelated, in falling variance, and with all units loses nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 2, max: 5 }), (seed, columns) => {
        const data = multiply(gaussian(seed, 40, columns), gaussian(seed + 1, columns, columns));
        const fitted = pca(data, columns);
        const code = fitted.encode(data);
        const products = gram(code);
        for (let i = 0; i < columns; i++) {
          expect(products.data[i * columns + i] / 39).toBeCloseTo(fitted.variances[i], 6);
          if (i > 0) expect(fitted.variances[i]).toBeLessThanOrEqual(fitted.variances[i - 1]);
          for (let j = 0; j < i; j++) {
            expect(Math.abs(products.data[i * columns + j])).toBeLessThan(1e-8 * products.data[0]);
          }
        }
        const back = multiply(code, fitted.components).data.map((value, i) => value + fitted.mean[i % columns]);
        expect(squaredError(matrix(40, columns, back), data)).toBeLessThan(1e-16 * products.data[0] * columns);
      }),
      { numRuns: 20 },
    );
  });
});

describe("FastICA", () => {
  const sources = flat(5, 4000, 3);
  const mixed = multiply(sources, gaussian(6, 3, 5));

  test("planted uniform sources come back, one a unit, with variance 1", () => {
    const fitted = fastIca(mixed, { units: 3 }, key(1));
    expect(fitted.converged).toBe(true);
    const code = fitted.encode(mixed);
    const matches = [0, 1, 2].map((source) => {
      const sizes = [0, 1, 2].map((unit) => Math.abs(correlation(code, unit, sources, source)));
      expect(Math.max(...sizes)).toBeGreaterThan(0.99);
      return sizes.indexOf(Math.max(...sizes));
    });
    expect(new Set(matches).size).toBe(3);
    const products = gram(code);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) expect(products.data[i * 3 + j] / 3999).toBeCloseTo(i === j ? 1 : 0, 8);
    }
  });

  test("another start and rotated data give the same components up to order and sign", () => {
    const rotation = randomOrthonormalRows(key(9), 5, 5);
    const one = fastIca(mixed, { units: 3 }, key(1)).encode(mixed);
    const turned = multiply(mixed, rotation);
    const other = fastIca(turned, { units: 3 }, key(2)).encode(turned);
    for (let i = 0; i < 3; i++) {
      const best = Math.max(...[0, 1, 2].map((j) => Math.abs(correlation(one, i, other, j))));
      expect(best).toBeGreaterThan(1 - 1e-6);
    }
  });

  test("more units than directions are refused with the number that would do", () => {
    expect(() => fastIca(mixed, { units: 4 }, key(1))).toThrow(/ask for 3 units/);
  });
});

describe("NMF", () => {
  const dictionary = fromRows([
    [1, 0, 0, 2],
    [0, 1, 0, 0],
    [0, 0, 3, 1],
  ]);
  const planted = multiply(flat(3, 60, 3), dictionary);

  test("planted nonnegative factors are reconstructed, and the error never rises", () => {
    const fitted = nmf(planted, { units: 3, iterations: 5000, tolerance: 1e-12 }, key(4));
    const code = fitted.encode(planted);
    expect(Math.min(...code.data)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...fitted.dictionary.data)).toBeGreaterThanOrEqual(0);
    const size = planted.data.reduce((sum, value) => sum + value * value, 0);
    expect(squaredError(multiply(code, fitted.dictionary), planted)).toBeLessThan(1e-4 * size);
    for (const [i, error] of fitted.errors.entries()) {
      if (i > 0) expect(error).toBeLessThanOrEqual(fitted.errors[i - 1] * (1 + 1e-9));
    }
  });

  test("a single unit is the best nonnegative direction: the first singular vector", () => {
    const fitted = nmf(planted, { units: 1, tolerance: 1e-14 }, key(4));
    const moments = gram(planted);
    const direction = fitted.dictionary;
    const turned = multiply(direction, moments);
    const length = Math.hypot(...turned.data);
    expect(multiply(turned, transpose(direction)).data[0] / length).toBeCloseTo(1, 6);
  });

  test("negative, undefined and ill-shaped data are refused", () => {
    expect(() =>
      nmf(
        fromRows([
          [1, -1],
          [1, 1],
        ]),
        { units: 1 },
        key(0),
      ),
    ).toThrow(/row 0, column 1 is -1/);
    expect(() =>
      pca(
        fromRows([
          [1, Number.NaN],
          [1, 1],
        ]),
        1,
      ),
    ).toThrow(/row 0/);
    expect(() =>
      pca(
        fromRows([
          [1, 2],
          [1, 1],
        ]),
        3,
      ),
    ).toThrow(/1 to 2 units/);
    expect(() =>
      pca(
        fromRows([
          [1, 2],
          [1, 1],
        ]),
        1,
      ).encode(fromRows([[1]])),
    ).toThrow(/2 variables/);
  });
});
