import { describe, expect, test } from "vitest";
import references from "../../../test/fixtures/sklearn/references.json" with { type: "json" };
import { numpyRandint } from "../../../test/support/numpyRandom.js";
import type { Labels } from "../information/index.js";
import { fold, key, normal, uniform } from "../random.js";
import { mean, variance } from "../statistics.js";
import { binFeatures } from "./binFeatures.js";
import { boostClassification, boostRegression, likeliestClass } from "./gradientBoosting.js";
import { forestClassification, forestRegression } from "./randomForest.js";

const ROWS = 600;
const u = numpyRandint(7, 0, 1000, ROWS * 6);
const column = (j: number) => Float64Array.from({ length: ROWS }, (_, i) => u[6 * i + j]);
const mixtures = Float64Array.from({ length: ROWS * 5 }, (_, at) => {
  const [row, j] = [Math.floor(at / 5), at % 5];
  return 3 * u[6 * row + j] + (j + 1) * u[6 * row + j + 1];
});
const labelled = (values: ArrayLike<number>, levels: number): Labels => ({ values: Uint16Array.from(values), levels });
const classes = labelled(
  column(0).map((value) => Math.floor(value / 250)),
  4,
);
const two = labelled(
  column(1).map((value) => (value >= 600 ? 1 : 0)),
  2,
);
const number = column(2).map((value, i) => value + column(0)[i]);
const accuracy = (predicted: ArrayLike<number>, { values }: Labels) =>
  mean(Float64Array.from(predicted, (label, i) => (label === values[i] ? 1 : 0)));
const determination = (predicted: Float64Array, target: Float64Array) =>
  1 - mean(predicted.map((value, i) => (value - target[i]) ** 2)) / variance(target, 0);

const distance = (a: Float64Array, b: readonly number[]) => Math.max(...b.map((value, i) => Math.abs(value - a[i])));

describe("scikit-learn on the same data", () => {
  test.each([
    ["boosted classes", classes],
    ["boosted two classes", two],
  ] as const)("%s: importances within 0.02, the same accuracy", (name, labels) => {
    const boosted = boostClassification(mixtures, 5, labels, {}, key(1));
    expect(distance(boosted.importances, references.trees[name].importances)).toBeLessThan(0.02);
    expect(Math.abs(accuracy(likeliestClass(boosted.fitted), labels) - references.trees[name].score)).toBeLessThan(
      0.01,
    );
  });

  test("boosted number: importances within 0.005, the same share of variance", () => {
    const boosted = boostRegression(mixtures, 5, number, {}, key(1));
    expect(distance(boosted.importances, references.trees["boosted number"].importances)).toBeLessThan(0.005);
    expect(determination(boosted.fitted[0], number)).toBeCloseTo(references.trees["boosted number"].score, 2);
  });

  test.each([
    ["forest classes", "entropy"],
    ["forest gini", "gini"],
  ] as const)("%s: importances within 0.02, the same accuracy", (name, criterion) => {
    const forest = forestClassification(mixtures, 5, classes, { criterion, bins: 1024 }, key(2));
    expect(distance(forest.importances, references.trees[name].importances)).toBeLessThan(0.02);
    const right = accuracy(likeliestClass(forest.scores(mixtures)), classes);
    expect(Math.abs(right - references.trees[name].score)).toBeLessThan(0.02);
  });

  test("forest number: importances within 0.02", () => {
    const forest = forestRegression(mixtures, 5, number, {}, key(2));
    expect(distance(forest.importances, references.trees["forest number"].importances)).toBeLessThan(0.02);
    expect(determination(forest.scores(mixtures)[0], number)).toBeCloseTo(references.trees["forest number"].score, 2);
  });
});

describe("bins", () => {
  test("every distinct value is its own bin where there are few", () => {
    const binned = binFeatures(Float64Array.of(3, 0, 1, 5, 3, 5), 2);
    expect([...binned.offset]).toEqual([0, 2, 4]);
    expect([...binned.cells]).toEqual([1, 2, 0, 3, 1, 3]);
    expect([...binned.smallest]).toEqual([1, 3, 0, 5]);
  });

  test("otherwise bins hold equal shares and keep equal values together", () => {
    const values = normal(key(3), 1000).map((value, i) => (i % 2 === 0 ? 0 : value));
    const { cells, offset, smallest, largest } = binFeatures(values, 1, 20);
    expect(offset[1]).toBeLessThanOrEqual(20);
    const ofZero = cells.filter((_, i) => values[i] === 0);
    expect(new Set(ofZero).size).toBe(1);
    for (let cell = 1; cell < offset[1]; cell++) expect(smallest[cell]).toBeGreaterThan(largest[cell - 1]);
  });
});

describe("boosting", () => {
  const one = { trees: 1, maxDepth: 1, learningRate: 1 };

  test("one stump on a step: the two means, and the cut halfway", () => {
    const x = Float64Array.of(1, 2, 3, 4);
    const stump = boostRegression(x, 1, Float64Array.of(0, 0, 6, 8), one, key(1));
    expect([...stump.fitted[0]]).toEqual([0, 0, 7, 7]);
    expect([...stump.scores(Float64Array.of(2.4, 2.5, 2.6, -9, 99))[0]]).toEqual([0, 0, 7, 0, 7]);
  });

  test("exclusive or, which no single cut improves, is learned by the second", () => {
    const x = Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1);
    const boosted = boostRegression(x, 2, Float64Array.of(0, 1, 1, 0), { ...one, maxDepth: 2 }, key(1));
    expect([...boosted.fitted[0]]).toEqual([0, 1, 1, 0]);
  });

  test("scores of the rows it was fitted to are those it ended with", () => {
    const boosted = boostClassification(mixtures, 5, classes, { trees: 20 }, key(1));
    boosted.scores(mixtures).forEach((scores, k) => {
      for (let i = 0; i < ROWS; i++) expect(scores[i]).toBeCloseTo(boosted.fitted[k][i], 9);
    });
  });

  test("copies share, constants get nothing, the key decides ties and nothing else", () => {
    const copied = Float64Array.from({ length: ROWS * 3 }, (_, at) =>
      at % 3 === 2 ? 1 : mixtures[5 * Math.floor(at / 3)],
    );
    const shares = (seed: number) => boostClassification(copied, 3, classes, {}, key(seed)).importances;
    const [first, second, third] = shares(1);
    expect(first).toBeGreaterThan(0.35);
    expect(second).toBeGreaterThan(0.35);
    expect(third).toBe(0);
    expect(shares(1)).toEqual(shares(1));
    expect(shares(2)).not.toEqual(shares(1));
  });

  test("a rescaled feature changes nothing", () => {
    const scaled = mixtures.map((value, at) => [2, 0.25, 1024, 1, 8][at % 5] * value - 5);
    expect(boostClassification(scaled, 5, classes, { bins: 40 }, key(1)).importances).toEqual(
      boostClassification(mixtures, 5, classes, { bins: 40 }, key(1)).importances,
    );
  });

  test("a constant target has no importances; a class without rows is refused", () => {
    expect([...boostRegression(mixtures, 5, new Float64Array(ROWS).fill(3), {}, key(1)).importances]).toEqual([
      0, 0, 0, 0, 0,
    ]);
    expect(() => boostClassification(mixtures, 5, labelled(new Uint16Array(ROWS), 1), {}, key(1))).toThrow(
      /two or more/,
    );
    expect(() => boostClassification(mixtures, 5, labelled(two.values, 3), {}, key(1))).toThrow(/at least one row/);
  });
});

test("a forest of noise has no favourite", () => {
  const noise = uniform(fold(key(5), "x"), 4 * 500);
  const labels = labelled(
    uniform(fold(key(5), "y"), 500).map((value) => (value < 0.5 ? 0 : 1)),
    2,
  );
  for (const share of forestClassification(noise, 4, labels, {}, key(6)).importances) {
    expect(Math.abs(share - 0.25)).toBeLessThan(0.06);
  }
});
