import { describe, expect, it } from "vitest";
import { fromRows, identity, type Matrix, matrix, scale } from "../math/matrix.js";
import { fold, type Key, key, normal, uniform } from "../math/random.js";
import { checkOptimality, codeEnergy } from "./certificate.js";
import { checkedOptimum } from "./checked.fixture.js";
import { modularEnergy, modularOptimum, modularPrices } from "./modular.js";
import { reduceProblem } from "./problem.js";
import { eighths, gridOf } from "./samples.fixture.js";
import { scaleProblem } from "./scaled.js";
import { supportFromSamples, supportFromVertices } from "./support.js";
import { nearlyOrthogonal, oblique } from "./targets.fixture.js";
import type { CodingProblem } from "./types.js";

const corners = (d: number): Matrix =>
  fromRows(Array.from({ length: 2 ** d }, (_, k) => Array.from({ length: d }, (__, i) => ((k >> i) & 1) - 0.5)));
const cube = supportFromVertices(corners(6), scale(identity(6), 1 / 12));

function modularEnergyOf(problem: CodingProblem): number {
  const reduced = reduceProblem(problem);
  const scaled = scaleProblem(reduced);
  const limits = { tolerance: 1e-6, deadline: performance.now() + 10_000 };
  return scaled.unit * modularOptimum(reduced, scaled, limits).energy;
}

const near = (value: number, expected: number, relative = 1e-5): void =>
  expect(Math.abs(value / expected - 1)).toBeLessThan(relative);

describe("six uniform factors with random targets", () => {
  const cases: [string, Matrix, number, number, number, number][] = [
    ["nearly orthogonal, 1e-4", nearlyOrthogonal, 1e-4, 0.004376, 0.0043749, 0.0043718],
    ["nearly orthogonal, 1e-5", nearlyOrthogonal, 1e-5, 0.001232, 0.0012316, 0.0012314],
    ["oblique, 1e-4", oblique, 1e-4, 0.005256, 0.0052186, 0.0052155],
    ["oblique, 1e-5", oblique, 1e-5, 0.001479, 0.0014762, 0.001476],
  ];
  // The published figures have four and five digits.
  it.each(cases)("%s", (_, targetMixing, lambda, modular, exact, soft) => {
    const problem = { support: cube, targetMixing, alpha: 1e-3, lambdaIn: lambda, lambdaOut: lambda };
    const optimum = checkedOptimum(problem);
    expect(optimum.status).toBe("certified");
    expect(Math.abs(optimum.energy - exact)).toBeLessThan(6e-8);
    expect(Math.abs(checkedOptimum({ ...problem, gamma: 1 }).energy - soft)).toBeLessThan(6e-8);
    expect(Math.abs(modularEnergyOf(problem) - modular)).toBeLessThan(6e-7);
  });
});

describe("degenerate supports", () => {
  it("solves one factor in closed form", () => {
    const problem = { support: supportFromSamples(fromRows([[0], [1], [3]])) };
    const optimum = checkedOptimum(problem);
    near(optimum.energy, modularEnergy(reduceProblem(problem)));
  });

  it("drops a constant factor", () => {
    const square = fromRows([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const padded = fromRows([
      [0, 5, 0],
      [0, 5, 1],
      [1, 5, 0],
      [1, 5, 1],
    ]);
    near(
      checkedOptimum({ support: supportFromSamples(padded) }).energy,
      checkedOptimum({ support: supportFromSamples(square) }).energy,
    );
  });

  it("refuses equal factors and equal samples", () => {
    const refused = (rows: number[][]): unknown => checkedOptimum({ support: supportFromSamples(fromRows(rows)) });
    expect(() =>
      refused([
        [0, 0],
        [1, 1],
        [3, 3],
      ]),
    ).toThrow(/dependent/);
    expect(() =>
      refused([
        [2, 1],
        [2, 1],
      ]),
    ).toThrow(/constant/);
  });

  it("keeps a corner of weight zero as a limit", () => {
    const square = fromRows([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const problem = { support: supportFromSamples(square, { weights: [1, 1, 1, 0] }) };
    near(checkedOptimum(problem).energy, modularEnergyOf(problem), 1e-6);
  });

  it("encodes nothing when errors are nearly free", () => {
    const problem = { support: supportFromSamples(gridOf(9, eighths)), gamma: 1e-9 };
    const optimum = checkedOptimum(problem);
    expect(optimum.lowerBound).toBeLessThanOrEqual(optimum.energy);
    // gamma E|s|^2: the cost of predicting the mean.
    const { covariance } = problem.support;
    near(optimum.energy, 1e-9 * (covariance.data[0] + covariance.data[3]), 1e-6);
  });
});

function randomProblem(source: Key, d: number): CodingProblem {
  const count = 4 * d + 4;
  const samples = matrix(count, d, normal(fold(source, "samples"), count * d));
  const mixing = (name: string): Matrix => matrix(d + 1, d, normal(fold(source, name), (d + 1) * d));
  const [a, b, c] = uniform(fold(source, "prices"), 3);
  return {
    support: supportFromSamples(samples, { weights: uniform(fold(source, "weights"), count) }),
    inputMixing: mixing("input"),
    targetMixing: mixing("target"),
    alpha: 0.1 + a,
    lambdaIn: 0.1 + b,
    lambdaOut: 0.1 + c,
  };
}

describe.each([2, 3, 4, 5])("random problems of %i factors", (d) => {
  const problems = Array.from({ length: d < 5 ? 5 : 2 }, (_, k) => randomProblem(fold(key(d), k), d));

  it("certifies, and no code found by random search is cheaper than the bound", () => {
    problems.forEach((problem, k) => {
      const optimum = checkedOptimum(problem);
      expect(optimum.status).toBe("certified");
      const reduced = reduceProblem(problem);
      for (let trial = 0; trial < 200; trial++) {
        const code = normal(fold(fold(key(99), k), trial), 2 * d * d);
        const rows = Array.from({ length: 2 * d }, (_, j) => code.slice(j * d, (j + 1) * d));
        expect(codeEnergy(reduced, rows)).toBeGreaterThanOrEqual(optimum.lowerBound);
      }
      expect(modularEnergyOf(problem)).toBeGreaterThanOrEqual(optimum.lowerBound);
    });
  });

  it("scales as sqrt(lambda_out) and linearly in all prices together", () => {
    for (const problem of problems.slice(0, 2)) {
      const { energy } = checkedOptimum(problem);
      const { alpha = 1, lambdaIn = 1, lambdaOut = 1 } = problem;
      near(checkedOptimum({ ...problem, lambdaOut: 4 * lambdaOut }).energy, 2 * energy, 3e-6);
      const tripled = { ...problem, alpha: 3 * alpha, lambdaIn: 3 * lambdaIn, lambdaOut: 3 * lambdaOut };
      near(checkedOptimum(tripled).energy, 3 * energy, 3e-6);
    }
  });

  it("does not depend on order or sign of the factors", () => {
    for (const problem of problems.slice(0, 2)) {
      const turned = (a: Matrix): Matrix =>
        matrix(
          a.rows,
          d,
          Float64Array.from(a.data, (_, at) => (at % d === 0 ? -1 : 1) * a.data[at - 2 * (at % d) + d - 1]),
        );
      const { inputMixing = identity(d), targetMixing = identity(d), support } = problem;
      const covariance = matrix(d, d);
      const sign = (i: number): number => (i === 0 ? -1 : 1);
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
          covariance.data[i * d + j] = sign(i) * sign(j) * support.covariance.data[(d - 1 - i) * d + (d - 1 - j)];
        }
      }
      const other = {
        ...problem,
        support: supportFromVertices(turned(support.points), covariance),
        inputMixing: turned(inputMixing),
        targetMixing: turned(targetMixing),
      };
      near(checkedOptimum(other).energy, checkedOptimum(problem).energy, 3e-6);
      // the cheap extremes b_i and prices c_i are the same, in the order of the factors
      const mirrored = modularPrices(reduceProblem(other)).reverse();
      modularPrices(reduceProblem(problem)).forEach((price, i) => {
        expect(mirrored[i]).toBeCloseTo(price, 9);
      });
      near(modularEnergyOf(other), modularEnergyOf(problem), 3e-6);
    }
  });

  it("does not see interior points", () => {
    for (const problem of problems.slice(0, 2)) {
      const { points, covariance } = problem.support;
      const inside = points.data.map((value) => 0.7 * value);
      const more = matrix(2 * points.rows, d, Float64Array.of(...points.data, ...inside));
      near(
        checkedOptimum({ ...problem, support: supportFromVertices(more, covariance) }).energy,
        checkedOptimum(problem).energy,
        3e-6,
      );
    }
  });
});

describe("checkOptimality", () => {
  const problem = {
    support: supportFromSamples(
      fromRows([
        [0, 0],
        [0, 1],
        [1, 0],
      ]),
    ),
  };
  const honest = checkedOptimum(problem);

  it("refutes a bound that the dual does not prove", () => {
    expect(checkOptimality(problem, { ...honest, dual: scale(honest.dual, 1.01) }).valid).toBe(false);
    expect(checkOptimality(problem, { ...honest, dual: scale(honest.dual, 0.99) }).valid).toBe(false);
  });

  it("refutes a code that is negative or costs something else", () => {
    const raised = honest.neurons.map((neuron) => ({ ...neuron, bias: 0.9 * neuron.bias }));
    expect(checkOptimality(problem, { ...honest, neurons: raised }).valid).toBe(false);
    expect(checkOptimality(problem, { ...honest, neurons: honest.neurons.slice(1) }).valid).toBe(false);
  });
});
