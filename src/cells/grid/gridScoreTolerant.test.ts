import { describe, expect, test } from "vitest";
import { fold, key, normal } from "../../math/random.js";
import { spatialTestDefaults } from "../cellTests.js";
import { autocorrelogram } from "../map/autocorrelogram.js";
import { smoothMean } from "../session/smooth.js";
import { gridGeometry } from "./gridGeometry.js";
import { gridTest } from "./gridNull.js";
import { gridScoreElliptic } from "./gridScoreElliptic.js";
import { gridScoreExpanding } from "./gridScoreExpanding.js";
import { gridScoreTolerant } from "./gridScoreTolerant.js";
import { hexagonal, mapOf } from "./lattices.fixture.js";

/** A lattice made `factor` times longer along a direction (radians) and shorter across, with noise. */
function sheared(bins: number, factor: number, direction: number, noise = 0) {
  const [cosine, sine, stretch] = [Math.cos(direction), Math.sin(direction), Math.sqrt(factor)];
  const round = hexagonal(0.33, 40 * direction, 0.1, 0.05);
  const map = mapOf(bins, (x, y) => {
    const [along, across] = [(cosine * x + sine * y) / stretch, (cosine * y - sine * x) * stretch];
    return round(cosine * along - sine * across, sine * along + cosine * across);
  });
  const z = smoothMean(normal(key(9), bins * bins), map.occupancy, bins, bins, { sigma: 1 });
  return { ...map, rate: map.rate.map((rate, at) => Math.max(0, rate + noise * z[at])) };
}

const DIRECTIONS = [0.2, 0.9, 1.6, 2.3];

describe("a sheared lattice", () => {
  test.each(DIRECTIONS)(
    "by 3 : 2 in direction %f scores as a round one does, where the ring alone finds none",
    (direction) => {
      const map = autocorrelogram(sheared(36, 1.5, direction));
      expect(gridScoreExpanding(map).score).toBeLessThan(0.5);
      expect(gridScoreTolerant(map).score).toBeGreaterThan(1.1);
    },
  );

  test.each([
    [24, 1.2],
    [30, 1.35],
    [40, 1.5],
  ])("in %i bins, by %f, with noise, is significant under the default score", (bins, factor) => {
    const map = sheared(bins, factor, bins, 1);
    expect(
      gridTest(map, 39, key(bins), { variant: spatialTestDefaults.gridScore, stopAbove: 0.05, peaksApart: true }).p,
    ).toBeLessThan(0.05);
  });
});

test("it is the higher of the two scores up to an ellipse of 8 : 5, else the round one", () => {
  for (let seed = 0; seed < 12; seed++) {
    const noise = smoothMean(normal(fold(key(3), seed), 900), new Float64Array(900).fill(1), 30, 30, { sigma: 2 });
    const map = autocorrelogram({ ...mapOf(30, () => 1), rate: noise });
    const [round, undone] = [gridScoreExpanding(map).score, gridScoreElliptic(map).score];
    const counts = gridGeometry(map).ellipticity <= 1.6;
    expect(gridScoreTolerant(map).score).toBe(counts && undone > round ? undone : round);
  }
});

test("every shuffle is scored by the same maximum: its null is nowhere below the ring's", () => {
  const map = sheared(24, 1.1, 0.4, 1);
  const [round, tolerant] = (["expanding", "tolerant"] as const).map((variant) =>
    gridTest(map, 39, key(2), { variant }),
  );
  expect(tolerant.nullMedian).toBeGreaterThanOrEqual(round.nullMedian);
  expect(tolerant.null95).toBeGreaterThanOrEqual(round.null95);
  expect(tolerant.null95 + tolerant.nullMedian).toBeGreaterThan(round.null95 + round.nullMedian);
});

test("a round lattice scores as before", () => {
  for (const spacing of [0.3, 0.42, 0.5]) {
    const map = autocorrelogram(mapOf(40, hexagonal(spacing, 12)));
    expect(gridScoreTolerant(map).score - gridScoreExpanding(map).score).toBeLessThan(0.05);
    expect(gridScoreTolerant(map).score).toBeGreaterThanOrEqual(gridScoreExpanding(map).score);
  }
});
