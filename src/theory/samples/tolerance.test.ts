/** The price of tolerant nonnegativity against its definition, its certificate against dense search, and its limits. */
import { describe, expect, test } from "vitest";
import { quadraticForm } from "../../math/linearAlgebra.js";
import { type Matrix, matrix } from "../../math/matrix.js";
import { fold, key, normal, uniform } from "../../math/random.js";
import { checkedOptimum } from "../checked.fixture.js";
import { supportFromSamples } from "../index.js";
import { price } from "../price.js";
import { reduceProblem } from "../problem.js";
import type { CodingProblem } from "../types.js";
import { directionSet, energiesOn } from "./directionSet.js";
import { tolerantEstimate } from "./estimate.js";
import { neuronCost } from "./neuronCost.js";
import { TolerantBody } from "./tolerantBody.js";
import { centre, reducedRows, tolerantProblem } from "./tolerantProblem.js";

const cloud = (rows: number, d: number, seed = 1): Matrix =>
  matrix(
    rows,
    d,
    uniform(fold(key(seed), d), rows * d).map((value) => 2 * value - 1),
  );

/** Rows with s1 + s2 < 1. */
function cutCloud(rows: number, d: number): Matrix {
  const all = cloud(4 * rows, d, 2);
  const kept = Array.from({ length: all.rows }, (_, row) => all.data.slice(row * d, (row + 1) * d));
  const inside = kept.filter(([x, y]) => x + y < 1).slice(0, rows);
  return matrix(inside.length, d, Float64Array.from(inside.flatMap((row) => [...row])));
}

function tolerant(samples: Matrix, rare: number, given: Partial<CodingProblem> = {}, weights?: Float64Array) {
  const support = supportFromSamples(samples, weights ? { weights } : {});
  const reduced = reduceProblem({ support, ...given });
  const rows = reducedRows(reduced, samples, weights);
  return { reduced, rows, problem: tolerantProblem(reduced, rows, rare) };
}

/** min over b of alpha E (u.s + b)^2 + beta E max(-(u.s + b), 0)^2 + lambda_in |u|^2, by golden section. */
function defined(samples: Matrix, weights: Float64Array, u: Float64Array, rare: number, lambdaIn: number): number {
  const total = weights.reduce((a, b) => a + b, 0);
  const values = Float64Array.from({ length: samples.rows }, (_, row) =>
    u.reduce((sum, value, i) => sum + value * samples.data[row * u.length + i], 0),
  );
  const cost = (b: number): number =>
    values.reduce(
      (sum, x, row) => sum + (weights[row] / total) * ((x + b) ** 2 + Math.max(-(x + b), 0) ** 2 / rare),
      0,
    );
  let [low, high] = [-20, 20];
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 120; step++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (cost(a) < cost(b)) high = b;
    else low = a;
  }
  return cost((low + high) / 2) + lambdaIn * u.reduce((sum, value) => sum + value * value, 0);
}

describe("the price", () => {
  test.each([2, 3, 5])("of %i factors is the least penalised activity, with weights and input weights", (d) => {
    const samples = cloud(80, d);
    const weights = uniform(key(4), 80);
    const { problem } = tolerant(samples, 0.03, { lambdaIn: 0.3 }, weights);
    for (let k = 0; k < 12; k++) {
      const u = normal(fold(key(5), k), d);
      expect(price(problem, u)).toBeCloseTo(defined(samples, weights, u, 0.03, 0.3), 10);
    }
  });

  test("is 2-homogeneous, and at most that of exact nonnegativity", () => {
    const { problem, reduced } = tolerant(cloud(200, 2), 0.05);
    for (let k = 0; k < 10; k++) {
      const u = normal(fold(key(6), k), 2);
      const once = price(problem, u);
      expect(
        price(
          problem,
          u.map((value) => 3.7 * value),
        ) /
          once /
          3.7 ** 2,
      ).toBeCloseTo(1, 12);
      expect(once).toBeLessThan(price(reduced, u));
    }
  });

  test("changes with a row's probability by what the row pays", () => {
    const samples = cloud(60, 2);
    const weights = uniform(key(8), 60).map((value) => value + 0.2);
    const { reduced, rows } = tolerant(samples, 0.05, {}, weights);
    const u = Float64Array.of(0.7, -1.1);
    const { byRow, price: before } = neuronCost(reduced, centre(rows), 0.05, u);
    const total = weights.reduce((a, b) => a + b, 0);
    const mean = byRow.reduce((sum, value, row) => sum + (value * weights[row]) / total, 0);
    const step = 1e-6;
    for (const row of [0, 7, 31]) {
      const heavier = weights.map((weight, at) => (at === row ? weight + step * total : weight));
      const after = price(tolerant(samples, 0.05, {}, heavier).problem, u);
      expect((after - before) / step).toBeCloseTo(byRow[row] - mean, 3);
    }
  });

  test("of one extreme of probability p: it keeps 1 / sqrt(1 + p0 / p) of its distance", () => {
    const [p, rare] = [0.02, 0.05];
    const rows = centre({ columns: [Float64Array.of(0, -1)], weights: Float64Array.of(1 - p, p) });
    const body = new TolerantBody(rows, rare);
    const [{ most }, bias] = [body.farthest(Float64Array.of(1)), body.bias(Float64Array.of(1))];
    expect(body.leastReach(Float64Array.of(1))).toBeLessThanOrEqual(most);
    expect(most).toBeCloseTo((1 - p) / Math.sqrt(1 + rare / p), 12);
    expect(bias).toBeCloseTo(((1 - p) * p) / (p + rare), 12);
  });

  test("bounds u.y for every y = E[q s] with q >= 0 and (E q)^2 + p0 E q^2 <= 1", () => {
    const samples = cloud(50, 2);
    const { rows } = tolerant(samples, 0.1);
    const centred = centre(rows);
    const body = new TolerantBody(centred, 0.1);
    const meanOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;
    for (let k = 0; k < 20; k++) {
      const q = uniform(fold(key(9), k), 50).map((value) => (value < 0.6 ? 0 : value));
      const size = Math.sqrt(meanOf(q) ** 2 + 0.1 * meanOf(q.map((value) => value * value)));
      const y = centred.columns.map((column) => meanOf(column.map((value, row) => value * q[row])) / size);
      const u = normal(fold(key(10), k), 2);
      expect(-(u[0] * y[0] + u[1] * y[1])).toBeLessThanOrEqual(body.farthest(u).most + 1e-12);
    }
  });
});

describe("the optimum", () => {
  test.each([
    [2, 1e-6],
    [3, 1e-3],
  ])("of %i factors: the dual exceeds no price, and dense search finds nothing cheaper", (d, tolerance) => {
    const samples = cutCloud(300, d);
    const { reduced, rows } = tolerant(samples, 0.05, { lambdaIn: 0.02 });
    const { best, prepared, energy, lowerBound, status } = tolerantEstimate(reduced, rows, 0.05, { tolerance });
    expect(status).toBe("certified");
    expect((energy - lowerBound) / energy).toBeLessThan(tolerance);
    for (let k = 0; k < 2000; k++) {
      const u = normal(fold(key(11), k), d);
      expect(quadraticForm(best.dual, u)).toBeLessThanOrEqual(prepared.oracle.price(u) * (1 + 1e-9));
    }
    const set = directionSet(prepared.reduced, prepared.scaled, []);
    const dense = energiesOn(set, rows, 0.05).energy;
    expect(dense).toBeGreaterThan(lowerBound);
    expect(dense / lowerBound - 1).toBeLessThan(0.005);
  });

  test.each([2, 3])("is that of exact nonnegativity for beta = 1e8, %i factors", (d) => {
    const samples = cutCloud(60, d);
    const { reduced, rows } = tolerant(samples, 1e-8);
    const hard = checkedOptimum({ support: supportFromSamples(samples) });
    const soft = tolerantEstimate(reduced, rows, 1e-8, { tolerance: 1e-7 });
    expect(Math.abs(soft.energy / hard.energy - 1)).toBeLessThan(1e-6);
  });

  test("of eight factors is bracketed", () => {
    const { reduced, rows } = tolerant(cloud(200, 8), 0.1);
    const { status, energy, lowerBound, modular } = tolerantEstimate(reduced, rows, 0.1, { seconds: 0.5 });
    expect(["bracketed", "gap"]).toContain(status);
    expect(lowerBound).toBeGreaterThan(0.3 * energy);
    expect(energy).toBeLessThanOrEqual(modular);
  });

  test("with groups, a soft prediction and mixed targets", () => {
    const samples = cutCloud(150, 3);
    const targetMixing = matrix(3, 3, normal(key(3), 9));
    const { reduced, rows } = tolerant(samples, 0.05, { groups: [[0, 1]], gamma: 20, targetMixing });
    const { energy, lowerBound, modular, saving } = tolerantEstimate(reduced, rows, 0.05, { tolerance: 1e-3 });
    expect(lowerBound).toBeLessThanOrEqual(energy);
    expect(energy).toBeLessThanOrEqual(modular * (1 + 1e-9));
    expect(saving.most - saving.least).toBeLessThan(0.01);
  });
});
