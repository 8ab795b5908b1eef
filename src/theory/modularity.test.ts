import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cholesky } from "../math/linearAlgebra.js";
import { fromRows, identity, type Matrix, matrix, scale, transpose } from "../math/matrix.js";
import { fold, key, normal, uniform } from "../math/random.js";
import { checkedPrediction } from "./checked.fixture.js";
import { independentCodeEnergy, modularGainsOfTargets } from "./fixedVariance.js";
import { modularEnergy, modularGains } from "./modular.js";
import { facetTest, modularityForm } from "./modularity.js";
import { boxIsModular, boxPairRules, cosineThreshold } from "./pairwise.js";
import { reduceProblem } from "./problem.js";
import { leastMargin } from "./publishedMargin.fixture.js";
import { ranges } from "./scaled.js";
import { supportFromSamples, supportFromVertices } from "./support.js";
import { worstRatio } from "./worstRatio.fixture.js";

const boxCorners = (low: ArrayLike<number>, high: ArrayLike<number>): Matrix =>
  fromRows(
    Array.from({ length: 2 ** low.length }, (_, k) =>
      Array.from({ length: low.length }, (__, i) => ((k >> i) & 1 ? high[i] : -low[i])),
    ),
  );

describe("the condition of Dorrell et al. 2025", () => {
  const cut = (least: number): Matrix =>
    fromRows(
      Array.from({ length: 441 }, (_, k) => [Math.floor(k / 21), k % 21])
        .filter(([i, j]) => i + j >= least)
        .map(([i, j]) => [i / 20, j / 20]),
    );

  test.each([
    [0, 441, 2.9e-4],
    [6, 420, 2.5e-4],
    [10, 386, -4.1e-2],
    [16, 305, -9.3e-2],
  ])("21 x 21 grid cut at %i of 20", (least, rows, margin) => {
    const samples = cut(least);
    expect(samples.rows).toBe(rows);
    expect(Math.abs(leastMargin(samples) / margin - 1)).toBeLessThan(0.03);
  });

  test("a circle is the borderline", () => {
    const circle = fromRows(
      Array.from({ length: 200 }, (_, k) => [Math.cos((2 * Math.PI * k) / 200), Math.sin((2 * Math.PI * k) / 200)]),
    );
    expect(leastMargin(circle)).toBeLessThan(0);
    expect(leastMargin(circle)).toBeCloseTo(-2.3e-4, 4);
  });

  test("facets decide like the oracle when F is definite", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 4 }), (seed, d) => {
        const count = 4 * d;
        const support = supportFromSamples(matrix(count, d, uniform(key(seed), count * d)));
        const problem = reduceProblem({ support });
        const test = facetTest(problem.points, modularityForm(problem));
        const { strict } = checkedPrediction({ support });
        if (test.modular !== undefined) expect(strict).toBe(test.modular ? "modular" : "mixed");
      }),
      { numRuns: 40 },
    );
  });

  test("with an indefinite F all facets may pass and mixing still pays", () => {
    const samples = fromRows([
      [3, 1, 2],
      [2, 3, 3],
      [1, 0, 2],
      [3, 3, 2],
    ]); // prettier-ignore
    const support = supportFromSamples(samples, { weights: [0.215866, 0.000149, 0.760182, 0.023804] });
    const gram = fromRows([
      [1.536456, 0.095592, -0.804891],
      [0.095592, 0.693494, 0.476114],
      [-0.804891, 0.476114, 1.124002],
    ]);
    const problem = { support, targetMixing: transpose(cholesky(gram)), lambdaIn: 0.2, lambdaOut: 0.5 };
    const reduced = reduceProblem(problem);
    const { worst, modular } = facetTest(reduced.points, modularityForm(reduced));
    expect(worst).toBeLessThan(1);
    expect(modular).toBeUndefined();
    expect(Math.abs(worstRatio(problem) - 3.22)).toBeLessThan(0.005);
    const { strict, saving } = checkedPrediction(problem);
    expect(strict).toBe("mixed");
    expect(saving.least).toBeGreaterThan(0.01);
  });
});

describe("pairs on boxes", () => {
  /** Two to four factors on a box, correlated by the target mixing. */
  const boxProblem = (seed: number, d: number, symmetric: boolean) => {
    const low = uniform(fold(key(seed), 0), d).map((x) => 0.2 + x);
    const high = symmetric ? low : uniform(fold(key(seed), 1), d).map((x) => 0.2 + x);
    const covariance = matrix(d, d);
    for (let i = 0; i < d; i++) covariance.data[i * d + i] = 0.5 * low[i] * high[i];
    const mixing = identity(d).data.map((x, k) => x + 0.8 * normal(fold(key(seed), 2), d * d)[k]);
    const lambdaIn = uniform(fold(key(seed), 3), 1)[0] / 10;
    const support = supportFromVertices(boxCorners(low, high), covariance);
    return { support, targetMixing: matrix(d, d, mixing), lambdaIn };
  };

  test("symmetric boxes: |F_ij| <= b_i b_j for every pair decides", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 4 }), (seed, d) => {
        const problem = boxProblem(seed, d, true);
        const reduced = reduceProblem(problem);
        const modular = boxIsModular(modularityForm(reduced), ranges(reduced.points));
        expect(checkedPrediction(problem).strict).toBe(modular ? "modular" : "mixed");
      }),
      { numRuns: 60 },
    );
  });

  test("asymmetric boxes: the two-factor rule is exact, the plain rule sufficient", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 3 }), (seed, d) => {
        const problem = boxProblem(seed, d, false);
        const reduced = reduceProblem(problem);
        const form = modularityForm(reduced);
        const box = ranges(reduced.points);
        const { strict } = checkedPrediction(problem);
        if (boxIsModular(form, box)) expect(strict).toBe("modular");
        const holds = boxPairRules(form, box).every((rule) => rule.holds);
        if (d === 2) expect(strict).toBe(holds ? "modular" : "mixed");
        else if (!holds) expect(strict).toBe("mixed");
      }),
      { numRuns: 80 },
    );
  });

  test("how far from orthogonal targets may be: the certified optimum crosses at the closed form", () => {
    for (const [alpha, lambdaIn] of [
      [1, 0],
      [1, 0.1],
      [1e-3, 1e-4],
      [1e-3, 1e-5],
    ]) {
      // prettier-ignore
      const threshold = cosineThreshold(alpha, lambdaIn, { variance: 1 / 12, halfRange: 1 / 2 });
      expect(threshold).toBeCloseTo(0.25 / (1 / 3 + lambdaIn / alpha), 12);
      const support = supportFromVertices(boxCorners([0.5, 0.5], [0.5, 0.5]), scale(identity(2), 1 / 12));
      const strictAt = (cosine: number) => {
        const targetMixing = fromRows([
          [1, cosine],
          [0, Math.sqrt(1 - cosine * cosine)],
        ]); // prettier-ignore
        return checkedPrediction({ support, targetMixing, alpha, lambdaIn, lambdaOut: lambdaIn || 0.1 }).strict;
      };
      expect(strictAt(threshold - 1e-4)).toBe("modular");
      expect(strictAt(threshold + 1e-4)).toBe("mixed");
      expect(strictAt(-threshold - 1e-4)).toBe("mixed");
    }
    expect(cosineThreshold(1e-3, 1e-4, { variance: 1 / 12, halfRange: 0.5 })).toBeCloseTo(0.577, 3);
    expect(cosineThreshold(1e-3, 1e-5, { variance: 1 / 12, halfRange: 0.5 })).toBeCloseTo(0.728, 3);
  });
});

describe("the theorems of Whittington et al. 2023", () => {
  test("theorem 1: at fixed population variance, energy is least when each row has one nonzero entry", () => {
    fc.assert(
      fc.property(fc.nat(1e6), (seed) => {
        const code = matrix(5, 3, normal(key(seed), 15));
        const squared = code.data.reduce((sum, x) => sum + x * x, 0);
        const [variance, halfRange] = [1 / 12, 1 / 2];
        const least = (variance + halfRange ** 2) * squared;
        expect(independentCodeEnergy(code, variance, halfRange)).toBeGreaterThan(least);
        const pure = matrix(
          5,
          3,
          code.data.map((x, k) => (k % 3 === Math.floor(k / 3) % 3 ? x : 0)),
        );
        const pureSquared = pure.data.reduce((sum, x) => sum + x * x, 0);
        const ratio = independentCodeEnergy(pure, variance, halfRange) / pureSquared;
        expect(ratio).toBeCloseTo(least / squared, 9);
      }),
    );
  });

  test("figure 1: shifting costs 2 a^2 1.4^2, aligning brings it down to 2 a^2", () => {
    const oblique = fromRows([
      [0.8, -0.6],
      [0.6, 0.8],
    ]); // prettier-ignore
    const [variance, halfRange] = [1 / 3, 1];
    expect(independentCodeEnergy(oblique, variance, halfRange)).toBeCloseTo(2 * variance + 2 * 1.4 ** 2, 12);
    expect(independentCodeEnergy(identity(2), variance, halfRange)).toBeCloseTo(2 * variance + 2, 12);
  });

  test("theorem 2's gains, with column norms where columns are oblique", () => {
    // D'D = [[1, 0.6], [0.6, 2]], beta_w = 0.3, v + a^2 = 1 / 3: squared gains 0.9487 and 1.3416
    const targets = fromRows([
      [1, 0.6],
      [0, Math.sqrt(2 - 0.36)],
    ]); // prettier-ignore
    const gains = modularGainsOfTargets(targets, 0.3, 1 / 12, 1 / 2);
    expect(gains[0] ** 2).toBeCloseTo(0.9487, 4);
    expect(gains[1] ** 2).toBeCloseTo(1.3416, 4);
    const support = supportFromVertices(boxCorners([0.5, 0.5], [0.5, 0.5]), scale(identity(2), 1 / 12));
    const problem = reduceProblem({ support, targetMixing: targets, lambdaIn: 0, lambdaOut: 0.3 });
    modularGains(problem).forEach((q, i) => {
      expect(q).toBeCloseTo(gains[i] ** 2, 9);
    });
  });

  test("independent unit factors with orthonormal targets cost 2 k sqrt(lambda_out / 3)", () => {
    for (const k of [1, 2, 3, 6]) {
      const half = new Float64Array(k).fill(0.5);
      const support = supportFromVertices(boxCorners(half, half), scale(identity(k), 1 / 12));
      const problem = { support, lambdaIn: 0, lambdaOut: 0.7 };
      expect(modularEnergy(reduceProblem(problem))).toBeCloseTo(2 * k * Math.sqrt(0.7 / 3), 12);
      const { energy, strict } = checkedPrediction(problem);
      expect(strict).toBe("modular");
      expect(energy.optimal).toBeCloseTo(2 * k * Math.sqrt(0.7 / 3), 9);
    }
  });
});
