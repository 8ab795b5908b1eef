import FFT from "fft.js";
import { expect, test } from "vitest";
import { adjustedPhaseRandomiser, phaseRandomiser } from "./phaseRandomise.js";
import { key, normal } from "./random.js";
import { pearson } from "./statistics.js";

const series = (): Float64Array => {
  const z = normal(key(1), 256);
  for (let i = 1; i < z.length; i++) z[i] += 0.9 * z[i - 1];
  return z;
};
const power = (values: Float64Array): number[] => {
  const plan = new FFT(values.length);
  const out = new Float64Array(2 * values.length);
  plan.realTransform(out, values);
  return Array.from({ length: values.length / 2 }, (_, k) => Math.hypot(out[2 * k], out[2 * k + 1]));
};

test("a surrogate has the spectrum and the mean of the series, and no likeness to it", () => {
  const values = series();
  const surrogate = phaseRandomiser(values)(key(2));
  for (const [k, amplitude] of power(values).entries()) expect(power(surrogate)[k]).toBeCloseTo(amplitude, 8);
  const likeness = Array.from({ length: 50 }, (_, i) => pearson(values, phaseRandomiser(values)(key(i + 10))));
  expect(Math.abs(likeness.reduce((sum, r) => sum + r, 0) / 50)).toBeLessThan(0.1);
});

test("an adjusted surrogate holds the same values, with nearly their correlation in time", () => {
  const values = series().map(Math.exp);
  const surrogate = adjustedPhaseRandomiser(values, key(3))(key(4));
  expect([...surrogate].sort()).toEqual([...values].sort());
  const lag = (x: Float64Array) => pearson(x.slice(1).map(Math.log), x.slice(0, -1).map(Math.log));
  expect(Math.abs(lag(surrogate) - lag(values))).toBeLessThan(0.15);
});

test("lengths that are no power of two are refused", () => {
  expect(() => phaseRandomiser(new Float64Array(100))).toThrow(RangeError);
});
