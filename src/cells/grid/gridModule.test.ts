import fc from "fast-check";
import { expect, test } from "vitest";
import { largestModule, type ModuleCandidate } from "./gridModule.js";

const cell = (spacing: number, orientation: number, changes: Partial<ModuleCandidate> = {}): ModuleCandidate => ({
  spacing,
  orientation,
  ellipticity: 1.05,
  p: 0.005,
  ...changes,
});

test("a planted module is found; cells of another spacing, orientation or shape, and untested ones, are not in it", () => {
  const cells = [
    cell(50, 10),
    cell(30, 10),
    cell(52, 13),
    cell(49, 14.9),
    cell(50, 40),
    cell(50, 11, { ellipticity: 1.3 }),
    cell(51, 12, { p: 0.2 }),
    cell(51, 12, { p: Number.NaN }),
    cell(Number.NaN, Number.NaN),
    cell(50, 12),
  ];
  expect(largestModule(cells)).toEqual([0, 2, 3, 9]);
  expect(largestModule(cells, { significance: 0.3 })).toEqual([0, 2, 3, 6, 9]);
  expect(largestModule([])).toEqual([]);
});

test("orientations close to the seam of 30 degrees belong together; a chain of neighbours does not", () => {
  expect(largestModule([cell(50, 29), cell(50, -29), cell(50, -28)])).toEqual([0, 1, 2]);
  expect(largestModule([cell(50, 0), cell(50, 4), cell(50, 8)])).toHaveLength(2);
  expect(largestModule([cell(50, 0), cell(54, 0), cell(58, 0)])).toHaveLength(2);
});

test("any two members agree, no larger set of all subsets does, and turning or scaling all cells changes nothing", () => {
  const some = fc.array(fc.tuple(fc.double({ min: 40, max: 60, noNaN: true }), fc.integer({ min: -29, max: 30 })), {
    minLength: 1,
    maxLength: 7,
  });
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 59 }), (pairs, turn) => {
      const cells = pairs.map(([spacing, orientation]) => cell(spacing, orientation));
      const agree = (members: readonly number[]) => {
        const spacings = members.map((i) => cells[i].spacing);
        const apart = (a: number, b: number) => Math.abs(((a - b + 90) % 60) - 30);
        return (
          Math.max(...spacings) <= 1.1 * Math.min(...spacings) + 1e-9 &&
          members.every((i) => members.every((j) => apart(cells[i].orientation, cells[j].orientation) <= 5))
        );
      };
      const subsets = Array.from({ length: 2 ** cells.length }, (_, bits) =>
        [...cells.keys()].filter((i) => (bits >> i) % 2 === 1),
      );
      const largest = Math.max(...subsets.filter((s) => s.length === 0 || agree(s)).map((s) => s.length));
      const found = largestModule(cells);
      expect(found).toHaveLength(largest);
      expect(agree(found)).toBe(true);
      const moved = cells.map((c) => cell(3 * c.spacing, ((c.orientation + turn + 89) % 60) - 29));
      expect(largestModule(moved)).toHaveLength(largest);
    }),
    { numRuns: 60 },
  );
});
