import fc from "fast-check";
import { describe, expect, test } from "vitest";
import references from "../../test/fixtures/sklearn/references.json" with { type: "json" };
import {
  duplicated,
  factorsOf,
  fixtureCode,
  identityCode,
  linearCode,
  rearranged,
  silent,
} from "../../test/support/representations.js";
import { key, permutation } from "../math/random.js";
import { factorFromNumbers, representation, takeUnits, withFactors } from "../representation/index.js";
import { mig } from "./mig.js";

describe("published values, ten ten-valued factors, 3000 samples", () => {
  test("identity 0.992159, silence 0, every unit twice 0", () => {
    expect(mig(identityCode(), { binning: "levels" }).score).toBeCloseTo(0.992159, 6);
    expect(mig(identityCode()).score).toBeCloseTo(0.992159, 6);
    expect(mig(silent(identityCode())).score).toBe(0);
    expect(mig(duplicated(identityCode())).score).toBe(0);
  });

  test("two uniform factors, 5000 samples: 0.9865 aligned, 0.002 at 45 degrees", () => {
    const turned = (angle: number) => [
      [Math.cos(angle), -Math.sin(angle)],
      [Math.sin(angle), Math.cos(angle)],
    ];
    expect(Math.abs(mig(linearCode(key(1), 5000, turned(0))).score - 0.98651)).toBeLessThan(0.003);
    expect(mig(linearCode(key(1), 5000, turned(Math.PI / 4))).score).toBeLessThan(0.02);
  });
});

test("NumPy and scikit-learn agree to the last digits on a mixed code", () => {
  const { score, matrix } = mig(fixtureCode());
  expect(score).toBeCloseTo(references.disentanglement.mig, 12);
  references.disentanglement.information.forEach((value, at) => void expect(matrix?.data[at]).toBeCloseTo(value, 12));
});

describe("by hand", () => {
  // Unit 0 is the first factor, unit 1 the first of its two bits; the factors are independent.
  const table = Array.from({ length: 64 }, (_, i) => [i % 4, Math.floor(i / 4) % 2]);
  const code = representation({
    activity: Float64Array.from(table.flatMap(([f]) => [f, f >> 1])),
    units: 2,
    factors: factorsOf(table.flat(), 2),
  });

  test("one unit knows two bits, the next one of them: gap 1/2, in nats ln 2", () => {
    expect(mig(code).perFactor?.[0]).toBeCloseTo(0.5, 14);
    expect(mig(code, { normalisation: "none" }).perFactor?.[0]).toBeCloseTo(Math.LN2, 14);
    expect(mig(code).perFactor?.[1]).toBeCloseTo(0, 14);
  });

  test("a lone unit stands against nothing", () => {
    expect(mig(takeUnits(code, [0])).perFactor?.[0]).toBeCloseTo(1, 14);
  });

  test("log-levels differs where levels are not equally likely", () => {
    const values = Float64Array.of(0, 0, 0, 1);
    const rare = representation({ activity: values, units: 1, factors: [factorFromNumbers("rare", values)] });
    const entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
    expect(mig(rare).score).toBeCloseTo(1, 12);
    expect(mig(rare, { normalisation: "log-levels" }).score).toBeCloseTo(entropy / Math.LN2, 12);
  });
});

test("the order of units and factors, their scale and level numbers do not matter; constant units do not count", () => {
  const code = fixtureCode(300);
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 6, maxLength: 6 }), (seed, powers) => {
      const gains = powers.map((power) => 2 ** power);
      const other = rearranged(code, permutation(key(seed), 6), gains);
      expect(mig(other).score).toBeCloseTo(mig(code).score, 12);
      expect(mig(withFactors(other, [...code.factors].reverse())).score).toBeCloseTo(mig(code).score, 12);
    }),
    { numRuns: 20 },
  );
  expect(mig(takeUnits(code, [0, 1, 2, 3, 5])).score).toBeCloseTo(mig(code).score, 14);
});
