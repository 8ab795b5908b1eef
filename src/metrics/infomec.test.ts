import { describe, expect, test } from "vitest";
import reference from "../../test/fixtures/information/reference.json" with { type: "json" };
import { referenceCode } from "../../test/support/information.js";
import { identityCode, linearCode } from "../../test/support/representations.js";
import { key, normal, permutation } from "../math/random.js";
import { takeUnits, withActivity, withFactors } from "../representation/index.js";
import { infomec } from "./infomec.js";

const exactly = { tolerance: 1e-9 };

describe("against the formulas written out in Python", () => {
  test.each(reference.infomec)("$neighbours neighbours, active above $activeFraction", (expected) => {
    const { neighbours, activeFraction } = expected;
    const { parts, matrix, settings, score } = infomec(referenceCode(), { ...exactly, neighbours, activeFraction });
    expected.matrix.forEach((value, at) => void expect(matrix?.data[at]).toBeCloseTo(value, 8));
    expect(parts?.infoM).toBeCloseTo(expected.infoM, 8);
    expect(parts?.infoC).toBeCloseTo(expected.infoC, 8);
    expect(parts?.infoE).toBeCloseTo(expected.infoE, 6);
    expect(score).toBe(parts?.infoM);
    expect(settings).toMatchObject({ activeUnits: 4, units: 5, neighbours, activeFraction, jitter: 1e-10 });
  });

  test("conventions are those of the programs they are named after", () => {
    const settings = (options: Parameters<typeof infomec>[1]) => infomec(referenceCode(), options).settings;
    expect(settings({})).toMatchObject({ neighbours: 10, activeBy: "range", activeFraction: 1 / 20, duplicates: 1 });
    expect(settings({ convention: "latent-quantization-log" })).toMatchObject({
      neighbours: 3,
      activeFraction: 1 / 8,
    });
    expect(settings({ convention: "tripod" })).toMatchObject({ activeBy: "interquartile-range", activeFraction: 0.1 });
    expect(settings({ convention: "modular", neighbours: 3 })).toMatchObject({
      neighbours: 3,
      duplicates: 2,
      noise: 0.01,
      activeFraction: 0.1,
    });
  });
});

describe("known truth", () => {
  test("a copy of every factor: all three are 1 for discrete latents", () => {
    const { parts } = infomec(identityCode(1000), { latents: "discrete" });
    expect(parts?.infoE).toBeGreaterThan(0.999);
    const bias = (9 * 9) / (2 * 1000) / Math.log(10); // of the plug-in estimate for each of nine other factors
    const share = 1 / (1 + 9 * bias);
    expect(parts?.infoM).toBeCloseTo((share - 0.1) / 0.9, 2);
    expect(parts?.infoC).toBeCloseTo((share - 0.1) / 0.9, 2);
  });

  test("two continuous factors: near 1 aligned, near 0 turned by 45 degrees, explicit either way", () => {
    const aligned = linearCode(key(1), 1500, [
      [1, 0],
      [0, 1],
    ]);
    const turned = linearCode(key(1), 1500, [
      [1, 1],
      [1, -1],
    ]);
    for (const continuousFactors of ["bins", "values"] as const) {
      const [pure, mixed] = [aligned, turned].map((code) => infomec(code, { continuousFactors }));
      expect(pure.score).toBeGreaterThan(0.95);
      expect(pure.parts?.infoC).toBeGreaterThan(0.95);
      expect(mixed.score).toBeLessThan(0.1);
      for (const { parts } of [pure, mixed]) expect(parts?.infoE).toBeCloseTo(1, 9);
    }
  });

  test("the logistic readout of bins tells them apart, the regression is R^2", () => {
    const noise = normal(key(3), 600);
    const source = linearCode(key(2), 600, [[1, 0]]);
    const code = withFactors(
      withActivity(
        source,
        source.activity.map((value, i) => value + noise[i] / Math.sqrt(12)),
      ),
      source.factors.slice(0, 1),
    );
    const { parts } = infomec(code);
    expect(Math.abs((parts?.infoE ?? Number.NaN) - 0.5)).toBeLessThan(0.06);
    const logistic = infomec(code, { continuousReadout: "logistic", bins: 4 }).parts?.infoE ?? Number.NaN;
    expect(logistic).toBeGreaterThan(0.1);
    expect(logistic).toBeLessThan(0.5);
  });

  test("without balance the null model is the entropy of the labels: nothing known is 0", () => {
    const code = referenceCode();
    const silent = withActivity(
      code,
      code.activity.map((_, at) => (at % 5 === 0 ? Math.floor(at / 5) % 2 : 0)),
    );
    expect(infomec(silent, { balanced: false }).parts?.infoE).toBeLessThan(0.02);
    expect(infomec(silent, { balanced: false }).parts?.infoE).toBeGreaterThanOrEqual(0);
  });
});

describe("what must not matter", () => {
  test("order of units and factors", () => {
    const code = referenceCode();
    const before = infomec(code, exactly);
    const order = permutation(key(4), 5);
    const moved = infomec(takeUnits(code, order), exactly);
    const turned = infomec(
      withFactors(
        code,
        [2, 0, 1].map((f) => code.factors[f]),
      ),
      exactly,
    );
    for (const part of ["infoM", "infoE", "infoC"]) {
      expect(moved.parts?.[part]).toBeCloseTo(before.parts?.[part] ?? Number.NaN, 6);
      expect(turned.parts?.[part]).toBeCloseTo(before.parts?.[part] ?? Number.NaN, 6);
    }
    expect([...(moved.perUnit ?? [])]).toEqual(
      Array.from(order, (unit) => (unit === 4 ? Number.NaN : expect.closeTo(before.perUnit?.[unit] ?? Number.NaN, 6))),
    );
  });

  test("the same key, the same noise, the same bits; another key, other noise", () => {
    const run = (seed: number) => infomec(referenceCode(), { convention: "modular" }, key(seed)).matrix?.data;
    expect(run(1)).toEqual(run(1));
    expect(run(2)).not.toEqual(run(1));
  });
});

describe("undefined is NaN with the reason, never 0", () => {
  test("active units without information are left out and counted", () => {
    const code = referenceCode();
    const constant = withActivity(
      code,
      code.activity.map((value, at) => (at % 5 === 4 ? [0, 50][Math.floor(at / 5) % 2] : value)),
    );
    const { score, notes, perUnit } = infomec(constant, { latents: "discrete", neighbours: 10 });
    expect(score).toBeGreaterThan(0);
    expect(perUnit?.[4]).toBeGreaterThanOrEqual(0);
    expect(notes).toEqual([]);
    const unknowing = infomec(
      withActivity(
        code,
        code.activity.map((_, at) => (at % 5 === 0 ? Math.floor(at / 5) : 0)),
      ),
      { activeFraction: 0 },
    );
    expect(unknowing.notes).toEqual(expect.arrayContaining([expect.stringMatching(/single active unit/)]));
    expect(unknowing.parts?.infoC).toBeNaN();
  });

  test("one factor, or no activity at all", () => {
    const code = referenceCode();
    const single = infomec(withFactors(code, code.factors.slice(0, 1)));
    expect(single.score).toBeNaN();
    expect(single.notes?.[0]).toMatch(/modularity is undefined with a single factor/);
    const silent = infomec(withActivity(code, new Float64Array(code.activity.length)));
    expect(silent.score).toBeNaN();
    expect(silent.parts?.infoE).toBeCloseTo(0, 1);
    expect(silent.notes?.[0]).toMatch(/no unit is active/);
  });

  test("settings that make no sense are refused", () => {
    expect(() => infomec(referenceCode(), { activeFraction: 1 })).toThrow(/activeFraction/);
    expect(() => infomec(referenceCode(), { duplicates: 0 })).toThrow(/at least once, not 0/);
    expect(() => infomec(referenceCode(), { noise: -1 })).toThrow(/deviation of 0 or more/);
    expect(() => infomec(referenceCode(), { neighbours: 0 })).toThrow(/neighbours are a whole number/);
  });
});
