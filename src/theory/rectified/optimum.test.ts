/** The rectified optimum against published numbers, closed forms, other forms of the problem and other solvers. */
import { describe, expect, test } from "vitest";
import { minimise } from "../../math/lbfgs.js";
import { diagonal } from "../../math/matrix.js";
import { fold, key, normal, uniformStream } from "../../math/random.js";
import { reluFloor } from "../reluFloor.js";
import { axisWeights } from "./axes.js";
import { coneOracle } from "./coneOracle.js";
import { faceOracle } from "./faceOracle.js";
import { groupLassoEnergy, groupLassoOnSphere, groupLassoOptimum } from "./groupLasso.fixture.js";
import { startingUnits } from "./optimum.js";
import { networkEnergy } from "./polish.js";
import { problemOf, rotated, solved, square, type Table, tableCloud, twoCorners } from "./tables.fixture.js";
import { clippedPoints, usedUnits } from "./unit.js";
import { weighUnits } from "./weights.js";

describe("the square without two corners", () => {
  test.each([
    [0.1, 1.447064],
    [0.3, 1.639357],
  ])("lambda_in %d: energy %d, certified", (lambdaIn, energy) => {
    const optimum = solved(tableCloud(twoCorners, { lambdaIn }));
    expect(optimum.status).toBe("certified");
    expect(optimum.energy).toBeCloseTo(energy, 5);
    expect(optimum.energy).toBeGreaterThan(energy - 2e-6);
    expect(optimum.lowerBound).toBeLessThanOrEqual(optimum.energy);
  });

  test("turned, doubled and in other units: the same energy", () => {
    const turned = rotated(twoCorners, 0.7);
    const doubled = [...twoCorners, ...twoCorners];
    for (const table of [turned, doubled]) {
      expect(solved(tableCloud(table, { lambdaIn: 0.3 })).energy / 1.639357).toBeCloseTo(1, 5);
    }
    // in units of a tenth, the same with input weights at a hundredth of their price and a hundred times as sensitive readouts
    const tenth: Table = twoCorners.map(([x, y]) => [0.1 * x + 5, 0.1 * y - 2]);
    const targetMixing = diagonal([10, 10]);
    const rescaled = tableCloud(tenth, { lambdaIn: 0.003, targetMixing });
    expect(solved(rescaled).energy / 1.639357).toBeCloseTo(1, 5);
  });

  test("networks of 64 units, trained from anywhere, end at the bound or above", () => {
    const cloud = tableCloud(twoCorners, { lambdaIn: 0.3 });
    const { lowerBound } = solved(cloud);
    const ends = [1, 2, 3].map((seed) => {
      const start = normal(key(seed), 64 * 3).map((value) => 0.3 * value);
      return minimise((x, gradient) => networkEnergy(cloud, x, gradient), start, { iterations: 300 }).value;
    });
    expect(Math.min(...ends)).toBeGreaterThan(lowerBound * (1 - 1e-9));
    expect(Math.min(...ends)).toBeLessThan(lowerBound * 1.005);
  });

  test("the group lasso over readouts has the same value, of at most (T - 1) x outputs units", () => {
    const cloud = tableCloud(twoCorners, { lambdaIn: 0.3 });
    const optimum = solved(cloud);
    const used = usedUnits(optimum);
    expect(groupLassoEnergy(cloud, used)).toBeCloseTo(optimum.energy, 5);
  });
});

test("without a price of input weights the floor of all codes of a symmetric cloud is reached", () => {
  const { energy } = solved(tableCloud(square, { lambdaIn: 1e-4, gamma: 1e4 }), 1e-4);
  const floor = reluFloor(problemOf(square, { lambdaIn: 0, gamma: Infinity }));
  expect(floor).toBeCloseTo(1.460593, 5);
  expect(energy / floor).toBeCloseTo(1.460809 / 1.460593, 3);
});

test.each([
  [3, 1 / 3],
  [5, 1],
  [9, 7 / 3],
])("%d levels: the linear code is the rectified optimum from lambda_in = %d on", (count, threshold) => {
  const table = Array.from({ length: count }, (_, i) => [(2 * i) / (count - 1) - 1]);
  const linearIsBest = (lambdaIn: number): boolean => {
    const cloud = tableCloud(table, { lambdaIn });
    const linear = startingUnits(cloud, [axisWeights(cloud, 0)]).filter(
      (unit) => clippedPoints(cloud, unit).length === 0,
    );
    const { dual } = weighUnits(cloud, linear);
    return faceOracle(cloud).search(dual, 1 + 1e-7, Infinity).found.length === 0;
  };
  expect(linearIsBest(threshold * 1.005)).toBe(true);
  expect(linearIsBest(threshold * 0.98)).toBe(false);
});

const SOURCE = key(27);

/** Problem number `k`: a few points of one coordinate, prices over two orders of magnitude. */
function randomCloud(k: number, dimension: number) {
  const own = fold(SOURCE, k);
  const next = uniformStream(fold(own, "prices"));
  const count = dimension + 3 + Math.floor(3 * next());
  const points = normal(fold(own, "points"), count * dimension);
  const table = Array.from({ length: count }, (_, t) =>
    Array.from(points.subarray(t * dimension, (t + 1) * dimension)),
  );
  const lambdaIn = 10 ** (-2 + 2 * next());
  return tableCloud(table, { lambdaIn, lambdaOut: 0.1, gamma: 3 + 7 * next() });
}

test("another solver, block descent on the group lasso over a grid of units, agrees on 50 problems", () => {
  for (let k = 0; k < 50; k++) {
    const cloud = randomCloud(k, 1);
    const { energy, lowerBound } = solved(cloud, 1e-5);
    const other = groupLassoOptimum(cloud, 240, 1200);
    expect(lowerBound).toBeLessThanOrEqual(Math.min(energy, other) * (1 + 1e-9));
    expect(other / energy, `problem ${k}`).toBeLessThan(1.005);
  }
});

test("the same solver on a sphere of units, for two factors, agrees on ten problems", () => {
  for (let k = 100; k < 110; k++) {
    const cloud = randomCloud(k, 2);
    const { energy, lowerBound } = solved(cloud, 1e-5);
    const other = groupLassoOnSphere(cloud, 1500, 600);
    expect(lowerBound).toBeLessThanOrEqual(Math.min(energy, other) * (1 + 1e-9));
    expect(other / energy, `problem ${k}`).toBeLessThan(1.01);
  }
});

test("cones bound what faces find, and come near it", () => {
  const cloud = randomCloud(3, 2);
  const { dual } = weighUnits(cloud, startingUnits(cloud, [axisWeights(cloud, 0), axisWeights(cloud, 1)]));
  const exact = faceOracle(cloud).search(dual, 0.5, Infinity).bound;
  const threshold = exact * 1.0005;
  const above = coneOracle(cloud).search(dual, threshold, performance.now() + 2000);
  expect(above.bound).toBe(threshold);
  const below = coneOracle(cloud).search(dual, exact * 0.999, performance.now() + 100);
  expect(below.bound).toBeGreaterThanOrEqual(exact * (1 - 1e-12));
});
