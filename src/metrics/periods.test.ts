/** Subspaces of periods and of variables: planted overlaps and angles, invariances, and what chance gives. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromRows, type Matrix, matrix, multiply } from "../math/matrix.js";
import { randomOrthonormalRows } from "../math/orthogonal.js";
import { fold, key, normal } from "../math/random.js";
import { parallelism } from "./parallelism.js";
import { overlapByChance, periodOverlap } from "./periodOverlap.js";
import { principalAngles } from "./principalAngles.js";

const random = (name: string, rows: number, columns: number): Matrix =>
  matrix(rows, columns, normal(fold(key(2), name), rows * columns));

/** Rows of one variable along a unit, and along another `share` times as much. */
const along = (unit: number, other: number, share = 0): Matrix =>
  fromRows([-1, 1, -2, 2].map((x) => [0, 1, 2].map((i) => (i === unit ? x : i === other ? share * x : 0))));

describe("overlap of periods", () => {
  test("is 0 of orthogonal directions, 1 of one direction, the square of the cosine between two", () => {
    expect(periodOverlap(along(0, 1), along(1, 0)).share).toBeCloseTo(0, 12);
    expect(periodOverlap(along(0, 1), along(0, 1))).toEqual({ share: 1, dimensions: 1, chance: 1 });
    const tilted = periodOverlap(along(0, 1), along(0, 1, 1));
    expect(tilted.share).toBeCloseTo(0.5, 12);
    expect(tilted.chance).toBeCloseTo(0.5, 12);
  });

  test("does not depend on means, and is not a number where nothing varies", () => {
    const data = along(0, 1, 1).data.map((x, at) => x + 5 * (at % 3));
    expect(periodOverlap(along(0, 1), matrix(4, 3, data)).share).toBeCloseTo(0.5, 12);
    expect(periodOverlap(along(0, 1), matrix(4, 3)).share).toBeNaN();
    expect(() => overlapByChance(along(0, 1), matrix(4, 3), key(1))).toThrow(/nothing varies/);
  });

  test("stays as it is when the population is turned", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (k) => {
        const turn = randomOrthonormalRows(fold(key(8), k), 5, 5);
        const [a, b] = [random(`a${k}`, 6, 5), random(`b${k}`, 3, 5)];
        const turned = periodOverlap(multiply(a, turn), multiply(b, turn)).share;
        expect(turned).toBeCloseTo(periodOverlap(a, b).share, 9);
      }),
      { numRuns: 20 },
    );
  });

  test("chance: random subspaces of an even population hold dimensions over units; planted separation stands out", () => {
    const [a, b] = [random("a", 400, 8), random("b", 3, 8)];
    const chance = overlapByChance(a, matrix(400, 8, random("c", 400, 8).data), key(4), { draws: 300 });
    expect(chance.median).toBeCloseTo(1, 1);
    const few = overlapByChance(a, b, key(4), { draws: 300 });
    expect(few.median).toBeGreaterThan(0.2);
    expect(few.median).toBeLessThan(0.35);
    expect(few.interval[0]).toBeLessThan(few.median);
    const halves = (first: number): Matrix =>
      matrix(
        200,
        8,
        random(`half${first}`, 200, 8).data.map((x, at) => (Math.floor((at % 8) / 4) === first ? x : 0)),
      );
    expect(overlapByChance(halves(0), halves(1), key(4), { draws: 300 }).p).toBeLessThan(0.01);
  });

  test("chance is met about as often as it says: p below 0.1 in a tenth of unrelated periods", () => {
    const small = Array.from({ length: 60 }, (_, k) => {
      const chance = overlapByChance(random(`x${k}`, 30, 6), random(`y${k}`, 3, 6), fold(key(6), k), { draws: 99 });
      return chance.p < 0.1;
    }).filter(Boolean).length;
    expect(small).toBeGreaterThanOrEqual(1);
    expect(small).toBeLessThanOrEqual(14);
  });
});

describe("principal angles", () => {
  const plane = fromRows([
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [1, 2, 0, 0],
  ]); // prettier-ignore

  test("are planted ones, ascending", () => {
    const [a, b] = [0.4, 1.1];
    const tilted = fromRows([
      [Math.cos(b), 0, Math.sin(b), 0],
      [0, Math.cos(a), 0, Math.sin(a)],
    ]); // prettier-ignore
    const found = principalAngles(plane, tilted, 2).map((angle) => (angle * Math.PI) / 180);
    expect(found[0]).toBeCloseTo(a, 9);
    expect(found[1]).toBeCloseTo(b, 9);
  });

  test("are 0 of one plane, the same either way round, and not a number where there is no plane", () => {
    for (const angle of principalAngles(plane, plane, 2)) expect(angle).toBeCloseTo(0, 4);
    const other = random("plane", 3, 4);
    principalAngles(plane, other, 2).forEach((angle, k) => {
      expect(angle).toBeCloseTo(principalAngles(other, plane, 2)[k], 9);
    });
    expect(
      principalAngles(
        plane,
        fromRows([
          [1, 0, 0, 0],
          [2, 0, 0, 0],
        ]),
        2,
      ),
    ).toEqual([Number.NaN, Number.NaN]); // prettier-ignore
  });
});

describe("parallelism", () => {
  const [levels, units] = [3, 40];
  const base = random("levels", levels, units);
  const shifted = (name: string): Matrix => {
    const by = random(name, 1, units).data;
    return matrix(
      levels,
      units,
      base.data.map((value, at) => value + 5 * by[at % units]),
    );
  };

  test("is 1 where a context only shifts the code, however far, and surely no chance", () => {
    const { score, p, chance } = parallelism([base, shifted("one"), shifted("two")], key(3), 200);
    expect(score).toBeCloseTo(1, 9);
    expect(p).toBeCloseTo(1 / 201, 9);
    expect(Math.abs(chance.median)).toBeLessThan(0.1);
  });

  test("is -1 where two levels change places, 0 of orthogonal directions", () => {
    const two = fromRows([
      [0, 0, 1],
      [1, 0, 0],
    ]); // prettier-ignore
    const swapped = fromRows([
      [1, 0, 0],
      [0, 0, 1],
    ]); // prettier-ignore
    expect(parallelism([two, swapped], key(3), 20).score).toBeCloseTo(-1, 12);
    expect(
      parallelism(
        [
          two,
          fromRows([
            [0, 1, 0],
            [1, 1, 1],
          ]),
        ],
        key(3),
        20,
      ).score,
    ).toBeCloseTo(0, 12); // prettier-ignore
  });

  test("of unrelated codes is within chance in most populations", () => {
    const inside = Array.from({ length: 40 }, (_, k) => {
      const { score, chance } = parallelism([random(`p${k}`, 2, 30), random(`q${k}`, 2, 30)], fold(key(9), k), 99);
      return score >= chance.interval[0] && score <= chance.interval[1];
    }).filter(Boolean).length;
    expect(inside).toBeGreaterThanOrEqual(33);
  });

  test("does not depend on unit of rate; what cannot be compared is refused", () => {
    const doubled = matrix(
      levels,
      units,
      shifted("one").data.map((value) => 2 * value),
    ); // prettier-ignore
    expect(parallelism([base, doubled], key(3), 20).score).toBeCloseTo(1, 9);
    expect(() => parallelism([base], key(3))).toThrow(/two contexts/);
    expect(() => parallelism([base, random("x", 2, units)], key(3))).toThrow(/same levels/);
    expect(parallelism([base, matrix(levels, units)], key(3), 20).score).toBeNaN();
  });
});
