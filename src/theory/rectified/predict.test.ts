/** What is said of rectified neurons: how much mixing saves, how pure optimal codes are, and when they are linear. */
import { expect, test } from "vitest";
import { UsageError } from "../../math/errors.js";
import { fromRows } from "../../math/matrix.js";
import { solveOptimum } from "../solve.js";
import { predictRectified } from "./predict.js";
import { problemOf, square, type Table, tableRows, twoCorners } from "./tables.fixture.js";

const predicted = (table: Table, lambdaIn: number) =>
  predictRectified(problemOf(table, { lambdaIn }), tableRows(table), { tolerance: 1e-5 });

test("a full square, below the threshold: mixing saves next to nothing, and the share says nothing by itself", () => {
  const { verdict, rectified } = predicted(square, 0.1);
  expect(verdict).toBe("nearly modular");
  expect(rectified.pureSaving).toBeGreaterThan(2e-5);
  expect(rectified.pureSaving).toBeLessThan(2e-4);
  expect(rectified.rectifiedShare).toBe(1);
});

test("a full square, beyond the threshold of 1/3: pure, and the linear optimum at the same gamma", () => {
  const { verdict, energy, rectified, linear, threshold } = predicted(square, 1);
  expect([verdict, rectified.rectifiedShare]).toEqual(["modular", 0]);
  expect(energy.optimal / linear.optimal).toBeCloseTo(1, 6);
  expect(solveOptimum(problemOf(square, { lambdaIn: 1 })).energy).toBeCloseTo(linear.optimal, 9);
  expect(threshold.factors.map(({ lambdaIn }) => lambdaIn)).toEqual([
    expect.closeTo(1 / 3, 9),
    expect.closeTo(1 / 3, 9),
  ]);
  expect(threshold.ratio).toBeGreaterThan(1);
});

test("two corners missing: mixed by 4.63 %, with 69.9 % of the squared gain on main factors", () => {
  const { verdict, rectified, threshold, neurons } = predicted(twoCorners, 0.3);
  expect(verdict).toBe("mixed");
  expect(rectified.pureSaving).toBeCloseTo(0.0463, 4);
  expect(rectified.share?.[0]).toBeCloseTo(0.698, 2);
  expect(rectified.share?.[1]).toBeCloseTo(0.699, 2);
  expect(threshold.ratio).toBeLessThan(1);
  expect(neurons.reduce((sum, { energyShare }) => sum + energyShare, 0)).toBeCloseTo(1, 9);
});

test("both coordinates as one group: every code is pure", () => {
  const given = { ...problemOf(twoCorners, { lambdaIn: 0.3 }), groups: [[0, 1]] };
  const { rectified, verdict } = predictRectified(given, tableRows(twoCorners), { tolerance: 1e-5 });
  expect(rectified.pureSaving).toBeLessThan(1e-4);
  expect(rectified.share).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
  expect(verdict).not.toBe("mixed");
});

test("without gamma, without a price of input weights, and in four coordinates it refuses", () => {
  const rows = tableRows(square);
  expect(() => predictRectified(problemOf(square, { gamma: Infinity }), rows)).toThrow(/--gamma/);
  expect(() => predictRectified(problemOf(square, { lambdaIn: 0 }), rows)).toThrow(/--lambda-in/);
  const four = [0, 1, 2, 3, 4].map((k) => [0, 1, 2, 3].map((i) => (i === k ? 1 : 0)));
  expect(() => predictRectified(problemOf(four), { values: fromRows(four) })).toThrow(UsageError);
});
