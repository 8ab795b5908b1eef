import { describe, expect, test } from "vitest";
import reference from "../../test/fixtures/information/reference.json" with { type: "json" };
import { referenceCode } from "../../test/support/information.js";
import { linearCode } from "../../test/support/representations.js";
import { InputError } from "../math/errors.js";
import { key, uniform } from "../math/random.js";
import { factorFromNumbers, representation, withActivity, withFactors } from "../representation/index.js";
import { cinfom } from "./cinfom.js";
import { infomec } from "./infomec.js";

const plain = { duplicates: 1, noise: 0 };

test.each(reference.cinfom)("the formula written out in Python, $neighbours neighbours", (expected) => {
  const { parts, matrix } = cinfom(referenceCode(), { ...plain, neighbours: expected.neighbours });
  expected.matrix.forEach((value, at) => void expect(matrix?.data[at]).toBeCloseTo(value, 8));
  expect(parts?.cinfoM).toBeCloseTo(expected.cinfoM, 8);
  expect(parts?.cinfoC).toBeCloseTo(expected.cinfoC, 8);
});

describe("copies of correlated factors", () => {
  const code = referenceCode();
  const copies = withActivity(
    code,
    code.activity.map((_, at) => (at % 5 < 3 ? code.factors[at % 5].values[Math.floor(at / 5)] : 0)),
  );

  test("know one factor each, given the others: exactly, for discrete latents", () => {
    const { parts, matrix, settings } = cinfom(copies, { latents: "discrete" });
    expect(parts?.cinfoM).toBeCloseTo(1, 10);
    expect(parts?.cinfoC).toBeCloseTo(1, 10);
    for (let at = 0; at < 9; at++) expect(matrix?.data[at]).toBeCloseTo(at % 4 === 0 ? 1 : 0, 10);
    expect(settings).toMatchObject({ activeUnits: 3, estimator: "histogram" });
    expect(infomec(copies, { latents: "discrete" }).score).toBeLessThan(0.95);
  });

  test("the published defaults: noise from the key, near 1", () => {
    const run = (seed: number) => cinfom(copies, {}, key(seed));
    expect(run(1).matrix?.data).toEqual(run(1).matrix?.data);
    expect(run(2).matrix?.data).not.toEqual(run(1).matrix?.data);
    expect(run(1).score).toBeGreaterThan(0.9);
    expect(run(1).settings).toMatchObject({ neighbours: 2, duplicates: 2, noise: 0.01, activeFraction: 0.1 });
  });
});

describe("continuous factors", () => {
  test("by Frenzel and Pompe: aligned units are modular, turned ones are not", () => {
    const noise = uniform(key(4), 1200);
    const scores = (mixing: number[][]) => {
      const code = linearCode(key(3), 600, mixing);
      return cinfom(
        withActivity(
          code,
          code.activity.map((value, at) => value + 0.3 * noise[at]),
        ),
        { neighbours: 3 },
      );
    };
    const pure = scores([
      [1, 0],
      [0, 1],
    ]);
    expect(pure.settings).toMatchObject({ estimator: "frenzel-pompe", normalised: false });
    expect(pure.score).toBeGreaterThan(0.85);
    expect(
      scores([
        [1, 1],
        [1, -1],
      ]).score,
    ).toBeLessThan(0.2);
  });

  test("of both kinds, or told from the others, are refused by name", () => {
    const code = referenceCode();
    const mixed = withFactors(code, [code.factors[0], referenceCode("continuous").factors[1]]);
    expect(() => cinfom(mixed)).toThrow(/"factor 0" is categorical and others are not/);
    const twice = withFactors(code, [code.factors[0], { ...code.factors[0], name: "again" }]);
    expect(() => cinfom(twice)).toThrow(/"factor 0" can be told from the others/);
    const fine = withFactors(code, [code.factors[0], factorFromNumbers("row", uniform(key(9), 300), "categorical")]);
    expect(() => cinfom(fine)).toThrow(/can be told from the others/);
  });
});

test("more combinations of factors than labels can number are refused as data, not as a fault", () => {
  const samples = 66_000;
  const row = Float64Array.from({ length: samples }, (_, i) => i % 300);
  const block = row.map((_, i) => Math.floor(i / 300));
  const code = representation({
    activity: row,
    units: 1,
    factors: [row, block].map((values, f) => factorFromNumbers(`factor ${f}`, values, "categorical")),
  });
  expect(() => cinfom(code)).toThrow(InputError);
});
