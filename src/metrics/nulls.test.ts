import { describe, expect, test } from "vitest";
import { linearCode } from "../../test/support/representations.js";
import { multiply, transpose } from "../math/matrix.js";
import { randomOrthonormalRows } from "../math/orthogonal.js";
import { fold, key, normal, split } from "../math/random.js";
import { pearson, standardDeviation } from "../math/statistics.js";
import type { Representation } from "../protocols.js";
import { factorFromNumbers, representation, takeConditions, unitActivity } from "../representation/index.js";
import { informationMatrix } from "./informationMatrix.js";
import { subsampleInterval } from "./intervals.js";
import { mir } from "./mir.js";
import { chanceLevel, nullDefaults, nullSampler, withinChance } from "./nulls.js";

const score = (code: Representation) => mir(code).score;
const pure = [0, 1, 2, 0, 1, 2, 0, 1].map((factor) => [0, 1, 2].map((f) => (f === factor ? 1 : 0)));

/** Slowly varying unit and factor without relation: first-order autoregressions. */
function autocorrelated(seed: number, count = 600): Representation {
  const walk = (name: string) => {
    const noise = normal(fold(key(seed), name), count);
    for (let i = 1; i < count; i++) noise[i] += 0.97 * noise[i - 1];
    return noise;
  };
  return representation({ activity: walk("unit"), units: 1, factors: [factorFromNumbers("speed", walk("factor"))] });
}

describe("permuted", () => {
  test("keeps each variable and destroys the relation", () => {
    const code = linearCode(key(1), 1000, pure);
    const drawn = nullSampler(code, { ...nullDefaults, kind: "permuted" })(key(2));
    expect([...drawn.factors[0].values].sort()).toEqual([...code.factors[0].values].sort());
    const before = pearson(code.factors[0].values, code.factors[1].values);
    expect(pearson(drawn.factors[0].values, drawn.factors[1].values)).toBeCloseTo(before, 12);
    expect(Math.abs(pearson(unitActivity(drawn, 0), drawn.factors[0].values))).toBeLessThan(0.15);
  });

  test("p has the smallest possible value for a pure code", () => {
    const chance = chanceLevel(score, linearCode(key(1), 1000, pure), { kind: "permuted", draws: 39 }, key(3));
    expect(chance.p).toBe(1 / 40);
    expect(withinChance(chance)).toBe(false);
  });
});

describe("rotated", () => {
  const code = linearCode(key(4), 500, pure);
  const between = (c: Representation) => {
    const rows = { rows: c.conditions, columns: c.units, data: c.activity };
    return multiply(rows, transpose(rows)).data;
  };
  const distance = (inner: Float64Array, i: number, j: number, n: number) =>
    inner[i * n + i] + inner[j * n + j] - 2 * inner[i * n + j];

  test.each(["occupied", "full"] as const)("%s: distances between conditions stay as they are", (span) => {
    const drawn = nullSampler(code, { ...nullDefaults, span })(key(5));
    const before = between(code);
    const after = between(drawn);
    for (const [i, j] of [
      [0, 1],
      [7, 400],
      [250, 499],
    ]) {
      expect(distance(after, i, j, 500)).toBeCloseTo(distance(before, i, j, 500), 9);
    }
  });

  test("occupied: units that were alike stay alike, silent units stay silent", () => {
    const withSilent = linearCode(key(4), 500, [...pure, [0, 0, 0]]);
    const drawn = nullSampler(withSilent, nullDefaults)(key(6));
    expect(pearson(unitActivity(drawn, 0), unitActivity(drawn, 3))).toBeCloseTo(1, 10);
    expect(standardDeviation(unitActivity(drawn, 8))).toBeCloseTo(0, 10);
    const revived = nullSampler(withSilent, { ...nullDefaults, span: "full" })(key(6));
    expect(standardDeviation(unitActivity(revived, 8))).toBeGreaterThan(0.01);
  });

  test("a pure code lies above, and codes of random direction lie inside as often as they should", () => {
    expect(chanceLevel(score, code, { draws: 59 }, key(7)).p).toBe(1 / 60);
    const inside = split(key(8), 60).filter((child) => {
      const frame = randomOrthonormalRows(fold(child, "frame"), 3, 8);
      const mixing = Array.from({ length: 8 }, (_, n) => [0, 1, 2].map((f) => frame.data[f * 8 + n]));
      return withinChance(chanceLevel(score, linearCode(child, 400, mixing), { draws: 60 }, fold(child, "null")));
    });
    expect(inside.length).toBeGreaterThanOrEqual(51); // 0.95 expected; 51 of 60 is the 0.2 % quantile
  }, 60_000);

  test("one direction cannot be turned", () => {
    expect(() => chanceLevel(score, linearCode(key(1), 50, [[1, 1]]))).toThrow(/fewer than two directions/);
  });
});

describe("shifted", () => {
  test("rejects 5 % of unrelated slow signals where permuting rejects far more", () => {
    const information = (code: Representation) => informationMatrix(code, { bins: 5, binning: "quantile" }).data[0];
    const rejections = (kind: "shifted" | "permuted") =>
      Array.from({ length: 150 }, (_, seed) =>
        chanceLevel(information, autocorrelated(seed), { kind, draws: 39, smallestShift: 50 }, key(1000 + seed)),
      ).filter((chance) => chance.p <= 0.05).length / 150;
    expect(rejections("shifted")).toBeLessThan(0.105); // 0.05 expected, standard error 0.018
    expect(rejections("permuted")).toBeGreaterThan(0.5);
  }, 60_000);

  test("needs a series longer than two shifts", () => {
    const options = { kind: "shifted", smallestShift: 400 } as const;
    expect(() => chanceLevel(score, autocorrelated(1), options)).toThrow(/does not fit twice/);
  });
});

describe("subsampling interval", () => {
  test("its standard error is that of repeated experiments", () => {
    const mixing = [
      [1, 0.3],
      [-0.4, 1],
    ];
    const repeated = split(key(10), 200).map((child) => score(linearCode(child, 1000, mixing)));
    const errors = split(key(11), 10).map(
      (child) => subsampleInterval(score, linearCode(child, 1000, mixing), { draws: 100 }, child).standardError,
    );
    const ratio = errors.reduce((sum, error) => sum + error, 0) / errors.length / standardDeviation(repeated);
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.3);
  });

  test("covers the mean of an autocorrelated series only when blocks are drawn", () => {
    const meanActivity = (code: Representation) =>
      code.activity.reduce((sum, value) => sum + value, 0) / code.conditions;
    const truth = standardDeviation(Array.from({ length: 300 }, (_, seed) => meanActivity(autocorrelated(seed, 3000))));
    const error = (block: number) =>
      Array.from({ length: 20 }, (_, seed) =>
        subsampleInterval(meanActivity, autocorrelated(seed, 3000), { block, draws: 100 }, key(seed)),
      ).reduce((sum, { standardError }) => sum + standardError / 20, 0);
    expect(error(200) / truth).toBeGreaterThan(0.7);
    expect(error(1) / truth).toBeLessThan(0.3);
  });

  test("subsets have no repeats, so the interval does not sit above the score", () => {
    const code = linearCode(key(12), 400, pure);
    const { low, high, score: full, subset } = subsampleInterval(score, code, {}, key(13));
    expect(subset).toBe(200);
    expect(low).toBeLessThan(full);
    expect(high).toBeGreaterThan(full);
    expect(() => subsampleInterval(score, takeConditions(code, [1, 2, 3]))).toThrow(/at least four/);
  });
});
