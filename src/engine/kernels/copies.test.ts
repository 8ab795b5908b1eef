import fc from "fast-check";
import { expect, test } from "vitest";
import { run } from "../../../test/support/kernels.js";
import { type Axis, defineCopy, defineGather } from "./copies.js";

const counting = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => i + 1);

/** Steps of an array of these lengths whose axes are stored in the order given. */
function steps(lengths: readonly number[], order: readonly number[]): number[] {
  const result = lengths.map(() => 0);
  let step = 1;
  for (const axis of order.toReversed()) {
    result[axis] = step;
    step *= lengths[axis];
  }
  return result;
}

function copied(axes: readonly Axis[], from: Float32Array): Float32Array {
  return run((assembly) => defineCopy(assembly, axes), [from, new Float32Array(from.length)])[1];
}

test("axes in any other order", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 11 }), { minLength: 4, maxLength: 4 });
  const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
  const property = fc.property(lengths, order, (sizes, stored) => {
    const [from, to] = [steps(sizes, [0, 1, 2, 3]), steps(sizes, stored)];
    const values = counting(sizes.reduce((a, b) => a * b, 1));
    const found = copied(
      sizes.map((length, axis) => ({ length, from: from[axis], to: to[axis] })),
      values,
    );
    const wanted = new Float32Array(values.length);
    for (const [at, value] of values.entries())
      wanted[sizes.reduce((sum, length, axis) => sum + to[axis] * (Math.floor(at / from[axis]) % length), 0)] = value;
    expect(found).toEqual(wanted);
  });
  fc.assert(property, { seed: 1, numRuns: 150 });
});

test("rows that repeat, and rows read backwards", () => {
  const repeats = [
    { length: 3, from: 0, to: 2 },
    { length: 2, from: 1, to: 1 },
  ];
  expect([...copied(repeats, Float32Array.of(5, 6, 0, 0, 0, 0))]).toEqual([5, 6, 5, 6, 5, 6]);
  const [, found] = run(
    (assembly) => {
      const copy = defineCopy(assembly, [{ length: 4, from: -1, to: 1 }]);
      return assembly.define("from the end", ["i32", "i32"], () => [0x20, 0, 0x41, 12, 0x6a, 0x20, 1, 0x10, copy]);
    },
    [Float32Array.of(1, 2, 3, 4), new Float32Array(4)],
  );
  expect([...found]).toEqual([4, 3, 2, 1]);
});

test("runs of any length by their numbers, in each of several tables", () => {
  for (const length of [1, 3, 4, 7, 70]) {
    const rows = [2, 0, 0, 1];
    const [count, table] = [rows.length, 3 * length];
    const from = counting(2 * table);
    const spots = Int32Array.from(rows, (row) => 4 * length * row);
    const arrays = [from, new Float32Array(2 * count * length), spots];
    const [, found] = run((assembly) => defineGather(assembly, length, count, table), arrays, 2);
    const wanted = [0, 1].flatMap((outer) =>
      rows.flatMap((row) => [...from.subarray(outer * table + row * length, outer * table + (row + 1) * length)]),
    );
    expect([...found]).toEqual(wanted);
  }
});
