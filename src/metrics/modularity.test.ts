import { describe, expect, test } from "vitest";
import references from "../../test/fixtures/sklearn/references.json" with { type: "json" };
import {
  duplicated,
  fixtureCode,
  identityCode,
  linearCode,
  rearranged,
  shuffledRows,
  silent,
} from "../../test/support/representations.js";
import { diagonal, matrix } from "../math/matrix.js";
import { key, permutation } from "../math/random.js";
import { mean } from "../math/statistics.js";
import { takeUnits, withFactors } from "../representation/index.js";
import { modularity, unitModularity } from "./modularity.js";

const five = diagonal(new Float64Array(5).fill(5)).data;
const withZeros = (values: Float64Array) => mean(values.map((value) => value || 0));

describe("published matrices", () => {
  const twice = matrix(5, 10);
  for (let i = 0; i < 5; i++) twice.data[i * 10 + i] = twice.data[i * 10 + 5 + i] = 5;

  test.each([
    ["diagonal", five, 5, 1],
    ["an empty code", Float64Array.of(1, 0, 0, 1, 0, 0), 2, 2 / 3],
    ["zeros", new Float64Array(100), 10, 0],
    ["redundant codes", Float64Array.of(...five, ...five), 5, 1],
    ["missed factors", five.slice(0, 10), 5, 1],
    ["one code, two factors", twice.data, 10, 1 - 1 / 9],
  ])("%s", (_name, information, factors, expected) => {
    expect(withZeros(unitModularity(information, factors))).toBeCloseTo(expected, 14);
  });
});

describe("published values, ten ten-valued factors", () => {
  test("identity 0.999959, twice the same, silence 0", () => {
    expect(modularity(identityCode()).score).toBeCloseTo(0.999959, 6);
    expect(modularity(duplicated(identityCode())).score).toBeCloseTo(0.999959, 6);
    expect(modularity(silent(identityCode())).score).toBe(0);
    expect(modularity(silent(identityCode())).notes?.[0]).toMatch(/no unit knows/);
  });

  test("rows permuted one by one, 20,000 samples: below 0.2", () => {
    const { score } = modularity(shuffledRows(identityCode(20_000), key(1)));
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThan(0.2);
  });

  test("two uniform factors, 5000 samples: 0.9998 aligned, about 0.02 at 45 degrees", () => {
    const slanted = [
      [1, -1],
      [1, 1],
    ];
    const aligned = [
      [1, 0],
      [0, 1],
    ];
    expect(Math.abs(modularity(linearCode(key(2), 5000, aligned)).score - 0.99982)).toBeLessThan(0.0001);
    expect(Math.abs(modularity(linearCode(key(2), 5000, slanted)).score - 0.0225)).toBeLessThan(0.06);
  });
});

test("NumPy agrees on a mixed code with a constant unit", () => {
  expect(modularity(fixtureCode()).score).toBeCloseTo(references.disentanglement.modularity, 12);
});

test("dead units count for 0, or not at all", () => {
  const code = fixtureCode();
  const { score, perUnit } = modularity(code);
  expect(perUnit?.[4]).toBeNaN();
  expect(modularity(code, { deadUnits: "leave-out" }).score).toBeCloseTo((score * 6) / 5, 12);
  const alive = takeUnits(code, [0, 1, 2, 3, 5]);
  expect(modularity(alive).score).toBeCloseTo((score * 6) / 5, 12);
});

test("the order and scale of units and the order of factors do not matter", () => {
  const code = fixtureCode(300);
  const other = rearranged(code, permutation(key(3), 6), [0.5, 4, 2, 8, 1, 16]);
  expect(modularity(other).score).toBeCloseTo(modularity(code).score, 12);
  expect(modularity(withFactors(code, [...code.factors].reverse())).score).toBeCloseTo(modularity(code).score, 12);
});

test("one factor is not enough", () => {
  const code = identityCode(100);
  const { score, notes } = modularity(withFactors(code, code.factors.slice(0, 1)));
  expect(score).toBeNaN();
  expect(notes?.[0]).toMatch(/at least two factors/);
});
