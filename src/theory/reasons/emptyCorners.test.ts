/** Corners that are empty beyond chance: closed forms of what is expected in them, and full ranges that show none. */
import { describe, expect, test } from "vitest";
import { fromRows, type Matrix } from "../../math/matrix.js";
import { fold, type Key, key, uniformStream } from "../../math/random.js";
import { supportFromSamples } from "../support.js";
import { type EmptyCorners, emptyCorners, LEVEL } from "./emptyCorners.js";
import { continuousColumns, endsOf } from "./ends.js";
import { expectedInside } from "./fittedHull.js";
import { outsideCut, uniformRows } from "./tables.fixture.js";

function look(samples: Matrix, source: Key = key(0)): EmptyCorners & { readonly blocks: number[][] } {
  const { mean, points, names } = supportFromSamples(samples);
  const rows = { ...samples, data: samples.data.map((value, at) => value - mean[at % samples.columns]) };
  const ends = endsOf(continuousColumns(names), [], []);
  const found = emptyCorners(ends, { rows, count: samples.rows, points }, source);
  return { ...found, blocks: found.corners.map(({ ends: own }) => own.map((end) => ends[end].block)) };
}

/** Drawn rows of zeros and ones that `keep` accepts. */
const binaryRows = (source: Key, rows: number, factors: number, keep: (row: readonly number[]) => boolean) =>
  uniformRows(source, rows, factors, (row) => keep(row.map(Math.round)));
const rounded = ({ data, ...shape }: Matrix): Matrix => ({ ...shape, data: data.map(Math.round) });

describe("what independent factors would have in a corner", () => {
  test("levels: the product of the margins, times the rows", () => {
    const samples = rounded(binaryRows(key(1), 1200, 3, ([a, b, c]) => !(a === 1 && b === 1 && c === 0)));
    const share = (column: number): number => {
      let ones = 0;
      for (let row = 0; row < 1200; row++) ones += samples.data[3 * row + column] / 1200;
      return ones;
    };
    const { corners, blocks } = look(samples);
    expect(blocks).toEqual([[0, 1, 2]]);
    expect(corners[0].expected).toBeCloseTo(1200 * share(0) * share(1) * (1 - share(2)), 6);
  });

  test("a cut square: the area under its own margins, (1 - c + u) / (1 - c^2 / 2) below c", () => {
    const c = 0.6;
    const samples = uniformRows(key(2), 20_000, 2, outsideCut({ i: 0, j: 1, size: c, high: [false, false] }));
    // integral over u < c, v < c - u of (1 - c + u)(1 - c + v) / (1 - c^2 / 2)^2
    const inner = (u: number): number => (1 - c + u) * ((1 - c) * (c - u) + (c - u) ** 2 / 2);
    const steps = 10_000;
    const area = Array.from({ length: steps }, (_, k) => (inner(((k + 0.5) * c) / steps) * c) / steps);
    const share = area.reduce((sum, part) => sum + part, 0) / (1 - (c * c) / 2) ** 2;
    const { corners } = look(samples);
    expect(corners).toHaveLength(1);
    expect(corners[0].expected / 20_000).toBeGreaterThan(0.9 * share);
    expect(corners[0].expected / 20_000).toBeLessThan(1.1 * share);
  });

  test("an affine change of units changes nothing", () => {
    const samples = uniformRows(key(3), 500, 3, outsideCut({ i: 0, j: 2, size: 0.55, high: [true, false] }));
    const [scales, shifts] = [
      [1000, -0.01, 3],
      [7, 1e4, 0],
    ];
    const data = samples.data.map((value, at) => scales[at % 3] * value + shifts[at % 3]);
    const [plain, changed] = [look(samples), look({ ...samples, data })];
    expect(plain.blocks).toEqual([[0, 2]]);
    expect(changed.blocks).toEqual(plain.blocks);
    expect(changed.corners[0].expected).toBeCloseTo(plain.corners[0].expected, 1);
  });
});

describe("full ranges", () => {
  const shapes: readonly (readonly [string, (u: number) => number])[] = [
    ["uniform", (u) => u],
    ["exponential", (u) => -Math.log(1 - u)],
    ["Cauchy", (u) => Math.tan(Math.PI * (u - 0.5))],
    ["rare events", (u) => Number(u > 0.97)],
    ["three levels", (u) => Math.floor(3 * u)],
  ];
  test.each(shapes)("%s factors show no empty corner", (_, shape) => {
    const tables = 60;
    let called = 0;
    for (let k = 0; k < tables; k++) {
      const source = fold(key(4), k);
      const next = uniformStream(fold(source, "size"));
      const rows = uniformRows(source, 50 + Math.floor(350 * next()), 2 + Math.floor(3 * next()));
      if (look({ ...rows, data: rows.data.map(shape) }).corners.length > 0) called++;
    }
    // binomial of 60 at 0.01: more than 4 with probability 4e-4
    expect(LEVEL).toBe(0.01);
    expect(called).toBeLessThanOrEqual(4);
  });
});

describe("the fitted hull", () => {
  test("arrangements stay outside of the known corner, and otherwise the factors are independent", () => {
    // two factors of three levels, (0, 0) missing: quasi-independence leaves the other cells their product form
    const cells = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => [a, b])).filter(([a, b]) => a + b > 0);
    const rows = cells.flatMap((cell) => Array.from({ length: 40 }, () => cell));
    const distances = [0, 1].map((factor) => Float64Array.from(rows, (row) => row[factor]));
    const hull = { distances, blocks: [0, 1], known: [{ ends: [0, 1], weights: [1, 1], reach: 1 }] };
    const inside = (reach: number) => expectedInside(hull, [{ ends: [0, 1], weights: [1, 1], reach }], key(5))[0];
    expect(inside(1)).toBe(0);
    // (0, 1) and (1, 0): two of eight equally frequent cells
    expect(inside(2)).toBeGreaterThan(0.22);
    expect(inside(2)).toBeLessThan(0.28);
  });

  test("no rows, one factor, no corner", () => {
    expect(look(fromRows([[0], [1], [2]])).corners).toEqual([]);
  });
});
