import { describe, expect, test } from "vitest";
import { linearCode } from "../../test/support/representations.js";
import { matrix } from "../math/matrix.js";
import { fold, key, normal, split } from "../math/random.js";
import { cellTypeTest, factorCoefficients } from "./cellTypes.js";

const STRETCH = [6, 1, 1];

/** 40 neurons with coefficients from a Gaussian stretched along the first factor: no types. */
const elliptical = (child: ReturnType<typeof key>) =>
  matrix(
    40,
    3,
    normal(child, 120).map((value, at) => STRETCH[at % 3] * value),
  );

describe("calibration", () => {
  const rejected = (kind: "elliptical" | "spherical") =>
    split(key(31), 400).filter(
      (child) => cellTypeTest(elliptical(child), { null: kind, draws: 19 }, fold(child, "null")).p <= 0.05,
    ).length / 400;

  test("without types the 5 % test of ePAIRS rejects 5 %", () => {
    expect(Math.abs(rejected("elliptical") - 0.05)).toBeLessThan(0.03);
  });

  test("plain PAIRS takes unequal strengths for types", () => {
    expect(rejected("spherical")).toBeGreaterThan(0.5);
  });
});

describe("planted types", () => {
  test("neurons along the axes are clustered", () => {
    const noise = normal(key(1), 120);
    const typed = matrix(
      40,
      3,
      noise.map((value, at) => 0.1 * value + (Math.floor(at / 3) % 3 === at % 3 ? 2 : 0)),
    );
    const { p, index } = cellTypeTest(typed, { draws: 99 }, key(2));
    expect(p).toBe(1 / 100);
    expect(index).toBeGreaterThan(0.3);
  });

  test("vectors that keep apart have a negative index and a large p", () => {
    const even = matrix(
      24,
      2,
      Float64Array.from({ length: 48 }, (_, at) => {
        const angle = (2 * Math.PI * (at >> 1)) / 24;
        return at % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
      }),
    );
    const { p, index } = cellTypeTest(even, { draws: 99 }, key(3));
    expect(p).toBeGreaterThan(0.9);
    expect(index).toBeLessThan(0);
  });

  test("coefficients of a linear code are its mixing, each unit to its own scale", () => {
    const { rows, columns, data } = factorCoefficients(
      linearCode(key(4), 5000, [
        [2, 0],
        [0, -1],
        [3, 3],
      ]),
    );
    expect([rows, columns]).toEqual([3, 2]);
    const half = Math.SQRT1_2;
    [1, 0, 0, -1, half, half].forEach((value, at) => void expect(Math.abs(data[at] - value)).toBeLessThan(0.03));
  });

  test("small populations are refused", () => {
    expect(() => cellTypeTest(matrix(9, 3))).toThrow(/too few neurons to ask for types: 9/);
    expect(() => cellTypeTest(matrix(20, 1))).toThrow(/two factors or more/);
    expect(() => cellTypeTest(matrix(20, 3), { neighbours: 20 })).toThrow(/20 neighbours/);
  });
});
