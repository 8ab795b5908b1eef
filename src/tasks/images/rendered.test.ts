/** Re-rendered images against published areas, symmetries, and their own past. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ImageTask } from "../../protocols.js";
import { DISTINCT_ORIENTATIONS, dsprites, dspritesGrid } from "./dsprites.js";
import { indexOf } from "./factorGrid.js";
import { renderedTask, renderedTasks } from "./renderedTask.js";
import { resized } from "./resized.js";
import { shapes3d, shapes3dGrid } from "./shapes3d/shapes3d.js";

const imageOf = (task: ImageTask, index: number): Float32Array => {
  const image = new Float32Array(task.height * task.width * task.channels);
  task.render(index, image);
  return image;
};
const sprite = (...levels: number[]) => imageOf(dsprites, indexOf(dspritesGrid, [0, ...levels]));
const area = (image: Float32Array): number => image.reduce((sum, pixel) => sum + pixel, 0);

/** SHA-256 of some images as bytes 0 to 255. */
function hashOf(task: ImageTask, indices: readonly number[]): string {
  const hash = createHash("sha256");
  for (const index of indices) hash.update(Uint8Array.from(imageOf(task, index), (value) => Math.round(255 * value)));
  return hash.digest("hex").slice(0, 16);
}
const spread = (task: ImageTask, images: number): number[] =>
  Array.from({ length: images }, (_, i) => Math.floor(((i + 0.5) * task.grid.count) / images));

describe("dSprites", () => {
  test("squares and ellipses have the published areas at every scale; hearts too, but for 2 pixels at scale 0.9", () => {
    const areas = (shape: number) => [0, 1, 2, 3, 4, 5].map((scale) => area(sprite(shape, scale, 0, 0, 0)));
    expect(areas(0)).toEqual([100, 144, 196, 256, 324, 400]);
    expect(areas(1)).toEqual([76, 104, 144, 184, 228, 288]);
    expect(areas(2)).toEqual([58, 84, 108, 140, 182 - 2, 222]);
  });

  test("pixels are black or white, and every shape lies wholly in the picture", () =>
    fc.assert(
      fc.property(fc.nat(dspritesGrid.count - 1), (index) => {
        const image = imageOf(dsprites, index);
        expect(image.every((pixel) => pixel === 0 || pixel === 1)).toBe(true);
        const edge = image.filter((_, at) => at < 64 || at >= 63 * 64 || at % 64 === 0 || at % 64 === 63);
        expect(area(edge)).toBe(0);
      }),
      { numRuns: 60 },
    ));

  test("the first and the last orientation are one picture, no others", () => {
    for (const shape of [0, 1, 2]) {
      const pictures = Array.from({ length: 40 }, (_, level) => sprite(shape, 5, level, 7, 20).join(""));
      expect(pictures[39]).toBe(pictures[0]);
      expect(new Set(pictures).size).toBe(DISTINCT_ORIENTATIONS.length);
    }
  });

  test("posX moves right, posY down, and orientation turns the heart's tip, which points down, to the right", () => {
    const centre = (image: Float32Array) => {
      const sums = image.reduce(
        ([x, y], pixel, at) => [x + pixel * (at % 64), y + pixel * Math.floor(at / 64)],
        [0, 0],
      );
      return sums.map((sum) => sum / area(image) + 0.5);
    };
    const closeTo = ([x, y]: number[], [u, v]: number[]) => Math.hypot(x - u, y - v) < 0.2;
    expect(closeTo(centre(sprite(0, 3, 0, 31, 0)), [48, 16])).toBe(true);
    expect(closeTo(centre(sprite(1, 3, 0, 0, 31)), [16, 48])).toBe(true);
    const lowest = (image: Float32Array) => image.lastIndexOf(1);
    expect(Math.abs((lowest(sprite(2, 5, 0, 0, 0)) % 64) + 0.5 - 16)).toBeLessThanOrEqual(1);
    const quarter = sprite(2, 5, 10, 16, 16);
    const columns = Array.from({ length: 64 }, (_, column) => area(quarter.filter((__, at) => at % 64 === column)));
    const [first, last] = [columns.findIndex(Boolean), columns.findLastIndex(Boolean)];
    expect(columns[last - 3]).toBeLessThan(columns[first + 3] / 1.5);
  });
});

describe("3D Shapes", () => {
  const picture = (...levels: number[]) => imageOf(shapes3d, indexOf(shapes3dGrid, levels));
  const pixel = (image: Float32Array, row: number, column: number) =>
    Array.from(image.subarray(3 * (64 * row + column), 3 * (64 * row + column) + 3), (value) =>
      Math.round(255 * value),
    );

  const pixelsThatDiffer = (one: Float32Array, other: Float32Array) =>
    Array.from(one.keys(), (at) => Math.floor(at / 3)).filter((_, at) => one[at] !== other[at]);

  test("sky, far wall, floor and object have the published colours", () => {
    const image = picture(0, 3, 5, 0, 2, 7);
    expect(pixel(image, 2, 32)).toEqual([153, 226, 249]);
    expect(pixel(image, 25, 5)).toEqual([51, 255, 0]);
    expect(pixel(image, 60, 5)).toEqual([Math.round(0.9 * 255), 0, 0]);
    expect(pixel(image, 38, 28)[0]).toBe(0);
  });

  test("from the front, the wall begins about row 17 and the floor about row 40.5", () => {
    const column = Array.from({ length: 64 }, (_, row) => pixel(picture(0, 3, 5, 0, 2, 7), row, 4).join());
    expect(Math.abs(column.indexOf("51,255,0") - 17)).toBeLessThanOrEqual(1);
    expect(Math.abs(column.indexOf("230,0,0") - 40.5)).toBeLessThanOrEqual(1);
  });

  test("the hue of a part changes that part alone", () => {
    const base = picture(0, 3, 5, 4, 1, 4);
    const changed = (other: Float32Array) => new Set(pixelsThatDiffer(other, base));
    const parts = [picture(1, 3, 5, 4, 1, 4), picture(0, 4, 5, 4, 1, 4), picture(0, 3, 6, 4, 1, 4)].map(changed);
    const sizes = parts.map(({ size }) => size);
    expect(Math.min(...sizes)).toBeGreaterThan(200);
    const edges = sizes.reduce((sum, size) => sum + size, 0) - new Set(parts.flatMap((part) => [...part])).size;
    expect(edges).toBeLessThan(150);
  });

  test("scale makes every solid larger, in the published ratio; a sphere's width is as fitted", () => {
    const width = (scale: number, shape: number) => {
      const [one, other] = [picture(0, 3, 5, scale, shape, 7), picture(0, 3, 8, scale, shape, 7)];
      const columns = pixelsThatDiffer(one, other).map((at) => at % 64);
      return 1 + Math.max(...columns) - Math.min(...columns);
    };
    for (const shape of [0, 1, 2, 3]) expect(width(7, shape) / width(0, shape)).toBeCloseTo(1.25 / 0.75, 0);
    expect(Math.abs(width(7, 2) - (77.25 * 0.317 * 1.25) / 1)).toBeLessThanOrEqual(2);
  });

  test("parts of one hue can be told apart: wall from floor, solid from both", () => {
    const image = picture(4, 4, 4, 3, 0, 7);
    const seen = [pixel(image, 25, 5), pixel(image, 60, 5), pixel(image, 38, 32)].map(String);
    expect(new Set(seen).size).toBe(3);
  });

  test("no two geometries look alike", () => {
    const some = Array.from({ length: 480 }, (_, index) => index).filter((index) => index % 7 === 0);
    expect(new Set(some.map((index) => hashOf(shapes3d, [index]))).size).toBe(some.length);
  });
});

describe("images", () => {
  test("are the same as ever", () => {
    expect(hashOf(dsprites, spread(dsprites, 300))).toBe("626bde7caff15bec");
    expect(hashOf(shapes3d, spread(shapes3d, 31))).toBe("33c386d6d2dcc0f3");
  });

  test("made smaller keep their mean, and a pixel is the mean of those it covers", () => {
    for (const [name, task] of Object.entries(renderedTasks)) {
      const index = Math.floor(task.grid.count / 3);
      const [whole, half] = [imageOf(task, index), imageOf(renderedTask(name, 32), index)];
      const mean = (image: Float32Array) => area(image) / image.length;
      expect(mean(half)).toBeCloseTo(mean(whole), 6);
      const { channels } = task;
      const at = (row: number, column: number) => whole[(64 * row + column) * channels];
      const four = (at(40, 30) + at(40, 31) + at(41, 30) + at(41, 31)) / 4;
      expect(half[(32 * 20 + 15) * channels]).toBeCloseTo(four, 6);
    }
  });

  test("3D Shapes drawn small are the average of the large ones, bit for bit", () => {
    const { smaller: _, ...averaged } = shapes3d;
    for (const side of [16, 32]) {
      for (const index of spread(shapes3d, 40)) {
        expect(imageOf(resized(shapes3d, side), index)).toEqual(imageOf(resized(averaged, side), index));
      }
    }
  });

  test("are written where they are asked for, over whatever stood there", () => {
    for (const task of [dsprites, shapes3d, resized(dsprites, 16)]) {
      const size = task.height * task.width * task.channels;
      const into = new Float32Array(3 * size).fill(7);
      task.render(4321, into, size);
      expect(into.subarray(size, 2 * size)).toEqual(imageOf(task, 4321));
      expect([into[size - 1], into[2 * size]]).toEqual([7, 7]);
    }
  });

  test("impossible sizes, names and conditions are refused", () => {
    expect(() => renderedTask("dsprites", 48)).toThrow("is 64 x 64; its size can be divided by a whole number");
    expect(() => renderedTask("toString")).toThrow('no image task "toString"; there are dsprites, shapes3d');
    expect(() => imageOf(dsprites, dspritesGrid.count)).toThrow(RangeError);
  });
});
