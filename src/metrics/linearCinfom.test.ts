import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../../test/fixtures/information/reference.json" with { type: "json" };
import { referenceCode } from "../../test/support/information.js";
import { linearCode } from "../../test/support/representations.js";
import { fitLinear } from "../math/leastSquares.js";
import { fold, key, normal, uniform } from "../math/random.js";
import { pearson } from "../math/statistics.js";
import type { Representation } from "../protocols.js";
import { factorFromNumbers, unitActivity, withActivity, withFactors } from "../representation/index.js";
import { linearCinfom } from "./linearCinfom.js";
import { columnsMatrix } from "./predictiveInformation.js";

/** Six mixtures of three factors that are themselves correlated. */
function correlatedCode(seed: number, gains: (n: number) => number[]): Representation {
  const [a, b, c] = ["a", "b", "c"].map((name) => uniform(fold(key(seed), name), 200));
  const noise = normal(fold(key(seed), "noise"), 1200);
  const factors = [a, a.map((value, i) => value + b[i]), c.map((value, i) => value - 0.5 * a[i])];
  const activity = Float64Array.from({ length: 1200 }, (_, at) => {
    const i = Math.floor(at / 6);
    return gains(at % 6).reduce((sum, gain, f) => sum + gain * factors[f][i], 0.3 * noise[at]);
  });
  return {
    conditions: 200,
    units: 6,
    activity,
    factors: factors.map((values, f) => factorFromNumbers(`factor ${f}`, values)),
  };
}

describe("linear regression", () => {
  test("the formula with sums of squares, written out in Python", () => {
    const { parts, matrix } = linearCinfom(referenceCode("continuous"));
    const { conditional, ...expected } = reference.linear;
    for (const [part, value] of Object.entries(expected)) expect(parts?.[part]).toBeCloseTo(value, 10);
    conditional.forEach((value, at) => void expect(matrix?.data[at]).toBeCloseTo(value, 10));
    expect(linearCinfom(referenceCode(), { categorical: "numbers" }).parts).toEqual(parts);
  });

  test("is R^2 / (1 - R^2 of the other factors), cut at 1", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const gains = normal(fold(key(seed), "gains"), 18);
        const code = correlatedCode(seed, (n) => [...gains.subarray(3 * n, 3 * n + 3)]);
        const { matrix } = linearCinfom(code);
        const values = code.factors.map((factor) => factor.values);
        for (let at = 0; at < 18; at++) {
          const f = at % 3;
          const others = fitLinear(columnsMatrix(values.filter((_, g) => g !== f)), columnsMatrix([values[f]]));
          const explained = pearson(unitActivity(code, Math.floor(at / 3)), values[f]) ** 2;
          const expected = explained / (others.residual[0] / others.total[0]);
          expect(matrix?.data[at]).toBeCloseTo(Math.min(1, expected), 9);
        }
      }),
      { numRuns: 10 },
    );
  });

  test("independent factors copied: 1; turned by 45 degrees: 0", () => {
    const scores = (mixing: number[][]) => linearCinfom(linearCode(key(1), 4000, mixing)).parts;
    expect(
      scores([
        [1, 0],
        [0, 1],
      ])?.linearCinfoM,
    ).toBeGreaterThan(0.99);
    expect(
      scores([
        [1, 1],
        [1, -1],
      ])?.linearCinfoM,
    ).toBeLessThan(0.05);
  });

  test("a circular factor counts by cosine and sine together", () => {
    const source = linearCode(key(2), 2000, [
      [1, 0],
      [0, 1],
    ]);
    const heading = factorFromNumbers(
      "heading",
      source.factors[0].values.map((value) => 360 * value),
      "circular",
      360,
    );
    const cosine = heading.values.map((value) => Math.cos((value * Math.PI) / 180));
    const code = withFactors(
      withActivity(
        source,
        source.activity.map((value, at) => (at % 2 ? value : cosine[Math.floor(at / 2)])),
      ),
      [heading, source.factors[1]],
    );
    // All of the cosine and none of the sine: half of the variance.
    expect(linearCinfom(code).matrix?.data[0]).toBeCloseTo(0.5, 1);
    expect(linearCinfom(code).score).toBeGreaterThan(0.9);
  });

  test("refused: factors that others determine, kinds without a common regression", () => {
    const code = referenceCode("continuous");
    const sum = code.factors[0].values.map((value, i) => value + code.factors[1].values[i]);
    const dependent = withFactors(code, [...code.factors, factorFromNumbers("sum", sum, "continuous")]);
    expect(() => linearCinfom(dependent)).toThrow(/"factor 0" is a linear function of the others/);
    const mixed = withFactors(code, [code.factors[0], referenceCode().factors[1]]);
    expect(() => linearCinfom(mixed)).toThrow(/"factor 1" is categorical and others are not/);
    expect(linearCinfom(mixed, { categorical: "numbers" }).settings.regression).toBe("linear");
  });
});

describe("logistic regression for categories", () => {
  test("a copy of one factor knows that one and nothing given the others", () => {
    const code = referenceCode();
    const copies = withActivity(
      code,
      code.activity.map((_, at) => (at % 5 < 3 ? code.factors[at % 5].values[Math.floor(at / 5)] : 0)),
    );
    const { matrix, parts, settings } = linearCinfom(copies);
    expect(settings.regression).toMatch(/logistic/);
    expect(settings.activeUnits).toBe(3);
    for (let unit = 0; unit < 3; unit++) {
      for (let f = 0; f < 3; f++) {
        const value = matrix?.data[3 * unit + f] ?? Number.NaN;
        if (f === unit) expect(value).toBeGreaterThan(0.95);
        else expect(value).toBeLessThan(0.15);
      }
    }
    expect(parts?.linearCinfoM).toBeGreaterThan(0.85);
    expect(parts?.linearCinfoM).toBeGreaterThan(parts?.linearInfoM ?? Number.NaN);
  });

  test("too many combinations are refused with the way out", () => {
    const values = (seed: number) => uniform(key(seed), 300).map((value) => Math.floor(20 * value));
    const code = withFactors(
      referenceCode(),
      [1, 2, 3].map((seed) => factorFromNumbers(`f${seed}`, values(seed), "categorical")),
    );
    expect(() => linearCinfom(code)).toThrow(/combinations of the categorical factors .* set categorical to "numbers"/);
    expect(linearCinfom(code, { categorical: "numbers" }).settings.regression).toBe("linear");
  });
});
