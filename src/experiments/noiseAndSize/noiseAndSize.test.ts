/** What is varied in `noise-and-size`: correlated pairs, their optimum, and a small run. */
import { describe, expect, test } from "vitest";
import { compileWasm } from "../../engine/wasm.js";
import { fromRows, identity, matrix } from "../../math/matrix.js";
import { key } from "../../math/random.js";
import { pearson, variance } from "../../math/statistics.js";
import type { JobResult } from "../../protocols.js";
import { bandMoments, bandWidth, type Dependence, pairedFactors } from "../../tasks/pairedFactors.js";
import { codeOfNeurons, solveOptimum } from "../../theory/index.js";
import { jobContext } from "../frame/jobContext.fixture.js";
import { gramCosine } from "../points/mixing.js";
import { noiseAndSize } from "./index.js";
import { pairMixing, pairProblem, shapeOf } from "./job.js";

const columnOf = (values: Float64Array, columns: number, column: number) =>
  values.filter((_, i) => i % columns === column);

describe("pairs of factors", () => {
  test.each<[Dependence, number]>([
    ["with corners", 0],
    ["with corners", 0.6],
    ["without corners", 0.3],
    ["without corners", 0.9],
  ])("%s at %f have that correlation, within pairs alone", (dependence, correlation) => {
    const values = pairedFactors(key(3), 40_000, 5, dependence, correlation);
    const [a, b, c, d, e] = [0, 1, 2, 3, 4].map((column) => columnOf(values, 5, column));
    expect(pearson(a, b)).toBeCloseTo(correlation, 1.5);
    expect(pearson(c, d)).toBeCloseTo(correlation, 1.5);
    expect(Math.abs(pearson(b, c))).toBeLessThan(0.02);
    expect(variance(e)).toBeCloseTo(1 / 12, 2);
    expect([a, b, c, d, e].every((own) => own.every((value) => value >= 0 && value <= 1))).toBe(true);
  });

  test("without corners nothing lies beyond the band, with them something does", () => {
    const width = bandWidth(0.6);
    const farthest = (dependence: Dependence) => {
      const values = pairedFactors(key(4), 5000, 2, dependence, 0.6);
      return columnOf(values, 2, 0).reduce((most, x, i) => Math.max(most, Math.abs(x - values[2 * i + 1])), 0);
    };
    expect(farthest("without corners")).toBeLessThanOrEqual(width);
    expect(farthest("with corners")).toBeGreaterThan(0.9);
  });

  test("moments of the band: the square, a line, and a sample in between", () => {
    expect(bandMoments(1).variance).toBeCloseTo(1 / 12, 12);
    expect(bandMoments(1).covariance).toBeCloseTo(0, 12);
    expect(bandMoments(1e-6).covariance / bandMoments(1e-6).variance).toBeCloseTo(1, 5);
    const values = pairedFactors(key(5), 200_000, 2, "without corners", 0.5);
    expect(variance(columnOf(values, 2, 0))).toBeCloseTo(bandMoments(bandWidth(0.5)).variance, 3);
  });

  test("a correlation of 1 is refused", () => {
    expect(() => pairedFactors(key(1), 10, 2, "with corners", 1)).toThrow("below 1");
  });
});

describe("the optimum of a pair", () => {
  const settings = noiseAndSize.settings.parse({});
  const mixing = (dependence: Dependence, correlation: number) =>
    gramCosine(codeOfNeurons(solveOptimum(pairProblem(dependence, correlation, settings)).neurons));

  test("is pure with corners at any correlation, mixed without them", () => {
    for (const correlation of [0, 0.3, 0.9]) expect(mixing("with corners", correlation)).toBeLessThan(1e-3);
    expect(mixing("without corners", 0.6)).toBeGreaterThan(0.1);
    expect(mixing("without corners", 0.9)).toBeGreaterThan(mixing("without corners", 0.6));
  });

  test("mixing is 0 of pure neurons, 1 where a pair is one direction, and looks at pairs alone", () => {
    expect(pairMixing(identity(4))).toBe(0);
    expect(
      pairMixing(
        fromRows([
          [1, -1],
          [2, -2],
        ]),
      ),
    ).toBeCloseTo(1, 12);
    expect(pairMixing(matrix(2, 4, Float64Array.of(1, 0, 1, 0, 0, 1, 0, 1)))).toBe(0);
  });
});

test("a small run: every place once a seed, its shape, no verdict, a figure", async () => {
  const settings = noiseAndSize.settings.parse({
    ...noiseAndSize.sizes.quick,
    updates: 30,
    samples: 500,
    evaluationSamples: 300,
  });
  const jobs = noiseAndSize.jobs(settings);
  expect(jobs.map(({ condition }) => condition)).toEqual([
    "base-0",
    "units-6",
    "factors-3",
    "noise-0.2",
    "with-corners-0.6",
    "without-corners-0.6",
  ]);
  expect(shapeOf({ sweep: "units", amount: 6 }, settings)).toMatchObject({ units: 6, factors: 6, noise: 0 });
  const results: JobResult[] = [];
  for (const job of jobs) results.push(await noiseAndSize.runJob(job, settings, jobContext(compileWasm)));
  expect(results[1].arrays.encoding.shape).toEqual([6, 6]);
  expect(new Set(noiseAndSize.check(results, settings).map(({ met }) => met))).toEqual(new Set(["not judged"]));
  expect(noiseAndSize.figures(results, settings)).toHaveLength(1);
});
