import { describe, expect, test } from "vitest";
import { fold, key, normal, uniform } from "../../math/random.js";
import { gridPhase, phaseTest } from "./gridPhase.js";
import { hexagonal, mapOf } from "./lattices.fixture.js";
import { moduleClusters } from "./moduleClusters.js";

const population = (count: number, spacing: number, orientation: number, seed: number) => {
  const z = normal(key(seed), 2 * count);
  return Array.from({ length: count }, (_, i) => ({
    spacing: spacing * Math.exp(0.03 * z[2 * i]),
    orientation: orientation + 1.5 * z[2 * i + 1],
  }));
};

describe("modules", () => {
  test("one planted module is one, whatever the seed (at most one of ten is split)", () => {
    const split = Array.from({ length: 10 }, (_, seed) => moduleClusters(population(20, 40, 29, seed), {}, key(seed)));
    expect(split.filter(({ modules }) => modules > 1).length).toBeLessThanOrEqual(1);
  });

  test("three planted modules are found, numbered by spacing, across the seam of orientations", () => {
    const cells = [...population(10, 56, 5, 1), ...population(10, 40, 29, 2), ...population(10, 80, -12, 3)];
    const found = moduleClusters(cells, {}, key(4));
    expect(found.modules).toBe(3);
    expect(found.p).toBeLessThan(0.05);
    const runs = [0, 10, 20].map((from) => new Set(found.moduleOf.slice(from, from + 10)));
    expect(runs.map((run) => [...run])).toEqual([[1], [0], [2]]);
  });

  test("few cells are one module without a test; a cell without geometry is refused", () => {
    const found = moduleClusters(population(5, 40, 0, 1), {}, key(1));
    expect(found.modules).toBe(1);
    expect(found.p).toBeNaN();
    expect(() => moduleClusters([{ spacing: Number.NaN, orientation: 0 }], {}, key(1))).toThrow(RangeError);
  });
});

describe("phase", () => {
  const lattice = { spacing: 0.3, orientation: 10 };
  const at = (a: number, b: number) => {
    const axis = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const [[ux, uy], [vx, vy]] = [axis(10), axis(70)];
    return mapOf(40, hexagonal(0.3, 10, 0.3 * (a * ux + b * vx), 0.3 * (a * uy + b * vy)));
  };
  const origin = gridPhase(at(0, 0), lattice);
  test.each([
    [0.25, 0],
    [0, 0.4],
    [0.7, 0.55],
  ])("moves by %f and %f with the lattice", (a, b) => {
    const [first, second] = gridPhase(at(a, b), lattice);
    const turn = (value: number) => value - Math.round(value);
    expect(Math.abs(turn(first - origin[0] - a))).toBeLessThan(0.02);
    expect(Math.abs(turn(second - origin[1] - b))).toBeLessThan(0.02);
  });

  test("spread phases do not cluster, equal ones do", () => {
    const spread = Array.from({ length: 20 }, (_, i) => {
      const [a, b] = uniform(fold(key(5), i), 2);
      return [a, b] as const;
    });
    expect(phaseTest(spread, 199, key(1)).p).toBeGreaterThan(0.05);
    const equal = spread.map(([a, b]) => [0.3 + 0.2 * a, 0.6 + 0.2 * b] as const);
    expect(phaseTest(equal, 199, key(1)).p).toBeLessThan(0.01);
  });
});
