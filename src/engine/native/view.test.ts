import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Tensor } from "./onnx.js";
import * as views from "./view.js";
import { product, type View } from "./view.js";

/** A tensor whose entries are their own addresses, so that a view's entries tell where they were read. */
const tensor = (shape: readonly number[]): Tensor => ({ name: "t", dtype: "float32", shape });

/** The addresses that a view reads, row-major; negative strides start at the far end. */
function addresses({ dims, strides }: View): number[] {
  const start = dims.reduce((sum, length, axis) => sum + (strides[axis] < 0 ? -strides[axis] * (length - 1) : 0), 0);
  return dims.reduce(
    (starts, length, axis) => starts.flatMap((at) => views.range(length).map((i) => at + i * strides[axis])),
    [start],
  );
}

const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

/** A shape, and a view of a tensor of that shape with its axes in random order, some of them reversed. */
const shuffled = shape.chain((dims) =>
  fc
    .record({
      order: fc.shuffledSubarray(views.range(dims.length), { minLength: dims.length }),
      flipped: fc.subarray(views.range(dims.length)),
    })
    .map(({ order, flipped }) => views.flip(views.permute(views.whole(tensor(dims)), order), flipped)),
);

describe("reshape", () => {
  test("keeps the order in which entries are read, where it finds a view", () => {
    fc.assert(
      fc.property(shuffled, fc.shuffledSubarray([2, 2, 3, 4]), (view, factors) => {
        const count = product(view.dims);
        const dims: number[] = [];
        for (const factor of factors) if (count % (product(dims) * factor) === 0) dims.push(factor);
        const target = [...dims, count / product(dims)];
        const result = views.reshape(view, target);
        if (result) expect(addresses(result)).toEqual(addresses(view));
      }),
    );
  });

  test("finds a view whenever entries lie in order", () => {
    fc.assert(
      fc.property(shape, shape, (dims, extra) => {
        const view = views.whole(tensor([...dims, ...extra]));
        const result = views.reshape(view, [product(dims), ...extra]);
        expect(result && addresses(result)).toEqual(addresses(view));
      }),
    );
  });

  test("refuses to merge axes that do not follow each other", () => {
    const crossed = views.permute(views.whole(tensor([3, 4])), [1, 0]);
    expect(views.reshape(crossed, [12])).toBeUndefined();
    expect(views.reshape(crossed, [2, 2, 1, 3])).toBeDefined();
    expect(views.reshape(views.broadcastTo(views.whole(tensor([4])), [3, 4]), [12])).toBeUndefined();
  });
});

test("stored order and number of distinct entries survive shuffling and repeating", () => {
  fc.assert(
    fc.property(shuffled, (view) => {
      const repeated = views.broadcastTo(view, [5, ...view.dims]);
      expect(views.distinct(repeated)).toBe(product(view.dims));
      const stored = views.storedOrder(view).map((axis) => Math.abs(view.strides[axis]));
      expect(stored).toEqual([...stored].sort((a, b) => b - a));
    }),
  );
});

test("factors multiply on views and on constants", () => {
  const view = views.scaled(views.scaled(views.whole(tensor([2])), 3), -2);
  expect(view.scale).toBe(-6);
  expect(views.constantOf(views.scaled(views.uniform(2, "float32"), 4))).toBe(8);
  expect(views.sameEntries(view, views.whole(tensor([2])))).toBe(true);
  expect(views.sameEntries(view, views.flip(view, [0]))).toBe(false);
});
