import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fixtureCode, linearCode } from "../../test/support/representations.js";
import { key } from "../math/random.js";
import { extent } from "../math/statistics.js";
import type { Representation } from "../protocols.js";
import { activityByUnit, takeConditions, unitActivity, withFactors } from "../representation/index.js";
import { canBeCounted, InformationCounts } from "./countedInformation.js";
import { informationMatrix } from "./informationMatrix.js";

const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);

function counted(code: Representation, bins: number, cuts: readonly number[]): InformationCounts {
  const ranges = upTo(code.units).map((unit) => extent(unitActivity(code, unit)));
  const [low, high] = [0, 1].map((end) => Float64Array.from(ranges, (range) => range[end]));
  const counts = new InformationCounts(code.factors, { low, high }, bins, Infinity);
  const edges = [0, ...[...cuts].sort((a, b) => a - b), code.conditions];
  for (const [index, from] of edges.slice(0, -1).entries()) {
    const rows = upTo(edges[index + 1] - from, from);
    counts.add(activityByUnit(takeConditions(code, rows)), from);
  }
  return counts;
}

const mixed = linearCode(key(5), 300, [
  [1, 0],
  [0.3, 1],
  [0, 0],
]);
const circular = withFactors(mixed, [
  { ...mixed.factors[0], kind: "circular", period: 0.7 },
  { ...mixed.factors[1], values: mixed.factors[1].values.map((value) => Math.floor(5 * value)), kind: "categorical" },
]);

test("however the rows are cut, the matrix is that of all rows together, bit for bit", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(mixed, circular, fixtureCode(300)),
      fc.integer({ min: 2, max: 40 }),
      fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }),
      fc.constantFrom("none" as const, "miller-madow" as const),
      (code, bins, cuts, correction) => {
        const { data, factorEntropy, settings } = informationMatrix(code, { bins, correction });
        expect(counted(code, bins, cuts).matrix({ bins, correction })).toMatchObject({ data, factorEntropy, settings });
      },
    ),
    { numRuns: 60 },
  );
});

test("quantiles, distinct values, re-pairings and neighbours cannot be counted", () => {
  expect([{}, { bins: 7 }, { correction: "miller-madow" }].map(canBeCounted)).toEqual([true, true, true]);
  const others = [{ binning: "quantile" }, { binning: "levels" }, { correction: "shuffle" }, { estimator: "ksg" }];
  expect(others.map(canBeCounted)).toEqual([false, false, false, false]);
});

test("counts beyond the memory allowed are refused, with the factor that has too many levels", () => {
  const levels = Float64Array.from(upTo(300));
  const code = withFactors(mixed, [{ ...mixed.factors[0], values: levels, kind: "categorical" }, mixed.factors[1]]);
  const ranges = { low: new Float64Array(3), high: new Float64Array(3).fill(1) };
  expect(() => new InformationCounts(code.factors, ranges, 20, 4 * 3 * 20 * 320)).not.toThrow();
  expect(() => new InformationCounts(code.factors, ranges, 20, 4 * 3 * 20 * 319)).toThrow(
    /"factor 0" of 300 levels.*--kinds/,
  );
});
