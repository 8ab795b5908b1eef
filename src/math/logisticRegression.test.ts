import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../../test/fixtures/regression/reference.json" with { type: "json" };
import { referenceInputs, referenceLabels } from "../../test/support/regression.js";
import { minimise } from "./lbfgs.js";
import { crossEntropy, fitLogistic, type LogisticOptions, predictProbabilities } from "./logisticRegression.js";
import { type Matrix, matrix } from "./matrix.js";
import { fold, integers, key, normal } from "./random.js";

const exact = { tolerance: 1e-10 };

/** Mean -ln p after fitting, and the fit. */
function fitted(x: Matrix, labels: ArrayLike<number>, classes: number, options: Partial<LogisticOptions> = {}) {
  const model = fitLogistic(x, labels, classes, { ...exact, ...options });
  const probabilities = predictProbabilities(model, x);
  return { model, probabilities, loss: crossEntropy(probabilities, labels) };
}

const randomInputs = (seed: number, rows: number, columns: number): Matrix =>
  matrix(rows, columns, normal(fold(key(seed), "x"), rows * columns));

describe("against scikit-learn", () => {
  test.each(reference.logistic)("$classes classes, l2 $l2, balanced $balanced", (expected) => {
    const { classes, l2, balanced } = expected;
    const labels = referenceLabels(classes);
    const { probabilities, loss, model } = fitted(referenceInputs(), labels, classes, {
      l2,
      classWeights: balanced ? "balanced" : "uniform",
    });
    expect(model.converged).toBe(true);
    expected.probabilities.flat().forEach((value, at) => void expect(probabilities.data[at]).toBeCloseTo(value, 6));
    expect(loss).toBeCloseTo(expected.crossEntropy, 8);
  });

  test("on the same labels", () => {
    for (const [classes, counts] of Object.entries(reference.labels)) {
      const labels = [...referenceLabels(Number(classes))];
      expect(counts.map((_, k) => labels.filter((label) => label === k).length)).toEqual(counts);
    }
  });
});

describe("known truth", () => {
  test("inputs that say nothing leave the shares of the classes", () => {
    const labels = [0, 0, 0, 1, 1, 2];
    const nothing = matrix(6, 2);
    const { probabilities, model } = fitted(nothing, labels, 3);
    expect([...probabilities.data.subarray(0, 3)]).toEqual([3 / 6, 2 / 6, 1 / 6].map((p) => expect.closeTo(p, 12)));
    expect([...model.weights.data]).toEqual(new Array(6).fill(0));
    const balanced = fitted(nothing, labels, 3, { classWeights: "balanced" });
    expect([...balanced.probabilities.data.subarray(0, 3)]).toEqual(new Array(3).fill(expect.closeTo(1 / 3, 9)));
    expect(balanced.loss).toBeCloseTo(Math.log(3), 9);
  });

  test("a balanced fit is the fit of repeated samples", () => {
    const x = matrix(6, 1, Float64Array.of(0, 1, 2, 1.5, 3, 0.5));
    const labels = [0, 0, 0, 0, 1, 1];
    const twice = [0, 1, 2, 3, 4, 4, 5, 5];
    const repeated = matrix(
      8,
      1,
      Float64Array.from(twice, (row) => x.data[row]),
    );
    const plain = fitted(
      repeated,
      twice.map((row) => labels[row]),
      2,
    );
    const balanced = fitted(x, labels, 2, { classWeights: "balanced" });
    expect(balanced.model.weights.data[0]).toBeCloseTo(plain.model.weights.data[0], 7);
    expect(balanced.model.intercepts[0]).toBeCloseTo(plain.model.intercepts[0], 7);
  });

  test("separable classes are told apart; without a penalty the loss goes to zero", () => {
    const x = matrix(4, 1, Float64Array.of(0, 1, 2, 3));
    const { loss, probabilities } = fitted(x, [0, 0, 1, 1], 2);
    expect(loss).toBeLessThan(1e-6);
    expect(probabilities.data.every(Number.isFinite)).toBe(true);
    expect(fitted(x, [0, 0, 1, 1], 2, { l2: 1 }).loss).toBeGreaterThan(0.1);
  });

  test("a class that does not occur has probability 0", () => {
    const { probabilities, model } = fitted(randomInputs(1, 50, 2), integers(key(2), 50, 2), 3, { l2: 1 });
    for (let row = 0; row < 50; row++) expect(probabilities.data[row * 3 + 2]).toBe(0);
    expect(model.converged).toBe(true);
  });

  test("labels that are none are refused", () => {
    expect(() => fitLogistic(matrix(2, 1), [0, 2], 2)).toThrow(/label 2 of row 1 is not a whole number from 0 to 1/);
    expect(() => fitLogistic(matrix(2, 1), [0], 2)).toThrow(/1 labels cannot be fitted to 2 rows/);
  });
});

test("at the optimum no change of the weights lowers the objective; scale and offset of the columns do not matter", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 4 }), (seed, classes) => {
      const x = randomInputs(seed, 80, 3);
      const labels = integers(fold(key(seed), "labels"), 80, classes);
      const { loss, model } = fitted(x, labels, classes);
      for (let at = 0; at < model.weights.data.length; at++) {
        for (const shift of [-1e-3, 1e-3]) {
          const data = model.weights.data.slice();
          data[at] += shift;
          const shifted = { ...model, weights: { ...model.weights, data } };
          expect(crossEntropy(predictProbabilities(shifted, x), labels)).toBeGreaterThanOrEqual(loss);
        }
      }
      const stretched = matrix(
        80,
        3,
        x.data.map((value, i) => [1e-3, 1, 1e4][i % 3] * value + 7),
      );
      expect(fitted(stretched, labels, classes).loss).toBeCloseTo(loss, 9);
    }),
    { numRuns: 10 },
  );
});

test("the minimiser finds the bottom of Rosenbrock's valley", () => {
  const { x, converged } = minimise(
    ([a, b], gradient) => {
      gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a);
      gradient[1] = 200 * (b - a * a);
      return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
    },
    Float64Array.of(-1.2, 1),
    { tolerance: 1e-9 },
  );
  expect(converged).toBe(true);
  expect([...x]).toEqual([expect.closeTo(1, 8), expect.closeTo(1, 8)]);
});
