/** Published scorers on lattices with known answers; reference values were computed with the peers named. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { key, normal } from "../../math/random.js";
import { autocorrelogram } from "../map/autocorrelogram.js";
import type { RateMap } from "../map/types.js";
import { gridGeometry } from "./gridGeometry.js";
import { gridScoreBanino } from "./gridScoreBanino.js";
import { gridScoreElliptic } from "./gridScoreElliptic.js";
import { gridScoreExpanding } from "./gridScoreExpanding.js";
import { gridScoreFixed } from "./gridScoreFixed.js";
import { hexagonal, mapOf, square, stripes } from "./lattices.fixture.js";

const stretched = (x: number, y: number) => hexagonal(0.3)(1.3 * x, y);

describe("the scorer of Banino et al., values of the released code", () => {
  test.each([
    ["spacing 0.3, 20 bins", hexagonal(0.3), 20, 1.616, 0.195],
    ["spacing 0.3, 40 bins", hexagonal(0.3), 40, 1.605, 0.205],
    ["spacing 0.5, 20 bins", hexagonal(0.5), 20, 1.406, 0.228],
    ["spacing 0.5, 40 bins", hexagonal(0.5), 40, 1.408, 0.245],
    ["turned, 20 bins", hexagonal(0.3, -10), 20, 1.622, 0.216],
    ["turned, 40 bins", hexagonal(0.3, -10), 40, 1.619, 0.213],
    ["square lattice, 20 bins", square(0.3), 20, -0.318, 1.225],
    ["square lattice, 40 bins", square(0.3), 40, -0.32, 1.247],
  ])("%s", (_, rate, bins, g60, g90) => {
    const score = gridScoreBanino(mapOf(bins, rate));
    expect(score.g60).toBeCloseTo(g60, 2);
    expect(Math.abs(score.g90 - g90)).toBeLessThan(0.01);
  });

  test("a stretched lattice, and a square one with extremes", () => {
    expect(gridScoreBanino(mapOf(20, stretched)).g60).toBeCloseTo(0.673, 2);
    expect(gridScoreBanino(mapOf(40, stretched)).g60).toBeCloseTo(0.676, 2);
    expect(gridScoreBanino(mapOf(20, square(0.3)), { extremes: true }).g60).toBeCloseTo(-0.955, 2);
  });
});

describe("the expanding ring, within 0.05 of opexebo 0.7.0", () => {
  test.each([
    ["spacing 0.3", hexagonal(0.3), 1.36],
    ["spacing 0.5", hexagonal(0.5), 1.381],
    ["turned", hexagonal(0.3, -10), 1.4],
    ["stretched", stretched, 0.772],
  ])("%s", (_, rate, score) => {
    expect(Math.abs(gridScoreExpanding(autocorrelogram(mapOf(40, rate))).score - score)).toBeLessThan(0.05);
  });

  test("square lattices and stripes are no grids", () => {
    expect(gridScoreExpanding(autocorrelogram(mapOf(40, square(0.3)))).score).toBeLessThan(-0.5);
    expect(gridScoreExpanding(autocorrelogram(mapOf(40, stripes(0.3)))).score).toBeLessThan(0.3);
  });

  test("a flat map is refused", () => {
    const score = gridScoreExpanding(autocorrelogram(mapOf(40, () => 3)));
    expect(score.score).toBeNaN();
    expect(score.reason).toContain("hardly varies");
  });
});

test("one ring around the six peaks: lattices score above 1.3, a square one below -1", () => {
  expect(gridScoreFixed(autocorrelogram(mapOf(40, hexagonal(0.3)))).score).toBeGreaterThan(1.3);
  expect(gridScoreFixed(autocorrelogram(mapOf(40, square(0.3)))).score).toBeLessThan(-1);
});

test("undoing a stretch brings the score back", () => {
  const map = autocorrelogram(mapOf(40, stretched));
  expect(gridScoreExpanding(map).score).toBeLessThan(0.8);
  expect(gridScoreElliptic(map).score).toBeGreaterThan(1.35);
});

describe("geometry", () => {
  test.each([
    [0.3, 0],
    [0.3, 20],
    [0.42, -12],
    [0.5, 29],
  ])("spacing %f, orientation %f", (spacing, degrees) => {
    const found = gridGeometry(autocorrelogram(mapOf(40, hexagonal(spacing, degrees))));
    expect(Math.abs(found.spacing / spacing - 1)).toBeLessThan(0.01);
    expect(Math.abs(found.orientation - degrees)).toBeLessThan(0.5);
    expect(found.ellipticity).toBeLessThan(1.02);
    expect(found.ellipticity).toBeGreaterThanOrEqual(1);
  });

  test("a stretch by 1.3 along x", () => {
    const found = gridGeometry(autocorrelogram(mapOf(40, (x, y) => hexagonal(0.3)(x / 1.3, y))));
    expect(found.ellipticity).toBeCloseTo(1.3, 2);
    expect(Math.abs(found.ellipseDirection)).toBeLessThan(1);
  });

  test("fewer than six peaks are refused", () => {
    const bump = mapOf(40, (x, y) => Math.exp(-((x - 0.5) ** 2 + (y - 0.5) ** 2) / 0.02));
    const found = gridGeometry(autocorrelogram(bump));
    expect(found.spacing).toBeNaN();
    expect(found.reason).toMatch(/of six peaks|ellipse/);
  });
});

/** A quarter turn, a mirror image, a gain and an offset of the rate. */
const CHANGES: Readonly<Record<string, (map: RateMap) => RateMap>> = {
  "quarter turn": (map) => reread(map, (row, column) => [map.columns - 1 - column, row]),
  "mirror image": (map) => reread(map, (row, column) => [row, map.columns - 1 - column]),
  "gain and offset": (map) => ({ ...map, rate: map.rate.map((rate) => 7 * rate + 2) }),
  "bin size": (map) => ({ ...map, binSize: 5 * map.binSize }),
};

function reread(map: RateMap, from: (row: number, column: number) => readonly [number, number]): RateMap {
  const read = (values: Float64Array) =>
    values.map((_, at) => {
      const [row, column] = from(Math.floor(at / map.columns), at % map.columns);
      return values[row * map.columns + column];
    });
  return { ...map, rate: read(map.rate), occupancy: read(map.occupancy) };
}

describe("scores do not depend on", () => {
  test.each(Object.entries(CHANGES))("%s", (_, change) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.double({ min: 0.25, max: 0.6, noNaN: true }),
        (seed, spacing) => {
          const noise = normal(key(seed), 900);
          const clean = mapOf(30, hexagonal(spacing, seed % 60));
          const map = { ...clean, rate: clean.rate.map((rate, at) => rate + 0.3 * noise[at]) };
          const [before, after] = [map, change(map)].map((one) => gridScoreExpanding(autocorrelogram(one)).score);
          expect(after).toBeCloseTo(before, 6);
        },
      ),
      { numRuns: 8 },
    );
  });
});
