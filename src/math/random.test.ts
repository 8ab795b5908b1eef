import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, integers, key, normal, permutation, split, threefry, uniform } from "./random.js";

function block(high: number, low: number, c0: number, c1: number): string[] {
  const out = new Uint32Array(2);
  threefry({ high, low }, c0, c1, out);
  return [...out].map((word) => word.toString(16));
}

describe("threefry-2x32-20", () => {
  test("gives the known answers of Random123 (kat_vectors)", () => {
    expect(block(0, 0, 0, 0)).toEqual(["6b200159", "99ba4efe"]);
    expect(block(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff)).toEqual(["1cb996fc", "bb002be7"]);
    expect(block(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).toEqual(["c4923a9c", "483df7a0"]);
  });
});

describe("keys", () => {
  test("names, numbers and siblings all differ", () => {
    const root = key(7);
    const children = [...split(root, 50), fold(root, "data"), fold(root, "weights"), fold(root, "0"), key(8), root];
    const seen = new Set(children.map((child) => `${child.high}:${child.low}`));
    expect(seen.size).toBe(children.length);
  });

  test("refuses seeds that are not whole numbers", () => {
    expect(() => key(1.5)).toThrow(/whole number/);
    expect(() => key(-1)).toThrow(/whole number/);
    expect(() => fold(key(0), Number.NaN)).toThrow(/whole number/);
  });

  test("a large seed keeps its high bits", () => {
    expect(key(2 ** 40 + 3)).toEqual({ high: 256, low: 3 });
  });
});

describe("draws", () => {
  test("uniform and normal have the right moments", () => {
    const u = uniform(key(1), 200_000);
    const z = normal(key(2), 200_000);
    const mean = (x: Float64Array, power: number) => x.reduce((sum, value) => sum + value ** power, 0) / x.length;
    expect(mean(u, 1)).toBeCloseTo(1 / 2, 2);
    expect(mean(u, 2)).toBeCloseTo(1 / 3, 2);
    expect(mean(z, 1)).toBeCloseTo(0, 1);
    expect(Math.abs(mean(z, 2) - 1)).toBeLessThan(0.02);
    expect(Math.abs(mean(z, 4) - 3)).toBeLessThan(0.1);
  });

  test("a prefix of a longer draw is the shorter draw", () => {
    expect([...uniform(key(3), 10)]).toEqual([...uniform(key(3), 25).subarray(0, 10)]);
    expect([...normal(key(3), 7)]).toEqual([...normal(key(3), 20).subarray(0, 7)]);
  });

  test("permutations hold every index once", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 200 }), (seed, count) => {
        const order = permutation(key(seed), count);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
  });

  test("every position of a permutation is equally likely", () => {
    const counts = new Float64Array(9);
    for (const child of split(key(11), 9000)) counts[3 * permutation(child, 3)[0] + permutation(child, 3)[1]]++;
    const cells = [1, 2, 3, 5, 6, 7].map((cell) => counts[cell]);
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1500) ** 2 / 1500, 0);
    expect(chiSquare).toBeLessThan(20.5); // 0.999 quantile of chi-square with 5 degrees of freedom
  });

  test("integers stay below their bound", () => {
    const draws = integers(key(5), 10_000, 7);
    expect(Math.min(...draws)).toBe(0);
    expect(Math.max(...draws)).toBe(6);
    expect(() => integers(key(5), 1, 0)).toThrow(/whole number/);
  });
});
