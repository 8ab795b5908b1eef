import { describe, expect, test } from "vitest";
import { linearCode } from "../../test/support/representations.js";
import { fold, key, normal, split, uniform } from "../math/random.js";
import { mean, standardDeviation } from "../math/statistics.js";
import type { MetricResult, Representation } from "../protocols.js";
import { factorFromNumbers, representation } from "../representation/index.js";
import { measure } from "./measure.js";
import { mir } from "./mir.js";
import { modularity } from "./modularity.js";

/** Five units that mix three factors, in noise. */
function mixed(seed: number, conditions: number): Representation {
  const [a, x, y] = ["a", "x", "y"].map((name) => uniform(fold(key(seed), name), conditions));
  const level = a.map((value) => Math.floor(4 * value));
  const noise = normal(fold(key(seed), "noise"), 5 * conditions);
  const activity = noise.map((value, at) => {
    const i = Math.floor(at / 5);
    const drive = [level[i] / 3, x[i], level[i] / 3 + 0.4 * x[i], y[i] + 0.15 * x[i], x[i] * y[i]];
    return drive[at % 5] + 0.25 * value;
  });
  const factors = [factorFromNumbers("a", level), factorFromNumbers("x", x), factorFromNumbers("y", y)];
  return representation({ activity, units: 5, factors });
}

const draws = { nullDraws: 0, intervalDraws: 30 };

describe("the interval of a measurement", () => {
  test.each([
    ["20 bins", {}],
    ["7 bins, Miller and Madow", { bins: 7, correction: "miller-madow" }],
  ] as const)("is as wide as recordings of 400 conditions differ: %s", (_, options) => {
    const recordings = Array.from({ length: 250 }, (__, seed) => mixed(seed, 400));
    const names = ["mir", "modularity"] as const;
    const deviations = [mir, modularity].map((metric) =>
      standardDeviation(recordings.map((code) => metric(code, options).score)),
    );
    const errors = recordings.slice(0, 12).map((code, seed) => {
      const found = measure(
        code,
        { ...draws, metrics: names, options: { mir: options, modularity: options } },
        key(seed),
      );
      return found.map(({ judged }) => judged.score.interval?.standardError ?? Number.NaN);
    });
    for (const [index, deviation] of deviations.entries()) {
      const ratio = Math.sqrt(mean(errors.map((own) => own[index] ** 2))) / deviation;
      expect(ratio).toBeGreaterThan(0.85);
      expect(ratio).toBeLessThan(1.5);
    }
  });

  const meanActivity = ({ activity }: Representation): MetricResult => ({
    metric: "meanActivity",
    score: mean(activity),
    settings: {},
  });

  test("of a mean is Student's: its standard error is s / sqrt n", () => {
    const code = linearCode(key(3), 500, [[1, 0]]);
    const [{ judged }] = measure(code, { ...draws, metrics: [meanActivity], intervalDraws: 800 });
    const { low, high, standardError = 0, draws: halvings } = judged.score.interval ?? { low: 0, high: 0, draws: 0 };
    expect(standardError / (standardDeviation(code.activity) / Math.sqrt(500))).toBeCloseTo(1, 1);
    expect(halvings).toBe(800);
    expect((high - low) / 2 / standardError).toBeCloseTo(1.963, 3);
  });

  test("of a slow series is wide enough only from blocks", () => {
    const slow = (source: ReturnType<typeof key>) => {
      const values = normal(source, 2000);
      for (let i = 1; i < values.length; i++) values[i] += 0.95 * values[i - 1];
      return representation({ activity: values, units: 1, factors: [factorFromNumbers("t", values)] });
    };
    const truth = standardDeviation(split(key(4), 200).map((source) => mean(slow(source).activity)));
    const error = (block: number) =>
      mean(
        split(key(5), 10).map((source) => {
          const [{ judged }] = measure(slow(source), { ...draws, metrics: [meanActivity], block });
          return judged.score.interval?.standardError ?? Number.NaN;
        }),
      );
    expect(error(100) / truth).toBeGreaterThan(0.7);
    expect(error(1) / truth).toBeLessThan(0.3);
  });

  test("says so where few rows a bin leave a bias that it does not hold", () => {
    const note = (options: { bins?: number }) => {
      const [{ result }] = measure(mixed(1, 400), {
        nullDraws: 0,
        intervalDraws: 0,
        metrics: ["mir"],
        options: { mir: options },
      });
      return result?.notes?.join() ?? "";
    };
    expect(note({})).toMatch(/bias: 400 rows in 20 x 20 bins are 1\.0 a bin.*about 0\.45 nats for "x".*fewer bins/);
    expect(note({ bins: 8 })).toBe("");
  });
});
