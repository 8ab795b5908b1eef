import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IncrementalHull } from "./hullIncremental.js";
import { planarHull } from "./hullPlanar.js";
import { dot } from "./linearAlgebra.js";
import { fold, key, normal, uniform } from "./random.js";

const cloud = (seed: number, count: number, dimension: number): Float64Array[] =>
  Array.from({ length: count }, (_, i) => normal(fold(key(seed), i), dimension));

const grid = (side: number, dimension: number): Float64Array[] =>
  Array.from({ length: side ** dimension }, (_, i) =>
    Float64Array.from({ length: dimension }, (_, k) => (Math.floor(i / side ** k) % side) / (side - 1)),
  );

/** Every point lies below every facet, and facets contain their vertices. */
function expectConvex(hull: IncrementalHull): void {
  for (const facet of hull.facets) {
    for (const point of hull.points) expect(dot(facet.normal, point)).toBeLessThan(facet.offset + 1e-9);
    for (const v of facet.vertices) expect(dot(facet.normal, hull.points[v])).toBeCloseTo(facet.offset, 9);
  }
}

describe("incremental hull", () => {
  test.each([
    [2, 200],
    [3, 200],
    [4, 100],
    [5, 60],
    [6, 40],
  ])("of a random cloud in dimension %i is convex and closed", (dimension, count) => {
    const hull = IncrementalHull.of(cloud(dimension, count, dimension));
    if (hull === undefined) throw new Error("flat");
    expectConvex(hull);
    // each ridge is shared by two facets, so d F is even and Euler's relation holds in d = 3
    if (dimension === 3) expect(hull.facets.length).toBe(2 * hull.vertices().length - 4);
  });

  test("of a grid has the corners as its only vertices, whatever lies on the sides", () => {
    for (const dimension of [2, 3, 4]) {
      const hull = IncrementalHull.of(grid(dimension === 4 ? 4 : 6, dimension));
      if (hull === undefined) throw new Error("flat");
      expectConvex(hull);
      const corners = hull.vertices().map((v) => hull.points[v]);
      const extreme = corners.filter((p) => p.every((x) => x === 0 || x === 1));
      expect(extreme.length).toBe(2 ** dimension);
    }
  });

  test("is undefined for points in a plane", () => {
    expect(IncrementalHull.of(cloud(1, 20, 3).map((p) => Float64Array.of(p[0], p[1], p[0] + p[1])))).toBeUndefined();
  });
});

describe("planar hull", () => {
  test("finds the corners of a grid in order", () => {
    const points = Float64Array.from(grid(21, 2).flatMap((p) => [...p]));
    const corners = [...planarHull(points)].map((i) => [points[2 * i], points[2 * i + 1]]);
    expect(corners).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]);
  });

  test("has nothing outside and agrees with the incremental hull", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 3, max: 80 }), (seed, count) => {
        const points = uniform(key(seed), 2 * count);
        const rows = Array.from({ length: count }, (_, i) => points.slice(2 * i, 2 * i + 2));
        const other = IncrementalHull.of(rows);
        expect([...planarHull(points)].sort((a, b) => a - b)).toEqual(other?.vertices());
      }),
      { numRuns: 50 },
    );
  });

  test("of collinear or equal points is their ends", () => {
    expect([...planarHull(Float64Array.of(0, 0, 1, 1, 2, 2, 2, 2))].length).toBe(2);
    expect([...planarHull(Float64Array.of(1, 1, 1, 1, 1, 1))].length).toBe(1);
  });
});
