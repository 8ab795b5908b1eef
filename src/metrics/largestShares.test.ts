import { expect, test } from "vitest";
import { key, normal } from "../math/random.js";
import { largestShares } from "./largestShares.js";

const table = Float64Array.of(3, 1, 0, 0, 0, 2);

test("shares of the largest entries, rescaled", () => {
  const { modularity, compactness, perUnit, perFactor } = largestShares(table, [true, false, true]);
  expect([...perUnit]).toEqual([0.5, Number.NaN, 1]);
  expect(modularity).toBe(0.75);
  expect([...perFactor]).toEqual([1, expect.closeTo(1 / 3, 12)]);
  expect(compactness).toBeCloseTo(2 / 3, 12);
});

test("an active unit, and a factor, with zeros alone are left out and counted", () => {
  const { modularity, notes } = largestShares(table, [true, true, true]);
  expect(modularity).toBe(0.75);
  expect(notes).toEqual(["1 active units without information about any factor are left out"]);
  const known = largestShares(Float64Array.of(1, 0, 2, 0), [true, true]);
  expect(known.compactness).toBeCloseTo(1 / 3, 12);
  expect(known.notes).toEqual(["1 factor of which no active unit knows anything, left out of compactness"]);
});

test("zeros everywhere are NaN, with the reason", () => {
  const { modularity, compactness, notes } = largestShares(new Float64Array(4), [true, true]);
  expect([modularity, compactness]).toEqual([Number.NaN, Number.NaN]);
  expect(notes).toHaveLength(2);
});

test("scraps that accident leaves, normal and cut at zero, score a half: 0.522 of six factors, by a NumPy simulation", () => {
  const units = 20_000;
  const scraps = normal(key(1), 6 * units).map((value) => Math.max(0, value));
  const { modularity } = largestShares(scraps, new Array<boolean>(units).fill(true));
  expect(Math.abs(modularity - 0.522)).toBeLessThan(0.01);
});
