/** One factor between ON and OFF neurons: closed prices, planted codes, and what the certified optimum does with dense and sparse factors. */
import { expect, test } from "vitest";
import { UsageError } from "../../math/errors.js";
import { fromRows, matrix } from "../../math/matrix.js";
import { fold, key, uniform } from "../../math/random.js";
import { supportFromSamples } from "../support.js";
import { onOffActivity, onOffCode, onOffPrices, sidesOf } from "./onOff.js";

const codeOf = (values: readonly number[], prices: { lambdaIn: number; gamma: number }) => {
  const samples = matrix(values.length, 1, Float64Array.from(values));
  return onOffCode({ support: supportFromSamples(samples), lambdaOut: 0.1, ...prices }, { values: samples });
};

/** Twelve levels of [0, 1] in `tenths` of the values, 0 in the others. */
const present = (tenths: number): number[] =>
  Array.from({ length: 120 }, (_, k) => (k < 12 * tenths ? (k % 12) / 11 : 0));

test("prices of two values, by hand: the pair parts at the mean", () => {
  // v = h = 1: alpha (1 + 1) + lambda; each half costs alpha / 2 + lambda, and (2 sqrt(alpha / 2 + lambda))^2 = 2 alpha + 4 lambda
  const { single, pair } = onOffPrices({ values: [-1, 1, 1, -1], alpha: 3, lambdaIn: 0.2 });
  expect(single).toBeCloseTo(6.2, 12);
  expect(pair).toBeCloseTo(6.8, 12);
});

test("without a price of input weights a symmetric pair pays where squared mean over mean square exceeds a half", () => {
  for (const tenths of [3, 6, 8, 10]) {
    const values = present(tenths);
    const mean = values.reduce((sum, s) => sum + s, 0) / values.length;
    const square = values.reduce((sum, s) => sum + s * s, 0) / values.length;
    const { single, pair } = onOffPrices({ values, alpha: 1, lambdaIn: 1e-9 });
    // the bound (sqrt(a) + sqrt(b))^2 <= 2 (a + b): unequal halves cost less than equal ones
    if ((mean * mean) / square > 0.5) expect(pair).toBeLessThan(single);
    expect(pair).toBeLessThanOrEqual(2 * (square - mean * mean) * (1 + 1e-6));
  }
});

test("no certified optimum is dearer than the pair or the single neuron, which any network can be", () => {
  for (let k = 0; k < 6; k++) {
    const values = Array.from(uniform(fold(key(27), k), 9), (x) => x ** (1 + k));
    const lambdaIn = 10 ** (-2 + k / 3);
    const { single, pair } = onOffPrices({ values, alpha: 1, lambdaIn });
    const { energy, lowerBound, status } = codeOf(values, { lambdaIn, gamma: 1e3 });
    expect(status).toBe("certified");
    expect(lowerBound).toBeLessThanOrEqual(energy);
    expect(energy).toBeLessThanOrEqual(2 * Math.sqrt(0.1 * Math.min(single, pair)) * (1 + 1e-6));
  }
});

test("a dense factor is split into halves, a sparse one is carried by ON neurons alone, and its mirror image by OFF neurons", () => {
  const prices = { lambdaIn: 0.01, gamma: 100 };
  const dense = codeOf(present(10), prices);
  expect(dense.off?.[0]).toBeCloseTo(0.5, 3);
  expect(dense.off?.[1]).toBeCloseTo(0.5, 3);
  const { overlap } = sidesOf(
    dense.neurons.map(({ gain }) => gain),
    onOffActivity(dense.neurons, Float64Array.from(present(10))),
  );
  expect(overlap).toBeLessThan(0.05);
  expect(codeOf(present(2), prices).off?.[1]).toBeLessThan(1e-6);
  const mirrored = codeOf(
    present(2).map((value) => 7 - 3 * value),
    { ...prices, lambdaIn: 0.09 },
  );
  expect(mirrored.off?.[0]).toBeGreaterThan(1 - 1e-6);
});

test("sides of planted codes: shares of squared gain, and how far they are active together", () => {
  const halves = matrix(2, 2, Float64Array.of(1, 0, 0, 2));
  expect(sidesOf([1, -2], halves)).toEqual({ off: 0.8, overlap: 0 });
  const together = matrix(2, 3, Float64Array.of(3, 4, 5, 3, 4, 5));
  expect(sidesOf([1, 1, -1], together)).toEqual({ off: expect.closeTo(1 / 3, 12), overlap: expect.closeTo(1, 12) });
  expect(sidesOf([1, 1], halves)).toEqual({ off: 0, overlap: 0 });
});

test("two factors are refused", () => {
  const samples = fromRows([
    [0, 0],
    [1, 0],
    [0, 1],
  ]);
  const problem = { support: supportFromSamples(samples), gamma: 10 };
  expect(() => onOffCode(problem, { values: samples })).toThrow(UsageError);
});
