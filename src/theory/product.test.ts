/** Ranges that are products: the parts' optima add up, whatever correlates them, and refuse what couples them. */
import { describe, expect, test } from "vitest";
import { fromRows, identity, matrix, scale } from "../math/matrix.js";
import { fold, key, uniform } from "../math/random.js";
import { axisColumns } from "./axisColumns.js";
import { checkOptimality } from "./certificate.js";
import { checkedOptimum, checkedPrediction } from "./checked.fixture.js";
import { cloudOracle } from "./cloudOracle.js";
import { generateColumns } from "./optimum.js";
import { reduceProblem } from "./problem.js";
import { productParts } from "./product.js";
import { scaleProblem } from "./scaled.js";
import { supportFromSamples, supportFromVertices } from "./support.js";
import type { CodingProblem } from "./types.js";

const oneHot = (levels: number, level: number): number[] =>
  Array.from({ length: levels }, (_, k) => (k === level ? 1 : 0));

function twoCategories(levels: number, weightOf: (a: number, b: number) => number = () => 1): CodingProblem {
  const pairs = Array.from({ length: levels ** 2 }, (_, k) => [Math.floor(k / levels), k % levels]);
  const rows = fromRows(pairs.map(([a, b]) => [...oneHot(levels, a), ...oneHot(levels, b)]));
  const weights = Float64Array.from(pairs, ([a, b]) => weightOf(a, b));
  const group = (from: number): number[] => Array.from({ length: levels }, (_, k) => from + k);
  return { support: supportFromSamples(rows, { weights }), groups: [group(0), group(levels)] };
}

/** 2 sqrt((K - 1) lambda_out (alpha + (K - 1) lambda_in)) for one group of K equally likely levels. */
const ofCategory = (levels: number): number => 2 * Math.sqrt((levels - 1) * levels);

describe("a product", () => {
  test("of two categories of three levels has unique neurons, one per level", () => {
    const { status, energy, verdict, unique, neurons } = checkedPrediction(twoCategories(3));
    expect([status, verdict, unique, neurons.length]).toEqual(["certified", "modular", true, 6]);
    expect(energy.optimal).toBeCloseTo(2 * ofCategory(3), 6);
    expect(energy.modular).toBeCloseTo(energy.optimal, 9);
  });

  test("of two categories of nine levels is certified at the closed form", () => {
    const { status, energy, neurons } = checkedOptimum(twoCategories(9));
    expect([status, neurons.length]).toEqual(["certified", 18]);
    expect(energy).toBeCloseTo(2 * ofCategory(9), 6);
  });

  test("whose parts are correlated costs the same, as long as all combinations are possible", () => {
    const correlated = twoCategories(3, (a, b) => (a === b ? 8 : 1));
    expect(checkedOptimum(correlated).energy).toBeCloseTo(2 * ofCategory(3), 6);
  });

  test("of ten factors is certified in seconds", () => {
    const corners = Array.from({ length: 2 ** 10 }, (_, k) =>
      Array.from({ length: 10 }, (__, i) => ((k >> i) & 1) - 0.5),
    );
    const support = supportFromVertices(fromRows(corners), scale(identity(10), 1 / 12));
    const { status, energy } = checkedPrediction({ support, lambdaIn: 0 });
    expect(status).toBe("certified");
    expect(energy.optimal).toBeCloseTo(20 * Math.sqrt(1 / 3), 6);
  });

  /** Box x simplex x circle, with weights. */
  function boxSimplexCircle(): CodingProblem {
    const rows: number[][] = [];
    for (let level = 0; level < 3; level++) {
      for (let k = 0; k < 6; k++) {
        const angle = (k * Math.PI) / 3;
        for (const x of [0, 1]) rows.push([...oneHot(3, level), Math.cos(angle), Math.sin(angle), x]);
      }
    }
    const weights = uniform(key(3), rows.length).map((value) => value + 0.2);
    return {
      support: supportFromSamples(fromRows(rows), { weights }),
      groups: [
        [0, 1, 2],
        [3, 4],
      ],
      lambdaIn: 0.2,
    }; // prettier-ignore
  }

  test("box x simplex x circle: the certificate holds, and the whole search agrees", () => {
    const problem = boxSimplexCircle();
    const reduced = reduceProblem(problem);
    expect(productParts(reduced)?.map((part) => part.length)).toEqual([2, 2, 1]);
    const optimum = checkedOptimum(problem);
    expect(optimum.status).toBe("certified");
    expect(checkOptimality(problem, optimum, 20)).toMatchObject({ valid: true });
    const scaled = scaleProblem(reduced);
    const whole = cloudOracle(scaled);
    const limits = { tolerance: 1e-4, deadline: performance.now() + 5000 };
    const found = generateColumns(scaled, [whole], axisColumns(scaled, whole), limits);
    expect((scaled.unit * found.energy) / optimum.energy).toBeCloseTo(1, 3);
    expect(scaled.unit * found.lowerBound).toBeLessThanOrEqual(optimum.energy * (1 + 1e-9));
  });

  test("is none where a combination is missing, or targets couple the parts", () => {
    const grid = fromRows([0, 1].flatMap((x) => [0, 1, 2].map((y) => [x, y])));
    const parts = (problem: CodingProblem) => productParts(reduceProblem(problem));
    expect(parts({ support: supportFromSamples(grid) })).toEqual([[0], [1]]);
    const missing = matrix(5, 2, grid.data.slice(2));
    expect(parts({ support: supportFromSamples(missing) })).toBeUndefined();
    const coupled = fromRows([
      [1, 0.5],
      [0, 1],
    ]); // prettier-ignore
    expect(parts({ support: supportFromSamples(grid), targetMixing: coupled })).toBeUndefined();
    expect(parts({ support: supportFromSamples(grid), inputMixing: coupled })).toBeUndefined();
  });

  test("of random parts: the sum of the parts' own optima", () => {
    for (let trial = 0; trial < 5; trial++) {
      const shapes = [0, 1].map((k) => matrix(5, 2, uniform(fold(fold(key(4), trial), k), 10)));
      const rows = Array.from({ length: 25 }, (_, row) =>
        [Math.floor(row / 5), row % 5].flatMap((own, k) => [...shapes[k].data.slice(2 * own, 2 * own + 2)]),
      );
      const whole = checkedOptimum({
        support: supportFromSamples(fromRows(rows)),
        groups: [
          [0, 1],
          [2, 3],
        ],
      }); // prettier-ignore
      const apart = shapes.map((shape) => checkedOptimum({ support: supportFromSamples(shape) }).energy);
      expect(whole.status).toBe("certified");
      expect(whole.energy).toBeCloseTo(apart[0] + apart[1], 5);
    }
  });
});
