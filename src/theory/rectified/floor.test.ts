/** The least loss of rectified networks, by itself. */
import { describe, expect, test } from "vitest";
import { rectifiedFloor } from "./floor.js";
import { problemOf, square, tableRows, twoCorners } from "./tables.fixture.js";

describe("certified", () => {
  test.each([
    [0.1, 1.447064],
    [0.3, 1.639357],
  ])("the square without two corners at lambda_in %d: %d", (lambdaIn, known) => {
    const { status, energy, lowerBound } = rectifiedFloor(problemOf(twoCorners, { lambdaIn }), tableRows(twoCorners));
    expect(status).toBe("certified");
    expect(energy).toBeCloseTo(known, 5);
    expect(lowerBound).toBeLessThanOrEqual(energy);
    expect(lowerBound).toBeGreaterThan(energy * (1 - 1e-6));
  });

  test("twice: the same bits", () => {
    const once = () => rectifiedFloor(problemOf(square, { lambdaIn: 0.1 }), tableRows(square), { tolerance: 1e-4 });
    expect(once()).toEqual(once());
  });
});
