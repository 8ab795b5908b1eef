/** Missing corners against dependence: the data, the scores, the comparison at equal dependence, and small runs. */
import { describe, expect, test } from "vitest";
import { compileWasm } from "../../engine/wasm.js";
import type { Experiment, Factor, JobResult } from "../../protocols.js";
import { representation } from "../../representation/index.js";
import { jobContext } from "../frame/jobContext.fixture.js";
import { dependenceVerdicts } from "./claims.js";
import { lowDimensional, pointsOf } from "./lowDimensional.js";
import { changedIn, type Dependent, leadsAtEqualDependence } from "./measures.js";
import { type Change, mainFactorShare, normalisedMultiInformation } from "./study.js";
import { stimulusTable, whatWhere } from "./whatWhere.js";

const factor = (name: string, values: readonly number[]): Factor => ({
  name,
  kind: "continuous",
  values: Float64Array.from(values),
});

const grid = Array.from({ length: 25 }, (_, i) => [i % 5, Math.floor(i / 5)]);
const both = [
  factor(
    "x",
    grid.map(([x]) => x),
  ),
  factor(
    "y",
    grid.map(([, y]) => y),
  ),
];

describe("dependence", () => {
  test("is 0 of all combinations once, and 1/2 of two equal factors", () => {
    expect(normalisedMultiInformation(both)).toBeCloseTo(0, 12);
    expect(normalisedMultiInformation([both[0], { ...both[0], name: "again" }])).toBeCloseTo(0.5, 12);
  });

  test.each(["corner", "diagonal-removed", "diagonal-repeated"] as const)("grows with the amount: %s", (change) => {
    const amounts = change === "diagonal-removed" ? [1, 9, 17] : [2, 5, 8];
    const values = amounts.map((amount) => {
      const table = stimulusTable({ change, amount });
      return normalisedMultiInformation([
        factor(
          "what",
          table.map(([what]) => what),
        ),
        factor(
          "where",
          table.map(([, where]) => where),
        ),
      ]);
    });
    expect(values[0]).toBeGreaterThan(0);
    expect(values[0] < values[1] && values[1] < values[2]).toBe(true);
  });
});

describe("share of the main factor", () => {
  const shareOf = (...units: ((x: number, y: number) => number)[]) =>
    mainFactorShare(
      representation({
        activity: Float64Array.from(grid.flatMap(([x, y]) => units.map((unit) => unit(x, y)))),
        units: units.length,
        factors: both,
      }),
    );

  test("1 of pure units, 1/2 of their sum, in between by variance", () => {
    expect(
      shareOf(
        (x) => x ** 2,
        (_, y) => 3 - y,
      ),
    ).toBeCloseTo(1, 12);
    expect(shareOf((x, y) => x + y)).toBeCloseTo(0.5, 12);
    expect(shareOf((x, y) => 2 * x + y)).toBeCloseTo(0.8, 12);
  });

  test("silent units add nothing", () => {
    expect(
      shareOf(
        (x, y) => 2 * x + y,
        () => 7,
      ),
    ).toBeCloseTo(0.8, 12);
  });

  test("stays 1 of pure units where factors depend on one another", () => {
    const table = stimulusTable({ change: "diagonal-repeated", amount: 10 });
    const factors = [0, 1].map((which) =>
      factor(
        `${which}`,
        table.map((pair) => pair[which]),
      ),
    );
    const code = representation({ activity: Float64Array.from(table.flat()), units: 2, factors });
    expect(mainFactorShare(code)).toBeCloseTo(1, 12);
  });
});

describe("data as published", () => {
  test("triangles of 1, 3, 6, ... 36 stimuli, two diagonals of 17, repeats", () => {
    const removed = [1, 2, 3, 4, 5, 6, 7, 8].map((amount) => 81 - stimulusTable({ change: "corner", amount }).length);
    expect(removed).toEqual([1, 3, 6, 10, 15, 21, 28, 36]);
    const left = stimulusTable({ change: "diagonal-removed", amount: 17 });
    expect(left).toHaveLength(64);
    expect(left.some(([what, where]) => what === where || what + where === 8)).toBe(false);
    expect(stimulusTable({ change: "diagonal-removed", amount: 1 })).not.toContainEqual([4, 4]);
    expect(stimulusTable({ change: "diagonal-repeated", amount: 4 })).toHaveLength(81 + 3 * 9);
  });

  test("triples on a grid of 21: a corner of the cube, the middle of its diagonal, copies of it", () => {
    expect(pointsOf({ change: "corner", amount: 0 })).toHaveLength(9261);
    // Points of the simplex x + y + z < 20 in whole numbers: C(22, 3).
    expect(pointsOf({ change: "corner", amount: 1 })).toHaveLength(9261 - 1540);
    expect(pointsOf({ change: "diagonal-repeated", amount: 3 })).toHaveLength(9261 + 63);
    const holed = pointsOf({ change: "diagonal-removed", amount: 0.9 });
    expect(holed).not.toContainEqual([10, 10, 10]);
    expect(holed).toContainEqual([0, 0, 0]);
    expect(holed).toContainEqual([20, 20, 20]);
  });
});

const planted = (change: Change, amount: number, dependence: number, mainShare: number, seed = 0): Dependent => ({
  change,
  amount,
  dependence,
  mainShare,
  seed,
  condition: `${change}-${amount}`,
  arrays: {},
  explained: 0.99,
  cinfom: mainShare,
  linearCinfom: mainShare,
  mir: mainShare,
});

describe("comparison at equal dependence", () => {
  const results = [0, 1, 2].flatMap((seed) => [
    planted("corner", 0, 0, 1, seed),
    planted("corner", 1, 0.1, 0.8, seed),
    planted("corner", 2, 0.3, 0.5, seed),
    planted("diagonal-removed", 1, 0.2, 0.9, seed),
    planted("diagonal-repeated", 1, 0.4, 0.6, seed),
  ]);

  test("interpolates, and leaves out what has no equal", () => {
    // At 0.1 the other is 0.95, at 0.3 it has none.
    const leads = (change: Change) => leadsAtEqualDependence(results, 0, change, "mainShare");
    expect(leads("diagonal-removed").map((lead) => lead.toFixed(9))).toEqual(["0.150000000"]);
    // 0.9 and 0.7 against 0.8 and 0.5.
    expect(leads("diagonal-repeated").map((lead) => lead.toFixed(9))).toEqual(["0.100000000", "0.200000000"]);
    expect(changedIn(results, 1, "corner").map(({ amount }) => amount)).toEqual([0, 1, 2]);
  });

  const verdictsOf = (given: readonly Dependent[]) =>
    dependenceVerdicts(given, { prefix: "p", enough: true, settings: "" }).map(({ met }) => met);

  test("verdicts are met by this, not by a change that mixes as much, nor by a network that fails", () => {
    expect(verdictsOf(results)).toEqual(["met", "met", "met", "met"]);
    const mixing = results.map((one) => (one.change === "diagonal-removed" ? { ...one, mainShare: 0.4 } : one));
    expect(verdictsOf(mixing)).toEqual(["met", "not met", "met", "met"]);
    const failing = results.map((one, i) => (i === 3 ? { ...one, explained: 0.5 } : one));
    expect(verdictsOf(failing)).toEqual(["met", "met", "met", "not met"]);
    expect(verdictsOf(results.filter(({ seed }) => seed === 0)).slice(0, 3)).toEqual(Array(3).fill("not judged"));
  });
});

test.each<[Experiment, object]>([
  [whatWhere, { updates: 40 }],
  [lowDimensional, { updates: 40, corners: [1], diagonals: [], repeats: [] }],
])("$id runs, is not judged at this size, and is drawn", async (experiment, overrides) => {
  const settings = experiment.settings.parse({ ...experiment.sizes.quick, ...overrides });
  const results: JobResult[] = [];
  for (const job of experiment.jobs(settings)) {
    results.push(await experiment.runJob(job, settings, jobContext(compileWasm)));
  }
  const verdicts = experiment.check(results, settings);
  expect(verdicts).toHaveLength(4);
  expect(new Set(verdicts.map(({ met }) => met))).toEqual(new Set(["not judged"]));
  expect(experiment.figures(results, settings)[0].svg).toContain("corner missing");
});
