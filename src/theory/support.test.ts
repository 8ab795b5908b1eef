import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromRows, identity, matrix, scale } from "../math/matrix.js";
import { fold, key, normal, uniform } from "../math/random.js";
import { farthestAgainst } from "./oracle.js";
import { smallestBias } from "./price.js";
import { SupportAccumulator, supportFromSamples, supportFromVertices } from "./support.js";

describe("supports from samples", () => {
  test("mean, covariance and reach agree with their definitions", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 4 }), (seed, d) => {
        const rows = 60;
        const samples = matrix(rows, d, normal(key(seed), rows * d));
        const weights = uniform(fold(key(seed), 1), rows);
        const support = supportFromSamples(samples, { weights });
        const total = weights.reduce((a, b) => a + b, 0);
        const column = (i: number) => Array.from({ length: rows }, (_, row) => samples.data[row * d + i]);
        for (let i = 0; i < d; i++) {
          const mean = column(i).reduce((sum, x, row) => sum + (weights[row] * x) / total, 0);
          expect(support.mean[i]).toBeCloseTo(mean, 9);
          const variance = column(i).reduce((sum, x, row) => sum + (weights[row] * (x - mean) ** 2) / total, 0);
          expect(support.covariance.data[i * d + i]).toBeCloseTo(variance, 9);
        }
        const u = normal(fold(key(seed), 2), d);
        const centred = Array.from({ length: rows }, (_, row) =>
          samples.data.slice(row * d, (row + 1) * d).map((x, i) => x - support.mean[i]),
        );
        expect(smallestBias(support.points, u)).toBeCloseTo(farthestAgainst(centred, u).most, 9);
      }),
    );
  });

  test("arriving in pieces changes nothing, and interior points are not kept", () => {
    const pieces = Array.from({ length: 12 }, (_, k) => matrix(9000, 3, normal(fold(key(1), k), 27000)));
    const accumulator = new SupportAccumulator(3);
    for (const piece of pieces) accumulator.add(piece);
    const streamed = accumulator.finish();
    const whole = supportFromSamples(matrix(108000, 3, Float64Array.from(pieces.flatMap((piece) => [...piece.data]))));
    expect(streamed.samples).toBe(108000);
    expect(streamed.points.rows).toBeLessThan(2000);
    whole.covariance.data.forEach((value, k) => {
      expect(streamed.covariance.data[k]).toBeCloseTo(value, 12);
    });
    for (const u of Array.from({ length: 200 }, (_, k) => normal(fold(key(2), k), 3))) {
      expect(smallestBias(streamed.points, u)).toBeCloseTo(smallestBias(whole.points, u), 9);
    }
  });

  test("more points near the hull than memory allows are refused, and as many as it allows are not", () => {
    const samples = matrix(100, 7, normal(key(6), 700));
    const within = (mostHeld: number): SupportAccumulator => {
      const accumulator = new SupportAccumulator(7, undefined, mostHeld);
      accumulator.add(samples);
      return accumulator;
    };
    expect(within(700).finish().points.rows).toBe(100);
    expect(() => within(699).finish()).toThrow(/more than 99 samples lie at or near the hull of 7 factors: take fewer/);
  });

  test("a large mean costs no digits", () => {
    const samples = matrix(100, 2, uniform(key(4), 200));
    const far = matrix(
      100,
      2,
      samples.data.map((x) => x + 1e8),
    );
    const near = supportFromSamples(samples).covariance.data;
    supportFromSamples(far).covariance.data.forEach((value, k) => {
      expect(value).toBeCloseTo(near[k], 7);
    });
  });

  test("weight zero limits but does not count", () => {
    const support = supportFromSamples(fromRows([[0], [1], [5]]), { weights: [1, 1, 0] });
    expect([support.mean[0], support.covariance.data[0]]).toEqual([0.5, 0.25]);
    expect(smallestBias(support.points, [-1])).toBe(4.5);
  });

  test("bad values are refused where they stand", () => {
    const rows = (values: number[][]) => fromRows(values);
    expect(() =>
      supportFromSamples(
        rows([
          [1, 2],
          [3, Number.NaN],
        ]),
      ),
    ).toThrow(/row 2, column 2 is NaN/); // prettier-ignore
    expect(() => supportFromSamples(rows([[1], [Infinity]]))).toThrow(/row 2, column 1 is Infinity/);
    expect(() => supportFromSamples(matrix(0, 2))).toThrow(/no rows/);
    expect(() => supportFromSamples(rows([[1], [2]]), { weights: [1, -1] })).toThrow(/weight of row 2 is -1/);
    expect(() => supportFromSamples(rows([[1], [2]]), { weights: [0, 0] })).toThrow(/all weights are zero/);
    expect(() => supportFromSamples(rows([[1], [2]]), { weights: [1] })).toThrow(/need 2 weights/);
    expect(() => supportFromSamples(rows([[1], [2]]), { names: ["a", "b"] })).toThrow(/1 factors have 1 names/);
  });
});

describe("supports from vertices", () => {
  test("corners about another point than the mean are refused", () => {
    const unitSquare = fromRows([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]); // prettier-ignore
    expect(() => supportFromVertices(unitSquare, scale(identity(2), 1 / 12))).toThrow(/subtract the factors' mean/);
    const outside = fromRows([
      [-1, 0.5],
      [0.5, 3],
      [3, -0.1],
      [1, 1],
    ]); // prettier-ignore
    expect(() => supportFromVertices(outside, identity(2))).toThrow(/mean is not inside/);
  });

  test("shapes and symmetry of the covariance are checked", () => {
    const corners = fromRows([
      [-1, -1],
      [1, -1],
      [0, 1],
    ]); // prettier-ignore
    expect(() => supportFromVertices(corners, identity(3))).toThrow(/2 x 2 covariance/);
    expect(() =>
      supportFromVertices(
        corners,
        fromRows([
          [1, 0.5],
          [0, 1],
        ]),
      ),
    ).toThrow(/not symmetric/); // prettier-ignore
  });
});

test("more factors than can be searched are refused before their covariance takes memory", () => {
  expect(() => new SupportAccumulator(1e6)).toThrow(/1000000 factors are more than the 400/);
  expect(() => supportFromVertices(matrix(2, 401), matrix(401, 401))).toThrow(/401 factors are more than the 400/);
  expect(new SupportAccumulator(400)).toBeDefined();
});
