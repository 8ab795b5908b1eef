import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digamma, incompleteBeta, logGamma, studentCumulative, studentQuantile } from "./distributions.js";
import { fold, key, normal } from "./random.js";
import {
  ascendingOrder,
  centralInterval,
  extent,
  mean,
  median,
  pearson,
  quantile,
  quantileSorted,
  ranks,
  sorted,
  spearman,
  standardError,
  variance,
} from "./statistics.js";
import { binomialUpperTail, medianInterval, pairedDifference, studentInterval } from "./statisticsPaired.js";

describe("descriptive statistics", () => {
  test("known values", () => {
    expect(mean([1, 2, 3, 6])).toBe(3);
    expect(variance([1, 2, 3, 6])).toBeCloseTo(14 / 3, 14);
    expect(variance([1, 2, 3, 6], 0)).toBeCloseTo(14 / 4, 14);
    expect(standardError([1, 2, 3, 6])).toBeCloseTo(Math.sqrt(14 / 12), 14);
    expect(median([5, 1, 9])).toBe(5);
    expect(median([5, 1, 9, 7])).toBe(6);
    expect(extent([3, -1, 2])).toEqual([-1, 3]);
  });

  test("quantiles interpolate as NumPy does by default", () => {
    expect(quantile([1, 2, 3, 4], 0.1)).toBeCloseTo(1.3, 14);
    expect(quantile([10, 0, 3], 0.75)).toBeCloseTo(6.5, 14);
    expect(quantile([10, 0, 3], 1)).toBe(10);
    expect(centralInterval([0, 1, 2, 3, 4], 0.5)).toEqual([1, 3]);
    expect(() => quantile([1], 1.5)).toThrow(/probability/);
  });

  test("a quantile is the same from the largest few values and from all in order", () => {
    const root = key(3);
    for (const n of [1, 2, 11, 12, 13, 200]) {
      const values = normal(fold(root, n), n).map((value) => Math.round(4 * value) + 0);
      for (const probability of [0, 0.3, 0.9, 0.95, 0.99, 1]) {
        expect(quantile(values, probability)).toBe(quantileSorted(sorted(values), probability));
      }
    }
    expect(quantile([3, Number.NaN, 1], 1)).toBeNaN();
    expect(quantile([-Infinity, -Infinity], 0.9)).toBe(-Infinity);
  });

  test("nothing and NaN give NaN, never 0", () => {
    for (const statistic of [mean, median, variance]) {
      expect(statistic([])).toBeNaN();
      expect(statistic([1, Number.NaN, 2])).toBeNaN();
    }
    expect(pearson([1, 1, 1], [1, 2, 3])).toBeNaN();
  });

  test("variance of values far from zero loses no digits", () => {
    expect(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30);
  });

  test("correlations", () => {
    expect(pearson([1, 2, 3, 4], [2, 4, 6, 9])).toBeCloseTo(11.5 / Math.sqrt(5 * 26.75), 14);
    expect([...ranks([10, 20, 10, 30])]).toEqual([1.5, 3, 1.5, 4]);
    expect(spearman([1, 2, 3, 4], [1, 8, 27, 64])).toBeCloseTo(1, 14);
    expect(spearman([1, 2, 2, 3], [4, 3, 2, 1])).toBeCloseTo(-4.5 / Math.sqrt(4.5 * 5), 14);
  });

  test("ranks do not change under increasing maps", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1 }), (values) => {
        expect([...ranks(values.map((value) => value ** 3 + 1))]).toEqual([...ranks(values)]);
      }),
    );
  });

  test("NaN comes last in an order, infinities keep their ends, and the rest is sorted", () => {
    const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(Infinity, -Infinity, Number.NaN));
    fc.assert(
      fc.property(fc.array(number, { maxLength: 60 }), (values) => {
        const inOrder = Float64Array.from(ascendingOrder(values), (i) => values[i]);
        expect([...inOrder]).toEqual([...Float64Array.from(values).sort()]);
      }),
    );
    expect([...ascendingOrder([2, Number.NaN, 1, 2])]).toEqual([2, 0, 3, 1]);
  });

  test("NaN has no rank, takes none from the others, and gives no rank correlation", () => {
    expect([...ranks([3, Number.NaN, 1, 2])]).toEqual([3, Number.NaN, 1, 2]);
    expect(spearman([1, Number.NaN, 3, 4], [1, 2, 3, 4])).toBeNaN();
  });
});

describe("distributions", () => {
  test("gamma and digamma", () => {
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 13);
    expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 13);
    for (const x of [0.3, 2.7, 9.99, 500]) expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 12);
  });

  test("incomplete beta in its closed forms", () => {
    expect(incompleteBeta(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 13);
    expect(incompleteBeta(0.3, 2.5, 1)).toBeCloseTo(0.3 ** 2.5, 13);
    expect(incompleteBeta(0.5, 7.5, 7.5)).toBeCloseTo(0.5, 13);
  });

  test("Student's quantiles as tabulated", () => {
    expect(studentQuantile(0.975, 1)).toBeCloseTo(12.7062, 4);
    expect(studentQuantile(0.975, 2)).toBeCloseTo(4.302653, 6);
    expect(studentQuantile(0.975, 9)).toBeCloseTo(2.262157, 6);
    expect(studentQuantile(0.05, 30)).toBeCloseTo(-1.697261, 6);
    for (const p of [0.01, 0.4, 0.9]) expect(studentCumulative(studentQuantile(p, 5), 5)).toBeCloseTo(p, 12);
  });
});

describe("arms that share their seeds", () => {
  test("difference with Student's interval and sign test", () => {
    const { mean: centre, interval, positive, signP } = pairedDifference([0.9, 0.8, 0.85], [0.7, 0.65, 0.6]);
    expect(centre).toBeCloseTo(0.2, 12);
    expect(interval[0]).toBeCloseTo(0.2 - (4.302652730696 * 0.05) / Math.sqrt(3), 10);
    expect(positive).toBe(3);
    expect(signP).toBe(1 / 8);
  });

  test("one seed has no interval; unequal lengths do not pair", () => {
    expect(studentInterval([1])).toEqual([Number.NaN, Number.NaN]);
    expect(() => pairedDifference([1], [1, 2])).toThrow(/paired/);
  });

  test("binomial tail", () => {
    expect(binomialUpperTail(0, 5)).toBe(1);
    expect(binomialUpperTail(8, 10)).toBeCloseTo((45 + 10 + 1) / 1024, 15);
  });

  test("interval of the median states the coverage it reaches", () => {
    expect(medianInterval([3, 1, 2])).toEqual({ interval: [1, 3], coverage: 0.75 });
    const ten = medianInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(ten.interval).toEqual([2, 9]);
    expect(ten.coverage).toBeCloseTo(1 - 22 / 1024, 14);
  });
});
