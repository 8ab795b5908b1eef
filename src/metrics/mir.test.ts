import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityCode, linearCode } from "../../test/support/representations.js";
import { fold, key, normal, permutation } from "../math/random.js";
import type { Representation } from "../protocols.js";
import { takeUnits, withActivity, withFactors } from "../representation/index.js";
import { informationMatrix } from "./informationMatrix.js";
import { energyWeightedMir, mir, mirByRule } from "./mir.js";
import { mutualInformation } from "./mutualInformation.js";

const turned = (angle: number) => [
  [Math.cos(angle), -Math.sin(angle)],
  [Math.sin(angle), Math.cos(angle)],
];

/** A code of 6 mixtures of 3 factors, drawn anew for every seed. */
function randomCode(seed: number): Representation {
  const gains = normal(fold(key(seed), "gains"), 18);
  const mixing = Array.from({ length: 6 }, (_, n) => [...gains.subarray(3 * n, 3 * n + 3)]);
  return linearCode(fold(key(seed), "factors"), 300, mixing);
}

const scaleUnits = (code: Representation, gain: (unit: number) => number): Representation =>
  withActivity(
    code,
    code.activity.map((value, at) => gain(at % code.units) * value),
  );

describe("reference values", () => {
  test("ten ten-valued factors copied into ten units, 3000 samples: 0.94043", () => {
    expect(mir(identityCode()).score).toBeCloseTo(0.9404273305294669, 12);
    expect(mir(identityCode(), { perEntropy: true }).score).toBeCloseTo(0.94043, 3);
  });

  test("two uniform factors, 5000 samples, 20 bins: 0.973 aligned, 0.006 at 45 degrees", () => {
    const scores = (angle: number) =>
      [1, 2, 3, 4, 5, 6].map((seed) => mir(linearCode(key(seed), 5000, turned(angle))).score);
    for (const score of scores(0)) expect(Math.abs(score - 0.973)).toBeLessThan(0.006);
    for (const score of scores(Math.PI / 4)) expect(Math.abs(score - 0.006)).toBeLessThan(0.006);
  });

  test("the shuffle correction brings the perfect code to 1", () => {
    expect(mir(identityCode(), { correction: "shuffle" }, key(1)).score).toBeGreaterThan(0.99);
  });
});

describe("what must not matter", () => {
  test("permuting units permutes rows, permuting factors permutes columns, the score stays", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const code = randomCode(seed);
        const before = mir(code);
        const order = permutation(fold(key(seed), "units"), 6);
        const byUnit = mir(takeUnits(code, order));
        expect(byUnit.score).toBeCloseTo(before.score, 12);
        expect([...(byUnit.perUnit ?? [])]).toEqual(Array.from(order, (unit) => before.perUnit?.[unit]));
        const columns = permutation(fold(key(seed), "columns"), 3);
        const byFactor = mir(
          withFactors(
            code,
            Array.from(columns, (f) => code.factors[f]),
          ),
        );
        expect(byFactor.score).toBeCloseTo(before.score, 12);
        for (let at = 0; at < 18; at++) {
          const moved = before.matrix?.data[Math.floor(at / 3) * 3 + columns[at % 3]] ?? Number.NaN;
          expect(byFactor.matrix?.data[at]).toBeCloseTo(moved, 12);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("rescaling a unit by a power of two leaves information, and the ratio of every unit that counts", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 6, maxLength: 6 }),
        (seed, powers) => {
          const code = randomCode(seed);
          const rescaled = scaleUnits(code, (unit) => 2 ** powers[unit]);
          expect(informationMatrix(rescaled).data).toEqual(informationMatrix(code).data);
          const everyUnit = { activityFraction: 0 };
          expect(mir(rescaled, everyUnit).score).toBe(mir(code, everyUnit).score);
          expect(mir(scaleUnits(code, () => 8)).score).toBe(mir(code).score);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("a copy of every unit changes nothing", () => {
    const code = randomCode(3);
    const twice = takeUnits(code, [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5]);
    expect(mir(twice).score).toBeCloseTo(mir(code).score, 12);
    expect(energyWeightedMir(twice).score).toBeCloseTo(energyWeightedMir(code).score, 12);
  });
});

describe("dead units", () => {
  const mixing = [...turned(0), [0.003, 0.003], [0.02, 0.02], [0, 0]];
  const code = linearCode(key(9), 5000, mixing);

  test("each rule keeps the units it says", () => {
    expect(mirByRule(code).map((rule) => rule.activeUnits)).toEqual([3, 2, 2]);
    expect(mirByRule(code, [0.05])[0].score).toBe(mir(code).score);
    expect(mir(code).perUnit?.slice(2)).toEqual(new Float64Array(3).fill(Number.NaN));
    expect(mir(code, { activityFraction: 0 }).settings.activeUnits).toBe(4);
  });

  test("the energy-weighted ratio hardly sees quiet units", () => {
    const loud = energyWeightedMir(takeUnits(code, [0, 1])).score;
    expect(Math.abs(energyWeightedMir(code).score - loud)).toBeLessThan(0.002);
    expect(mir(code, { activityFraction: 0 }).score).toBeLessThan(0.6);
  });

  test("undefined is NaN with the reason, never 0", () => {
    const silent = mir(withActivity(code, new Float64Array(code.activity.length)));
    expect(silent.score).toBeNaN();
    expect(silent.notes?.[0]).toMatch(/no unit is active/);
    const single = mir(withFactors(code, code.factors.slice(0, 1)));
    expect(single.score).toBeNaN();
    expect(single.notes?.[0]).toMatch(/two factors/);
  });
});

describe("information matrix", () => {
  test("a circular factor does not care where the circle is cut", () => {
    const source = linearCode(key(4), 2000, [[1, 0]]);
    const angle = source.factors[0].values.map((value) => 360 * value);
    const heading = (shift: number) => ({
      name: "heading",
      kind: "circular" as const,
      period: 360,
      values: angle.map((value) => value + shift),
    });
    const unit = withActivity(
      source,
      angle.map((value) => Math.exp(2 * Math.cos((value * Math.PI) / 180))),
    );
    const at = (shift: number) => informationMatrix(withFactors(unit, [heading(shift)])).data[0];
    expect(at(-720)).toBeCloseTo(at(0), 10);
    expect(at(180)).toBeCloseTo(at(0), 10);
  });

  test("quantile bins survive an outlier that empties equal-width bins", () => {
    const code = linearCode(key(5), 2000, [[1, 0]]);
    const struck = withActivity(
      code,
      code.activity.map((value, i) => (i === 0 ? 1e6 : value)),
    );
    expect(informationMatrix(struck).data[0]).toBeLessThan(0.02);
    expect(informationMatrix(struck, { binning: "quantile" }).data[0]).toBeGreaterThan(2.3);
  });

  test("as a metric: mean over units of the most informative factor, in nats", () => {
    expect(mutualInformation(identityCode()).score).toBeCloseTo(Math.log(10), 2);
  });
});
