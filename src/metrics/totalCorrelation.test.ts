import { expect, test } from "vitest";
import { linearCode } from "../../test/support/representations.js";
import { fromRows, identity } from "../math/matrix.js";
import { key } from "../math/random.js";
import { pearson } from "../math/statistics.js";
import { unitActivity } from "../representation/index.js";
import { gaussianTotalCorrelation, totalCorrelation } from "./totalCorrelation.js";
import { gaussianWasserstein, wassersteinCorrelation } from "./wassersteinCorrelation.js";

const related = fromRows([
  [1, 0.9],
  [0.9, 1],
]);

test("closed forms", () => {
  expect(gaussianTotalCorrelation(identity(5))).toBe(0);
  expect(gaussianWasserstein(identity(5))).toBeCloseTo(0, 12);
  expect(gaussianTotalCorrelation(related)).toBeCloseTo(-Math.log(0.19) / 2, 12);
  // D is the identity, so the roots are those of the eigenvalues 1.9 and 0.1.
  expect(gaussianWasserstein(related)).toBeCloseTo(4 - 2 * (Math.sqrt(1.9) + Math.sqrt(0.1)), 10);
});

const mixing = [
  [1, 0],
  [1, 0.5],
  [0, 0],
];

test("of units: the total correlation of two is -ln(1 - r^2) / 2; units that never vary are left out", () => {
  const code = linearCode(key(1), 500, mixing);
  const r = pearson(unitActivity(code, 0), unitActivity(code, 1));
  const { score, settings } = totalCorrelation(code);
  expect(score).toBeCloseTo(-Math.log(1 - r * r) / 2, 10);
  expect(settings).toMatchObject({ units: 3, varyingUnits: 2 });
  const { parts } = wassersteinCorrelation(code);
  expect(parts?.share).toBeGreaterThan(0);
  expect(parts?.share).toBeLessThan(1);
});

test("dependent or silent units have no number, but a reason", () => {
  const repeated = linearCode(key(2), 100, [...mixing, [1, 0]]);
  expect(totalCorrelation(repeated).score).toBeNaN();
  expect(totalCorrelation(repeated).notes?.[0]).toMatch(/linearly dependent/);
  const silent = linearCode(key(3), 100, [[0, 0]]);
  expect(wassersteinCorrelation(silent).score).toBeNaN();
});
