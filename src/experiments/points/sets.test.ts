import { describe, expect, test } from "vitest";
import { fold, key } from "../../math/random.js";
import { supportFromSamples } from "../../theory/index.js";
import { angularMargin, firstPassing } from "./rangeFig1d/angularMargin.js";
import { cutCorners, points, repeatDiagonal, slug, squareGrid, uniformSquareInTwelve } from "./sets.js";

const grid = squareGrid(21);

test("cuts leave the points they should", () => {
  const left = (cut: number) => cutCorners(grid, "one corner", cut).rows;
  expect([grid.rows, left(0.3), left(0.5), left(0.8)]).toEqual([441, 420, 386, 305]);
  expect(cutCorners(grid, "two opposite corners", 0.5).rows).toBe(441 - 2 * 55);
  expect(cutCorners(grid, "all corners", 0.5).rows).toBe(441 - 4 * 55);
  expect(slug("two opposite corners")).toBe("two-opposite-corners");
});

test("repeating the diagonal adds correlation and nothing else", () => {
  const repeated = repeatDiagonal(grid, 10);
  expect(repeated.rows).toBe(441 + 9 * 21);
  const { covariance, points: hull, mean } = supportFromSamples(repeated);
  expect(covariance.data[1]).toBeGreaterThan(0.01);
  expect(hull.rows).toBe(4);
  expect([...mean]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.5, 12)]);
});

test("twelve samples have the covariance and the hull of uniform factors", () => {
  const { covariance, points: hull } = supportFromSamples(uniformSquareInTwelve());
  expect([...covariance.data]).toEqual([1 / 12, 0, 0, 1 / 12].map((value) => expect.closeTo(value, 14)));
  expect(hull.rows).toBe(4);
});

describe("the condition at 500 angles", () => {
  // Least margins of grids and of a circle, computed independently, the grids at 2000 angles.
  test.each([
    [grid, 2.9e-4],
    [cutCorners(grid, "one corner", 0.3), 2.5e-4],
    [cutCorners(grid, "one corner", 0.5), -4.1e-2],
    [cutCorners(grid, "one corner", 0.8), -9.3e-2],
  ])("least margin", (samples, margin) => {
    expect(angularMargin(samples, Number.NEGATIVE_INFINITY, 2000) / margin).toBeCloseTo(1, 1);
  });

  test("at 500 angles a full square is nearest to failing 0.002566 rad from an axis, by b^2 sin of twice that", () => {
    const angle = Math.PI / 250 - 0.01;
    expect(angularMargin(grid)).toBeCloseTo(0.25 * Math.sin(2 * angle), 12);
  });

  test("a circle is borderline", () => {
    const turn = (k: number) => [Math.cos((2 * Math.PI * k) / 200), Math.sin((2 * Math.PI * k) / 200)];
    expect(angularMargin(points(Array.from({ length: 200 }, (_, k) => turn(k))))).toBeCloseTo(-2.3e-4, 5);
  });

  test("sets drawn until they pass do pass, and the draw is the key's", () => {
    const samples = firstPassing(fold(key(1), "points"), 64);
    expect(angularMargin(samples)).toBeGreaterThanOrEqual(0);
    expect(firstPassing(fold(key(1), "points"), 64)).toEqual(samples);
    expect(() => firstPassing(key(1), 4, 3)).toThrow(/none of 3 sets/);
  });
});
