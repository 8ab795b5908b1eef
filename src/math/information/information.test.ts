import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, integers, key, normal, permutation, uniform } from "../random.js";
import { equalWidthBins, jointLabels, levelLabels, quantileBins } from "./discretise.js";
import { entropy, jointEntropy, mutualInformation, mutualInformationTable, shuffleCorrectedTable } from "./plugIn.js";

const sample = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 60 });

describe("labels", () => {
  test("equal-width bins are NumPy's", () => {
    expect([...equalWidthBins([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 3).values]).toEqual([0, 0, 1, 1, 2, 2]);
    expect([...equalWidthBins([0, 1, 2, 3], 3).values]).toEqual([0, 1, 2, 2]);
    expect([...equalWidthBins([5, 5, 5], 4).values]).toEqual([0, 0, 0]);
  });

  test("a value on an edge belongs to the bin above, whatever the rounding", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (bins, low, span) => {
          const width = (low + span - low) / bins;
          const edges = Array.from({ length: bins }, (_, b) => b * width + low);
          const { values } = equalWidthBins([...edges, low + span], bins);
          expect([...values]).toEqual([...edges.keys(), bins - 1]);
        },
      ),
    );
  });

  test("quantile bins hold equal shares, and equal values stay together", () => {
    const { values, levels } = quantileBins(normal(key(1), 1000), 10);
    const counts = new Array(10).fill(0);
    for (const label of values) counts[label]++;
    expect(levels).toBe(10);
    expect(counts).toEqual(new Array(10).fill(100));
    const silent = quantileBins([0, 0, 0, 0, 0, 0, 1, 2, 3, 4], 5);
    expect(new Set(silent.values.subarray(0, 6)).size).toBe(1);
    expect(silent.levels).toBe(3);
  });

  test("levels number the distinct values in order", () => {
    expect([...levelLabels([2.5, -1, 2.5, 7]).values]).toEqual([1, 0, 1, 2]);
    expect(() => equalWidthBins([1], 0)).toThrow(/bins/);
  });
});

describe("entropy and mutual information", () => {
  test("closed forms", () => {
    expect(entropy(levelLabels([1, 2, 3]))).toBeCloseTo(Math.log(3), 15);
    const x = levelLabels([1, 2, 1, 2]);
    expect(mutualInformation(x, x)).toBeCloseTo(Math.LN2, 15);
    expect(mutualInformation(x, levelLabels([2, 2, 1, 1]))).toBeCloseTo(0, 15);
  });

  test("a symmetric channel with error e carries ln 2 - H(e)", () => {
    const input = levelLabels(Array.from({ length: 1000 }, (_, i) => i % 2));
    const output = levelLabels(Array.from({ length: 1000 }, (_, i) => (i < 100 ? 1 - (i % 2) : i % 2)));
    const noise = -0.1 * Math.log(0.1) - 0.9 * Math.log(0.9);
    expect(mutualInformation(input, output)).toBeCloseTo(Math.LN2 - noise, 12);
  });

  test("a Gaussian channel approaches -ln(1 - r^2) / 2 from below as bins grow finer", () => {
    const n = 200_000;
    const x = normal(fold(key(3), "x"), n);
    const noise = normal(fold(key(3), "noise"), n);
    const y = x.map((value, i) => 0.9 * value + Math.sqrt(1 - 0.81) * noise[i]);
    const at = (bins: number) => mutualInformation(quantileBins(x, bins), quantileBins(y, bins), "miller-madow");
    const exact = -Math.log(1 - 0.81) / 2;
    const estimates = [2, 5, 12, 30].map(at);
    for (let i = 1; i < estimates.length; i++) expect(estimates[i]).toBeGreaterThan(estimates[i - 1]);
    expect(estimates[3]).toBeLessThan(exact);
    expect(exact - estimates[3]).toBeLessThan(0.03);
  });

  test("symmetric, non-negative, at most either entropy, unchanged by relabelling", () => {
    fc.assert(
      fc.property(sample, fc.nat(), (values, seed) => {
        const x = levelLabels(values);
        const y = levelLabels(integers(key(seed), values.length, 4));
        const both = mutualInformation(x, y);
        expect(both).toBeCloseTo(mutualInformation(y, x), 12);
        expect(both).toBeGreaterThan(-1e-12);
        expect(both).toBeLessThan(Math.min(entropy(x), entropy(y)) + 1e-12);
        expect(mutualInformation(levelLabels(values.map((value) => 10 - value)), y)).toBeCloseTo(both, 12);
        expect(jointEntropy(x, y)).toBeCloseTo(entropy(jointLabels(x, y)), 12);
      }),
    );
  });

  test("corrections take away the bias of independent variables", () => {
    const n = 400;
    const x = [equalWidthBins(uniform(fold(key(4), "x"), n), 10)];
    const y = [equalWidthBins(uniform(fold(key(4), "y"), n), 10)];
    const expectedBias = (9 * 9) / (2 * n);
    const spread = Math.sqrt(81 / 2) / n; // 2 n I is chi-square with 81 degrees of freedom
    expect(Math.abs(mutualInformationTable(x, y)[0] - expectedBias)).toBeLessThan(4 * spread);
    expect(Math.abs(mutualInformationTable(x, y, "miller-madow")[0])).toBeLessThan(4 * spread);
    expect(Math.abs(shuffleCorrectedTable(x, y, 100, key(5))[0])).toBeLessThan(4 * spread);
  });

  test("a table holds entropies of the counts of every pair, whatever levels its columns have", () => {
    const n = 90;
    const labelled = (name: string, levels: number) => ({
      values: Uint16Array.from(integers(fold(key(11), name), n, levels)),
      levels,
    });
    const rows = [2, 7, 5].map((levels, r) => labelled(`row ${r}`, levels));
    for (const count of [1, 2, 3, 4, 5, 6, 8]) {
      const columns = Array.from({ length: count }, (_, c) => labelled(`column ${c}`, 2 + ((5 * c) % 7)));
      const pairs = rows.flatMap((row) =>
        columns.map((column) => entropy(row) + entropy(column) - jointEntropy(row, column)),
      );
      expect([...mutualInformationTable(rows, columns)]).toEqual(pairs);
    }
  });

  test("re-pairing destroys what there was", () => {
    const x = quantileBins(normal(key(6), 2000), 8);
    const order = permutation(key(7), 2000);
    const shuffled = { ...x, values: Uint16Array.from(order, (i) => x.values[i]) };
    expect(mutualInformation(x, x)).toBeCloseTo(Math.log(8), 3);
    expect(mutualInformation(x, shuffled)).toBeLessThan(0.03);
  });

  test("unequal lengths are refused", () => {
    expect(() => mutualInformation(levelLabels([1, 2]), levelLabels([1]))).toThrow(/samples/);
  });
});
