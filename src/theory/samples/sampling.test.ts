/** What is said of a sample, where the distribution is known. */
import { describe, expect, test } from "vitest";
import { type Matrix, matrix } from "../../math/matrix.js";
import { fold, key, normal, uniformStream } from "../../math/random.js";
import { pearson } from "../../math/statistics.js";
import { supportFromSamples } from "../index.js";
import { reduceProblem } from "../problem.js";
import { uniformRows } from "../reasons/tables.fixture.js";
import { proportionLimits } from "./cornerMass.js";
import { tolerantEstimate } from "./estimate.js";
import { marginJoiner } from "./productOfMargins.js";
import { interval, redraw } from "./resampling.js";
import { judgeSample } from "./sampling.js";
import { reducedRows } from "./tolerantProblem.js";
import type { SampleRows, SamplingOptions } from "./types.js";
import { separateRows, unitsOfBlocks, unitsOfSeries } from "./units.js";
import { samplingTexts } from "./words.js";

const SOURCE = key(1);

function judged(rows: Matrix, sample: Partial<SampleRows> = {}, options: Partial<SamplingOptions> = {}) {
  const support = supportFromSamples(rows, sample.weights ? { weights: sample.weights } : {});
  const given = { source: SOURCE, replicates: 60, curve: false, ...options };
  return judgeSample({ support, lambdaIn: 0 }, { rows, reading: "draws", ...sample }, given);
}

const full = uniformRows(key(3), 2000, 2);
const cut = uniformRows(key(4), 2000, 2, ([x, y]) => Math.abs(x + y - 1) < 0.6);

describe("independent factors with the same margins", () => {
  const rows = { columns: [full.data.slice(0, 300), normal(key(5), 300)], weights: undefined };

  test("keep every value equally often, and nothing of what joined them", () => {
    const joined = marginJoiner([[0], [1]], 1200)(rows);
    for (const i of [0, 1]) {
      const repeated = Float64Array.from([...rows.columns[i]].flatMap((value) => [value, value, value, value]));
      expect(joined.columns[i].toSorted()).toEqual(repeated.sort());
    }
    expect(Math.abs(pearson(joined.columns[0], joined.columns[1]))).toBeLessThan(0.01);
  });

  test("keep groups together, and weights by their size", () => {
    const grouped = marginJoiner(
      [[0, 1]],
      300,
    )({ ...rows, weights: Float64Array.from({ length: 300 }, (_, row) => (row < 3 ? 1 : 0)) });
    const pairs = new Set(
      [...grouped.columns[0].keys()].map((row) => `${grouped.columns[0][row]} ${grouped.columns[1][row]}`),
    );
    expect(pairs).toEqual(new Set([0, 1, 2].map((row) => `${rows.columns[0][row]} ${rows.columns[1][row]}`)));
    expect(grouped.columns[0].filter((value) => value === rows.columns[0][1])).toHaveLength(100);
  });

  /** Rows whose margins are quantiles of a distribution. */
  function product(quantile: (p: number) => number) {
    const values = Float64Array.from({ length: 2000 }, (_, k) => quantile((k + 0.5) / 2000));
    const joined = marginJoiner([[0], [1]])({ columns: [values, values], weights: undefined });
    const samples = matrix(joined.columns[0].length, 2);
    joined.columns.forEach((column, i) => {
      column.forEach((value, row) => {
        samples.data[2 * row + i] = value;
      });
    });
    const reduced = reduceProblem({ support: supportFromSamples(samples), lambdaIn: 0 });
    return tolerantEstimate(reduced, reducedRows(reduced, samples), 1 / 30, { tolerance: 1e-5 }).saving;
  }

  test("save nothing by mixing where they are uniform, and 5.6 % where they are Laplace's, at beta = 30 alpha", () => {
    expect(product((p) => p).least).toBeLessThan(1e-6);
    const laplace = (p: number): number => (p < 0.5 ? Math.log(2 * p) : -Math.log(2 - 2 * p)) / Math.SQRT2;
    expect(product(laplace).least).toBeCloseTo(0.0563, 2);
  });
});

describe("moments", () => {
  const columns = (...values: Float64Array[]) => ({ columns: values, weights: undefined });

  test("of independent rows are the rows; of an autoregressive series n (1 - a) / (1 + a)", () => {
    expect(unitsOfSeries(columns(normal(key(6), 2000), normal(key(7), 2000))).kind).toBe("rows");
    const noise = normal(key(8), 20_000);
    const series = noise.slice();
    for (let row = 1; row < series.length; row++) series[row] += 0.8 * series[row - 1];
    const { kind, effective, length, starts } = unitsOfSeries(columns(series));
    expect([kind, starts.length - 1]).toEqual(["series", Math.ceil(20_000 / length)]);
    expect(effective / (20_000 / 9)).toBeGreaterThan(0.75);
    expect(effective / (20_000 / 9)).toBeLessThan(1.25);
  });

  test("of blocks are the blocks where their rows are all alike, the rows where they are not alike at all", () => {
    const names = Array.from({ length: 1000 }, (_, row) => `session ${row % 50}`);
    const own = normal(key(9), 50);
    expect(unitsOfBlocks(names, columns(Float64Array.from(names, (_, row) => own[row % 50]))).effective).toBeCloseTo(
      50,
      9,
    );
    expect(unitsOfBlocks(names, columns(normal(key(10), 1000))).effective).toBeGreaterThan(600);
  });

  test("limits of a proportion: the rule of three, and a published exact one", () => {
    expect(proportionLimits(0, 100)[1]).toBeCloseTo(1 - 0.05 ** (1 / 100), 9);
    expect(proportionLimits(3 / 20, 20)[1]).toBeCloseTo(0.3437, 3);
    expect(proportionLimits(1, 50)).toEqual([expect.closeTo(0.05 ** (1 / 50), 9), 1]);
    expect(proportionLimits(0.2, Infinity)).toEqual([0.2, 0.2]);
  });
});

test("the interval of a mean is the normal one of 97.5 %", () => {
  const values = normal(key(11), 4000);
  const mean = (rows: Int32Array): number => rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
  const all = mean(Int32Array.from(values.keys()));
  const redrawn = redraw(separateRows(4000), 400, SOURCE, (rows) => [mean(rows)]);
  const [low, high] = interval(redrawn, 0, all, all);
  expect((high - low) / 2 / (2.241 / Math.sqrt(4000))).toBeGreaterThan(0.85);
  expect((high - low) / 2 / (2.241 / Math.sqrt(4000))).toBeLessThan(1.25);
});

describe("a sample", () => {
  test("of two cut corners is mixed, and names them with the mass that is missing", () => {
    const sampling = judged(cut);
    const { verdict, judged: enough, saving, lowerLimit, estimate, baseline, corners, effective, beta } = sampling;
    expect([verdict, enough, effective, beta]).toEqual(["mixed", true, 2000, 20]);
    expect(saving[0]).toBeLessThan(estimate);
    expect(saving[1]).toBeGreaterThan(estimate);
    expect(lowerLimit).toBeLessThan(estimate);
    expect(baseline).toBeLessThan(1e-4);
    expect(corners).toHaveLength(4);
    const emptier = corners.filter(({ foundAtMost, expected }) => foundAtMost < expected);
    expect(emptier.map(({ ends }) => ends.map(({ kind }) => kind))).toEqual([
      ["minimum", "minimum"],
      ["maximum", "maximum"],
    ]);
    for (const { expected, found, missing, upperLimit, foundAtMost } of emptier) {
      expect(expected).toBeCloseTo(0.05, 3);
      expect(missing).toBe(expected - found);
      expect(upperLimit).toBeGreaterThan(missing);
      expect(foundAtMost - found).toBeLessThan(0.01);
    }
    expect(samplingTexts(sampling).join("\n")).toMatch(/^mixed under sampling error.*\n.*\nxx? ?|s1 up to/);
    expect(judged(cut)).toEqual(sampling);
  });

  test("of a full range is not, and its factors tie with their opposites", () => {
    const { verdict, lowerLimit, corners, ties, saving } = judged(full, {}, { within: 0.005 });
    expect(verdict).toBe("modular");
    expect([lowerLimit, saving[0]]).toEqual([0, 0]);
    expect(ties).toHaveLength(2);
    expect(corners.every(({ foundAtMost, expected }) => foundAtMost > expected)).toBe(true);
  });

  test("too small for p0 is undecided, and says for which p0 it would do", () => {
    const few = matrix(200, 2, cut.data.slice(0, 400));
    const { verdict, judged: enough, statement } = judged(few);
    expect([verdict, enough]).toEqual(["undecided", false]);
    expect(statement).toContain("--rare 0.1");
    expect(judged(few, {}, { rare: 0.1 }).judged).toBe(true);
    expect(() => judged(few, {}, { rare: 1 })).toThrow("rare is a probability above 0 and below 1");
  });

  test("that is a design has no sampling error", () => {
    const { verdict, saving, energy, lowerLimit, estimate, ties, units } = judged(cut, { reading: "design" });
    expect(verdict).toBe("mixed");
    expect(saving[1] - saving[0]).toBeLessThan(1e-4);
    expect(energy.interval).toEqual([energy.lowerBound, energy.optimal]);
    expect([lowerLimit, ties, units.kind]).toEqual([estimate, [], "design"]);
  });

  test("with whole weights is the one with repeated rows", () => {
    const next = uniformStream(key(12));
    const weights = Float64Array.from({ length: 300 }, () => 1 + Math.floor(3 * next()));
    const rows = matrix(300, 2, cut.data.slice(0, 600));
    const repeated = [...weights].flatMap((count, row) => Array(count).fill(row));
    const longer = matrix(
      repeated.length,
      2,
      Float64Array.from(repeated.flatMap((row) => [...rows.data.slice(2 * row, 2 * row + 2)])),
    );
    const [one, other] = [judged(rows, { weights }), judged(longer)];
    expect(one.estimate).toBeCloseTo(other.estimate, 6);
    expect(one.corners.map(({ found }) => found)).toEqual(other.corners.map(({ found }) => expect.closeTo(found, 9)));
  });

  test("of groups and categories has no limit from halves, but an interval and corners", () => {
    const next = uniformStream(fold(key(13), "categories"));
    const rows = matrix(600, 4);
    for (let row = 0; row < 600; row++) {
      const level = Math.floor(3 * next());
      rows.data[4 * row + level] = 1;
      rows.data[4 * row + 3] = level === 0 ? 0.5 + next() / 2 : next();
    }
    const columns = [
      { name: "odour", kind: "categorical", levels: ["a", "b", "c"] },
      { name: "x", kind: "continuous" },
    ] as const;
    const support = supportFromSamples(rows, { names: ["odour=a", "odour=b", "odour=c", "x"] });
    const sample = { rows, reading: "draws", columns, blocks: "rows" } as const;
    const options = { source: SOURCE, replicates: 20, curve: false, rare: 0.1 };
    const { lowerLimit, corners, saving } = judgeSample({ support, groups: [[0, 1, 2]] }, sample, options);
    expect(lowerLimit).toBeNull();
    expect(corners).toHaveLength(6);
    const [first] = corners;
    expect(first).toMatchObject({ factors: ["odour", "x"], found: 0 });
    expect(first.missing).toBeGreaterThan(0.05);
    expect(saving.every(Number.isFinite)).toBe(true);
  });
});
