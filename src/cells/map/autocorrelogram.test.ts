import { describe, expect, test } from "vitest";
import { key, normal } from "../../math/random.js";
import { pearson } from "../../math/statistics.js";
import { autocorrelator, autocorrelogram } from "./autocorrelogram.js";
import type { RateMap } from "./types.js";

/** Every so many bins one is not visited; none with `Infinity`. */
function noisyMap(rows: number, columns: number, seed: number, offset = 0, holeEvery = 7): RateMap {
  const rate = normal(key(seed), rows * columns).map((value) => value + offset);
  for (let at = 0; at < rate.length; at += holeEvery) rate[at] = holeEvery < Infinity ? Number.NaN : rate[at];
  return { rows, columns, binSize: 1, rate, occupancy: rate.map((r) => (Number.isNaN(r) ? 0 : 1)) };
}

/** The definition, bin by bin. */
function direct({ rows, columns, rate }: RateMap, dy: number, dx: number, least: number): number {
  const a: number[] = [];
  const b: number[] = [];
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (y + dy < 0 || y + dy >= rows || x + dx < 0 || x + dx >= columns) continue;
      const [p, q] = [rate[y * columns + x], rate[(y + dy) * columns + x + dx]];
      if (Number.isNaN(p) || Number.isNaN(q)) continue;
      a.push(p);
      b.push(q);
    }
  }
  return a.length < least ? Number.NaN : pearson(a, b);
}

describe("autocorrelogram", () => {
  test.each([
    [9, 13, 0, 7],
    [16, 16, 1000, 7],
    [9, 13, 1000, 31],
    [12, 10, 5, Infinity],
  ])(
    "equals the definition at every lag, %i x %i bins, mean %f, a hole every %f",
    (rows, columns, offset, holeEvery) => {
      const map = noisyMap(rows, columns, 3, offset, holeEvery);
      const { correlation } = autocorrelogram(map);
      for (let dy = 1 - rows, lag = 0; dy < rows; dy++) {
        for (let dx = 1 - columns; dx < columns; dx++, lag++) {
          const expected = direct(map, dy, dx, 20);
          if (Number.isNaN(expected)) expect(correlation[lag]).toBeNaN();
          else expect(correlation[lag]).toBeCloseTo(expected, 9);
        }
      }
    },
  );

  test.each([7, 31, Infinity])("two maps at once are each as alone, a hole every %f", (holeEvery) => {
    const [first, second] = [noisyMap(12, 9, 1, 0, holeEvery), noisyMap(12, 9, 2, 50, holeEvery)];
    const pair = autocorrelator(first)([first.rate, second.rate]);
    for (const [i, map] of [first, second].entries()) {
      const { correlation } = autocorrelogram(map);
      for (const [lag, r] of pair[i].correlation.entries()) {
        if (Number.isNaN(r)) expect(correlation[lag]).toBeNaN();
        else expect(correlation[lag]).toBeCloseTo(r, 9);
      }
    }
  });

  test("is 1 at the centre and the same at opposite lags", () => {
    const { correlation } = autocorrelogram(noisyMap(11, 8, 5));
    expect(correlation[(correlation.length - 1) / 2]).toBeCloseTo(1, 12);
    correlation.toReversed().forEach((r, lag) => {
      if (Number.isNaN(r)) expect(correlation[lag]).toBeNaN();
      else expect(correlation[lag]).toBeCloseTo(r, 9);
    });
  });

  test("does not depend on the gain or the mean of the rate", () => {
    const map = noisyMap(10, 10, 6);
    const scaled = { ...map, rate: map.rate.map((r) => 40 * r + 300) };
    const { correlation } = autocorrelogram(scaled);
    autocorrelogram(map).correlation.forEach((r, lag) => {
      if (Number.isNaN(r)) expect(correlation[lag]).toBeNaN();
      else expect(correlation[lag]).toBeCloseTo(r, 9);
    });
  });

  test("a constant map has no correlation, and a gap read as silence has", () => {
    const rate = new Float64Array(100).fill(4);
    const constant: RateMap = { rows: 10, columns: 10, binSize: 1, rate, occupancy: rate };
    expect(autocorrelogram(constant).correlation.every(Number.isNaN)).toBe(true);
    const gap = { ...constant, rate: rate.map((r, at) => (at % 10 < 4 ? Number.NaN : r)) };
    expect(autocorrelogram(gap).correlation.every(Number.isNaN)).toBe(true);
    expect(autocorrelogram(gap, { unvisited: "zero" }).correlation.some((r) => !Number.isNaN(r))).toBe(true);
  });
});
