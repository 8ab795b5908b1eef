import { describe, expect, test } from "vitest";
import { correlationTime } from "./correlationTime.js";
import { key, normal } from "./random.js";
import { mean } from "./statistics.js";

/** First-order autoregression, whose autocorrelation is rho^t: tau = (1 + rho) / (1 - rho). */
function autoregression(seed: number, count: number, rho: number): Float64Array {
  const series = normal(key(seed), count);
  for (let i = 1; i < count; i++) series[i] += rho * series[i - 1];
  return series;
}

describe("integrated autocorrelation time", () => {
  test.each([0, 0.5, 0.9, 0.97])("of an autoregression with coefficient %f, within four standard errors", (rho) => {
    const exact = (1 + rho) / (1 - rho);
    const [series, samples] = [8, 40_000];
    const times = Array.from({ length: series }, (_, seed) => correlationTime(autoregression(seed, samples, rho)));
    // Sokal 1997, eq. 3.19: var(tau) = 2 (2 W + 1) tau^2 / n
    const relativeError = Math.sqrt((2 * (2 * Math.max(1, 5 * exact) + 1)) / samples / series);
    expect(Math.abs(mean(times) / exact - 1)).toBeLessThan(4 * relativeError);
  });

  test("one for independent samples and for a constant", () => {
    expect(correlationTime(normal(key(2), 10_000))).toBeLessThan(1.2);
    expect(correlationTime([3, 3, 3])).toBe(1);
  });

  test("does not depend on scale and offset", () => {
    const series = autoregression(3, 2000, 0.8);
    const moved = series.map((value) => 100 - 3 * value);
    expect(correlationTime(moved)).toBeCloseTo(correlationTime(series), 8);
  });
});
