import * as fc from "fast-check";
import { expect, test } from "vitest";
import { evenSpacing, spacedRows } from "./spacedRows.js";

test("no more rows than asked for, from one end to the other, each once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 6000 }), (rows, most) => {
      const spacing = evenSpacing(rows, most);
      const taken = spacedRows(rows, spacing);
      expect(taken.length).toBeLessThanOrEqual(Math.ceil(Math.min(rows, most)));
      expect(taken.length).toBeGreaterThan(Math.min(rows, most) / 2 - 1);
      const gaps = taken.slice(1).map((row, k) => row - taken[k]);
      expect(new Set([...gaps, Math.floor(spacing), Math.ceil(spacing)]).size).toBeLessThanOrEqual(2);
      expect(rows - taken[taken.length - 1]).toBeLessThanOrEqual(Math.ceil(spacing));
    }),
  );
});

test("all phases of a design that repeats are met, more evenly than by random rows", () => {
  for (const cycle of [2, 3, 4, 5, 7, 8, 10, 12, 40]) {
    for (const most of [4000, 2500, 2000, 1111]) {
      const taken = spacedRows(10_000, evenSpacing(10_000, most));
      const counts = new Array<number>(cycle).fill(0);
      for (const row of taken) counts[row % cycle]++;
      const expected = taken.length / cycle;
      const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      expect(chiSquare).toBeLessThan(cycle - 1); // its mean among random rows
    }
  }
});
