/** Changes of designs whose answer is known, and power against a longer simulation. */
import { describe, expect, test } from "vitest";
import { key } from "../../math/random.js";
import { factorFromNumbers } from "../../representation/index.js";
import { planted } from "../planted.fixture.js";
import { testDefaults, testPopulation } from "../testPopulation.js";
import { powerDefaults, powerOf } from "./power.js";
import { judgeDesign, searchChanges } from "./search.js";
import { designOf } from "./table.js";

type Rows = readonly (readonly number[])[];
const NAMES = ["x", "y", "z"];

const numbers = (rows: Rows) =>
  designOf(
    rows[0].map((_, i) =>
      factorFromNumbers(
        NAMES[i],
        rows.map((row) => row[i]),
        "continuous",
      ),
    ),
  );
const angles = (rows: Rows) =>
  designOf(
    rows[0].map((_, i) =>
      factorFromNumbers(
        NAMES[i],
        rows.map((row) => row[i]),
        "circular",
        360,
      ),
    ),
  );

const levels = Array.from({ length: 9 }, (_, i) => i / 8);
const grid: Rows = levels.flatMap((x) => levels.map((y) => [x, y]));
/** Pairs of different places on a ring. */
const ring = (places: number): Rows =>
  Array.from({ length: places * places }, (_, i) => [Math.floor(i / places), i % places])
    .filter(([a, b]) => a !== b)
    .map((pair) => pair.map((place) => (360 * place) / places));

const USUAL = { add: 3, drop: 3, repeats: false };
const searched = (design: ReturnType<typeof numbers>, limits = USUAL) => {
  const before = judgeDesign(design, key(1));
  return { before, proposals: searchChanges(before, limits, key(2)) };
};

describe("the smallest change", () => {
  test("of a 9 x 9 grid with a corner cut is to add the corner", () => {
    const { before, proposals } = searched(numbers(grid.filter(([x, y]) => x + y >= 0.75)));
    expect([before.predicted, before.saving]).toEqual(["mixed", expect.closeTo(0.0174, 4)]);
    expect(proposals[0].changes).toEqual([{ action: "add", condition: { x: 0, y: 0 } }]);
    expect([proposals[0].flips, proposals[0].judged.predicted]).toEqual([true, "pure"]);
    expect(proposals[0].judged.saving).toBe(0);
  });

  test("six places on a ring cannot show what three can: saving 0 against 3.5 %", () => {
    const { before, proposals } = searched(angles(ring(6)), { ...USUAL, add: 0, drop: 1 });
    expect([before.predicted, before.saving]).toEqual(["pure", 0]);
    expect(proposals[0].changes).toEqual([
      { action: "keep", variables: ["x", "y"], levels: [0, 120, 240], conditions: 6 },
    ]);
    expect(proposals[0].judged.saving).toBeCloseTo(0.0353, 4);
    expect(proposals[0].judged.etaOfPure).toBeCloseTo(1.0353 ** -2, 3);
  });

  test("of three places without repeats is to add two of them", () => {
    const { before, proposals } = searched(angles(ring(3)), { ...USUAL, drop: 0 });
    expect(before.saving).toBeCloseTo(0.0353, 4);
    expect(proposals[0].changes.map(({ action }) => action)).toEqual(["add", "add"]);
    expect(proposals[0].flips).toBe(true);
  });

  test("none is made up where none is allowed to do it", () => {
    const { proposals } = searched(numbers(grid), { add: 0, drop: 1, repeats: true });
    expect(proposals.some(({ changes, flips }) => flips && changes[0].action !== "keep")).toBe(false);
  });
});

describe("power", () => {
  const { before, proposals } = searched(
    numbers(grid.filter(([x, y]) => x + y >= 0.75 && (8 * x) % 2 === 0 && (8 * y) % 2 === 0)),
  );
  const [{ judged: after }] = proposals;
  const hard = { neurons: [12], repeats: [4], signalToNoise: 0.5, thresholds: testDefaults };

  test("of 400 simulations is within 5 points of 1,000 others, and grows with trials", () => {
    const [few] = powerOf(before, after, { ...powerDefaults, ...hard }, key(1));
    const [many] = powerOf(before, after, { ...hard, simulations: 1000 }, key(2));
    expect(few.power).toBeGreaterThan(0.05);
    expect(few.power).toBeLessThan(0.95);
    expect(Math.abs(few.power - many.power)).toBeLessThan(0.05);
    const [more] = powerOf(before, after, { ...powerDefaults, ...hard, repeats: [20] }, key(1));
    expect(more.power).toBeGreaterThan(few.power);
  });

  test("is what the whole test finds in simulated trials", () => {
    const points = Array.from(before.conditions.counts, (_, t) =>
      [0, 1].map((v) => before.conditions.variables[v].values[before.conditions.cells[2 * t + v]]),
    );
    const gains = before.explained.prediction.neurons.map(({ direction, gain }) => direction.map((u) => gain * u));
    const population = Array.from({ length: 12 }, (_, k) => gains[k % gains.length]);
    const trial = { repeats: 4, signalToNoise: 0.7 };
    const runs = 40;
    const right = Array.from({ length: runs }, (_, seed) => {
      const own = planted(points, population, trial, key(seed));
      return testPopulation(own, { intervalDraws: 2, nullDraws: 19 }, key(seed)).population.recorded;
    }).filter((recorded) => recorded === before.predicted).length;
    const [expected] = powerOf(before, after, { ...hard, ...trial, repeats: [4], simulations: 600 }, key(3));
    const error = Math.sqrt((expected.before * (1 - expected.before)) / runs);
    expect(Math.abs(right / runs - expected.before)).toBeLessThan(4 * error + 0.02);
  });
});
