import fc from "fast-check";
import { expect, test } from "vitest";
import type { GridFactor } from "../../protocols.js";
import { type Corner, chooseConditions } from "./conditions.js";
import { dspritesGrid } from "./dsprites.js";
import { factorGrid, factorsAt, indexOf, levelsOf } from "./factorGrid.js";
import { shapes3dGrid } from "./shapes3d/shapes3d.js";

const plain = (name: string, size: number): GridFactor => ({
  name,
  kind: "continuous",
  values: Array.from({ length: size }, (_, level) => level),
});
const gridOf = (...sizes: number[]) => factorGrid(sizes.map((size, place) => plain(`f${place}`, size)));

test("conditions and levels lead back to each other, the last factor running fastest", () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }), fc.nat(), (sizes, seed) => {
      const grid = gridOf(...sizes);
      const index = seed % grid.count;
      const levels = levelsOf(grid, index);
      expect(indexOf(grid, levels)).toBe(index);
      const last = sizes.length - 1;
      if (levels[last] + 1 < sizes[last]) expect(levelsOf(grid, index + 1)[last]).toBe(levels[last] + 1);
    }),
  ));

test.each([
  ["dSprites", dspritesGrid, [1, 3, 6, 40, 32, 32], [245760 * 3, 245760, 40960, 1024, 32, 1]],
  ["3D Shapes", shapes3dGrid, [10, 10, 10, 8, 4, 15], [48000, 4800, 480, 60, 15, 1]],
])("%s has the published sizes and strides", (_, grid, sizes, strides) => {
  expect(grid.sizes).toEqual(sizes);
  sizes.forEach((size, place) => {
    if (size > 1)
      expect(
        indexOf(
          grid,
          sizes.map((__, other) => (other === place ? 1 : 0)),
        ),
      ).toBe(strides[place]);
  });
  expect(levelsOf(grid, grid.count - 1)).toEqual(sizes.map((size) => size - 1));
});

test("what is not in the grid is refused", () => {
  const grid = gridOf(2, 3);
  for (const index of [-1, 6, 0.5, Number.NaN]) expect(() => levelsOf(grid, index)).toThrow(RangeError);
  expect(() => indexOf(grid, [0, 3])).toThrow("f1 has levels 0 to 2, not 3");
  expect(() => indexOf(grid, [0])).toThrow(RangeError);
  expect(() => factorGrid([plain("none", 0)])).toThrow(RangeError);
});

test("values: levels of categories, values of the others, nothing of constants", () => {
  const factors = factorsAt(dspritesGrid, [0, 245760 + 40960 + 1024, 737279]);
  expect(factors.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    "shape categorical",
    "scale continuous",
    "orientation circular",
    "posX continuous",
    "posY continuous",
  ]);
  expect([...factors[0].values]).toEqual([0, 1, 2]);
  expect(factors[1].values[1]).toBeCloseTo(0.6, 12);
  expect(factors[2].values[1]).toBeCloseTo((2 * Math.PI) / 39, 12);
  expect(factors[2].period).toBe(2 * Math.PI);
});

/** Dorrell et al. 2025, Fig. 2 right: six factors of Isaac3D, and how many images each corner leaves. */
test.each([
  [6, 11854],
  [8, 10915],
  [10, 9180],
  [12, 6790],
])("a corner of %i levels leaves the published %i images", (cut, images) => {
  const grid = gridOf(8, 4, 4, 6, 4, 4);
  const at: Corner["at"] = { f0: "lowest", f1: "lowest", f2: "lowest", f3: "lowest", f4: "lowest", f5: "lowest" };
  expect(chooseConditions(grid, { corners: [{ at, cut, measure: "levels" }] })).toHaveLength(images);
});

/** Dorrell et al. 2025, Fig. 1: a 21 x 21 grid of which the corner with a sum below 0.3, and below 0.5, is cut. */
test("in ranges, what lies on the line stays; every corner can be named", () => {
  const grid = gridOf(21, 21);
  for (const end of ["lowest", "highest"] as const) {
    const cut = (amount: number) =>
      chooseConditions(grid, { corners: [{ at: { f0: "lowest", f1: end }, cut: amount }] });
    expect(cut(0.3)).toHaveLength(420);
    expect(cut(0.5)).toHaveLength(386);
    expect(cut(0.8)).toHaveLength(305);
  }
  const [first] = chooseConditions(grid, { corners: [{ at: { f0: "lowest", f1: "highest" }, cut: 0.1 }] });
  expect(levelsOf(grid, first)).toEqual([0, 0]);
});

test("chosen levels, and a rule of one's own", () => {
  const grid = gridOf(3, 4, 2);
  const held = chooseConditions(grid, { levels: { f0: [2], f1: [0, 3] } });
  expect(Array.from(held, (index) => levelsOf(grid, index))).toEqual([
    [2, 0, 0],
    [2, 0, 1],
    [2, 3, 0],
    [2, 3, 1],
  ]);
  expect(chooseConditions(grid)).toHaveLength(24);
  expect(chooseConditions(grid, { keep: ([a, b]) => a !== b })).toHaveLength(18);
  expect(() => chooseConditions(grid, { levels: { f1: [4] } })).toThrow("f1 has levels 0 to 3, not 4");
  expect(() => chooseConditions(grid, { levels: { shape: [0] } })).toThrow('no factor "shape"; there are f0, f1, f2');
  expect(() => chooseConditions(grid, { keep: () => false })).toThrow("no condition is left");
});
