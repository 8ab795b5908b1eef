import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IncrementalHull } from "../math/hullIncremental.js";
import { pseudoInverse } from "../math/linearAlgebra.js";
import { fromRows, identity, type Matrix, matrix, multiply, scale, transpose } from "../math/matrix.js";
import { fold, key, normal, uniform } from "../math/random.js";
import { ascend, coneRows, ratioOf } from "./ascent.js";
import { checkedOptimum } from "./checked.fixture.js";
import { cloudOracle } from "./cloudOracle.js";
import { symmetrisedFloor } from "./floor.js";
import { codeActivity, networkEnergy } from "./network.js";
import { reduceProblem } from "./problem.js";
import { reluFloor } from "./reluFloor.js";
import { scaleProblem } from "./scaled.js";
import { bayesianBootstrap, hullSensitivity, subsampleTrend } from "./sensitivity.js";
import { softReadout } from "./softPrediction.js";
import { supportFromSamples } from "./support.js";
import type { CodingProblem } from "./types.js";

const cloud = (seed: number, count: number, d: number): Matrix => matrix(count, d, uniform(key(seed), count * d));
const rootMatrix = (seed: number, d: number): Matrix => {
  const a = matrix(d, d, normal(fold(key(seed), "form"), d * d));
  return multiply(a, transpose(a));
};

describe("the oracle", () => {
  test("agrees with local ascent from many starts, which shares no code with it", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 5 }), (seed, d) => {
        const points = Array.from({ length: 40 }, (_, k) => normal(fold(key(seed), k), d));
        const r = rootMatrix(seed, d);
        const rows = coneRows(points);
        let best = 0;
        for (let k = 0; k < 60; k++) {
          const end = ascend(rows, r, normal(fold(fold(key(seed), "start"), k), d));
          if (end !== undefined) best = Math.max(best, ratioOf(rows, r, end));
        }
        const oracle = cloudOracle({ base: identity(d), points });
        const above = oracle.search(r, best * (1 + 1e-9), Infinity);
        // ascent may miss the global maximum, but what the oracle then reports must be real
        for (const { direction, ratio } of above.found) expect(ratioOf(rows, r, direction)).toBeCloseTo(ratio, 9);
        const below = oracle.search(r, best * (1 - 1e-6), Infinity);
        expect(below.bound).toBeGreaterThanOrEqual(best * (1 - 1e-9));
      }),
      { numRuns: 40 },
    );
  });

  test("misses nothing on a fine scan of directions in the plane", () => {
    fc.assert(
      fc.property(fc.nat(1e6), (seed) => {
        const points = Array.from({ length: 12 }, (_, k) => normal(fold(key(seed), k), 2));
        if (IncrementalHull.of(points) === undefined) return;
        const r = rootMatrix(seed, 2);
        const rows = coneRows(points);
        const scan = Array.from({ length: 20000 }, (_, k) => (2 * Math.PI * k) / 20000).map((angle) =>
          ratioOf(rows, r, Float64Array.of(Math.cos(angle), Math.sin(angle))),
        );
        // where a corner gives way to the next the ratio has a kink: the scan misses it by its step, 3e-4
        const most = Math.max(...scan);
        const oracle = cloudOracle({ base: identity(2), points });
        expect(oracle.search(r, most * (1 + 2e-3), Infinity).found).toEqual([]);
        expect(oracle.search(r, most * (1 - 1e-6), Infinity).found.length).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });
});

describe("the symmetrised-point floor", () => {
  test("never exceeds the certified optimum, and comes near it", () => {
    const ratios = Array.from({ length: 12 }, (_, seed) => {
      const d = 2 + (seed % 4);
      const problem = { support: supportFromSamples(cloud(seed, 12 * d, d)), lambdaIn: 0.3 };
      const scaled = scaleProblem(reduceProblem(problem));
      const optimum = checkedOptimum(problem);
      expect(optimum.status).toBe("certified");
      return (scaled.unit * symmetrisedFloor(scaled, Infinity).bound) / optimum.energy;
    });
    for (const ratio of ratios) {
      expect(ratio).toBeLessThanOrEqual(1 + 1e-9);
      expect(ratio).toBeGreaterThan(0.6);
    }
  });

  test("brackets clouds of many factors", () => {
    const problem = { support: supportFromSamples(cloud(7, 300, 8)) };
    const optimum = checkedOptimum(problem, { seconds: 2 });
    // Which of the two hangs on the computer: a gap is a bracket that the search has narrowed.
    expect(["bracketed", "gap"]).toContain(optimum.status);
    expect(optimum.lowerBound).toBeGreaterThan(0.5 * optimum.energy);
    expect(optimum.lowerBound).toBeLessThan(optimum.energy);
  });
});

describe("certificates", () => {
  test("hold for random problems of every kind, and no random network beats the bound", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 4 }), (seed, d) => {
        const source = key(seed);
        const [a, b, c, e] = uniform(fold(source, "prices"), 4);
        const rows = 1 + Math.floor(2 * d * a);
        const problem: CodingProblem = {
          support: supportFromSamples(cloud(seed, 6 * d, d), { weights: uniform(fold(source, "w"), 6 * d) }),
          inputMixing: matrix(d + 2, d, normal(fold(source, "in"), (d + 2) * d)),
          targetMixing: matrix(rows, d, normal(fold(source, "out"), rows * d)),
          lambdaIn: b < 0.2 ? 0 : b,
          lambdaOut: 0.01 + c,
          gamma: e < 0.5 ? Infinity : 10 ** (8 * e - 5),
        };
        const optimum = checkedOptimum(problem);
        expect(optimum.status).toBe("certified");
      }),
      { numRuns: 40 },
    );
  });

  test("a cut-off solver still brackets what a patient one finds", () => {
    const rows = Array.from({ length: 600 }, (_, k) => {
      const x = normal(fold(key(5), k), 3);
      const length = Math.hypot(...x);
      return [...x].map((value) => value / length);
    });
    const problem = { support: supportFromSamples(fromRows(rows)) };
    const patient = checkedOptimum(problem, { seconds: 20 });
    expect(patient.status).toBe("certified");
    for (const seconds of [0.005, 0.03, 0.1]) {
      const hurried = checkedOptimum(problem, { seconds });
      expect(hurried.lowerBound).toBeLessThanOrEqual(patient.energy);
      expect(hurried.energy).toBeGreaterThanOrEqual(patient.lowerBound);
    }
  });
});

describe("given networks", () => {
  const problem = {
    support: supportFromSamples(cloud(3, 30, 2)),
    inputMixing: fromRows([
      [1, 2],
      [0.5, -1],
      [0, 1],
    ]), // prettier-ignore
    targetMixing: fromRows([
      [2, 1],
      [0, 1],
    ]), // prettier-ignore
    alpha: 0.7,
    lambdaIn: 0.2,
    lambdaOut: 0.4,
  };

  test("the optimal code as an explicit network costs what the solver says, and no activity is negative", () => {
    const optimum = checkedOptimum(problem);
    const code = fromRows(optimum.neurons.map(({ direction, gain }) => direction.map((x) => gain * x)));
    const inputWeights = multiply(code, pseudoInverse(problem.inputMixing));
    const outputWeights = multiply(problem.targetMixing, pseudoInverse(code));
    const { mean } = problem.support;
    const inputBias = optimum.neurons.map(
      ({ direction, gain, bias }) => bias - gain * direction.reduce((sum, x, i) => sum + x * mean[i], 0),
    );
    const energy = networkEnergy(problem, { inputWeights, inputBias, outputWeights });
    expect(energy.total / optimum.energy).toBeCloseTo(1, 6);
    expect(energy.squaredError).toBeLessThan(1e-12);
    expect(energy.leastActivity).toBeGreaterThan(-1e-9);
    // activity and input weights pay as much as the readout at the optimum
    expect((energy.activity + energy.inputWeights) / energy.outputWeights).toBeCloseTo(1, 4);
    const activity = codeActivity(optimum.neurons, cloud(3, 30, 2), mean);
    expect(Math.min(...activity.data)).toBeGreaterThan(-1e-9);
    expect(() => networkEnergy(problem, { inputWeights: code, inputBias, outputWeights })).toThrow(/ask for/);
  });

  test("a soft readout's cost splits into weights and error", () => {
    const soft = { ...problem, gamma: 5 };
    const { neurons, energy } = checkedOptimum(soft);
    const { cost, squaredError } = softReadout(soft, neurons);
    expect(squaredError).toBeGreaterThan(0);
    expect(5 * squaredError).toBeLessThan(cost);
    const code = energy - cost;
    expect(code).toBeGreaterThan(0);
    // a patient error weight brings the exact problem back
    const exact = checkedOptimum(problem).energy;
    expect(checkedOptimum({ ...problem, gamma: 1e9 }).energy / exact).toBeCloseTo(1, 6);
    expect(energy).toBeLessThan(exact);
  });
});

test("pairs of rectified neurons attain the floor of nonlinear codes along any orthogonal factorisation", () => {
  const samples = cloud(9, 200, 2);
  const mirrored = fromRows(
    Array.from({ length: 400 }, (_, k) => {
      const [x, y] = samples.data.subarray(2 * (k >> 1), 2 * (k >> 1) + 2);
      return k & 1 ? [0.5 - x, 0.5 - y] : [x - 0.5, y - 0.5];
    }),
  );
  const support = supportFromSamples(mirrored);
  const problem = { support, lambdaIn: 0, lambdaOut: 0.3 };
  const floor = reluFloor(problem);
  // squared gains 2 lambda_out Sigma^{-1} to the half: along the eigenvectors of Sigma, g^4 = 2 lambda_out / v
  const [a, b, , c] = support.covariance.data;
  const angle = 0.5 * Math.atan2(2 * b, a - c);
  let energy = 0;
  for (const [x, y] of [
    [Math.cos(angle), Math.sin(angle)],
    [-Math.sin(angle), Math.cos(angle)],
  ]) {
    // prettier-ignore
    const along = Array.from({ length: 400 }, (_, k) => x * mirrored.data[2 * k] + y * mirrored.data[2 * k + 1]);
    const variance = along.reduce((sum, value) => sum + (value * value) / 400, 0);
    const gain = (0.6 / variance) ** 0.25;
    const activity = along.reduce((sum, value) => {
      const [up, down] = [Math.max(0, gain * value), Math.max(0, -gain * value)];
      return sum + (up * up + down * down) / 400;
    }, 0);
    energy += activity + (0.3 * 2) / gain ** 2;
  }
  expect(energy).toBeCloseTo(floor, 9);
  expect(checkedOptimum(problem).lowerBound).toBeGreaterThan(floor);
});

describe("sensitivity", () => {
  const samples = cloud(21, 40, 2);
  const problem = { support: supportFromSamples(samples) };

  test("the Bayesian bootstrap keeps the hull and centres on the estimate", () => {
    const outcomes = bayesianBootstrap(problem, samples, key(1), 40);
    const energies = outcomes.map((outcome) => outcome.energy).sort((x, y) => x - y);
    const { energy } = checkedOptimum(problem);
    expect(energies[0]).toBeLessThan(energy);
    expect(energies[39]).toBeGreaterThan(energy);
    expect(energies[39] / energies[0]).toBeLessThan(1.5);
  });

  test("losing a corner never costs energy", () => {
    const outcomes = hullSensitivity(problem, samples);
    const { energy } = checkedOptimum(problem);
    expect(outcomes.length).toBe(problem.support.points.rows);
    for (const outcome of outcomes) expect(outcome.energy).toBeLessThanOrEqual(energy * (1 + 1e-6));
    expect(Math.min(...outcomes.map((outcome) => outcome.energy))).toBeLessThan(energy * (1 - 1e-6));
  });

  test("subsamples give one outcome a size, the whole sample the prediction itself", () => {
    const trend = subsampleTrend(problem, samples, key(2), [10, 20, 40]);
    expect(trend.map(({ size }) => size)).toEqual([10, 20, 40]);
    expect(trend[2].outcome.energy).toBeCloseTo(checkedOptimum(problem).energy, 9);
  });
});

test("energies scale as the square root of lambda_out and with all prices together", () => {
  const problem = { support: supportFromSamples(cloud(2, 20, 3)), alpha: 0.5, lambdaIn: 0.2, lambdaOut: 0.3 };
  const { energy } = checkedOptimum(problem);
  expect(checkedOptimum({ ...problem, lambdaOut: 1.2 }).energy / energy).toBeCloseTo(2, 5);
  const doubled = { ...problem, alpha: 1, lambdaIn: 0.4, lambdaOut: 0.6 };
  expect(checkedOptimum(doubled).energy / energy).toBeCloseTo(2, 5);
  expect(checkedOptimum({ ...problem, targetMixing: scale(identity(3), 3) }).energy / energy).toBeCloseTo(3, 5);
});
