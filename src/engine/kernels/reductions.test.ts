import fc from "fast-check";
import { expect, test } from "vitest";
import { run } from "../../../test/support/kernels.js";
import { normals } from "../../../test/support/nativeReference.js";
import { defineReduction, type Reducer, type Reduction } from "./reductions.js";

type OfFloats = Extract<Reducer, "sum" | "sum of squares" | "largest" | "smallest">;
const JOIN: Readonly<Record<OfFloats, (total: number, value: number) => number>> = {
  sum: (total, value) => total + value,
  "sum of squares": (total, value) => total + value * value,
  largest: (total, value) => Math.max(total, value),
  smallest: (total, value) => Math.min(total, value),
};
const START: Readonly<Record<OfFloats, number>> = {
  sum: 0,
  "sum of squares": 0,
  largest: Number.NEGATIVE_INFINITY,
  smallest: Number.POSITIVE_INFINITY,
};

const reduced = (reduction: Reduction, from: Float32Array): Float32Array =>
  run(
    (assembly) => defineReduction(assembly, reduction),
    [from, new Float32Array(reduction.outer * reduction.inner)],
  )[1];

const shape = fc.record({
  reducer: fc.constantFrom("sum", "sum of squares", "largest", "smallest"),
  outer: fc.integer({ min: 1, max: 4 }),
  length: fc.integer({ min: 1, max: 30 }),
  inner: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 })),
});

test("along the last axis and along others, of any length", () => {
  const property = fc.property(shape, (reduction) => {
    const { reducer, outer, length, inner } = reduction;
    const from = Float32Array.from(normals(outer * length * inner).data);
    for (const [at, found] of reduced(reduction, from).entries()) {
      const [o, i] = [Math.floor(at / inner), at % inner];
      const values = Array.from({ length }, (_, k) => from[(o * length + k) * inner + i]);
      expect(found).toBeCloseTo(values.reduce(JOIN[reducer], START[reducer]), 5);
    }
  });
  fc.assert(property, { seed: 1, numRuns: 150 });
});

test("a sum of a million equal numbers keeps seven digits", () => {
  const [found] = reduced(
    { reducer: "sum", outer: 1, length: 1_000_000, inner: 1 },
    new Float32Array(1_000_000).fill(0.1),
  );
  expect(found / (1_000_000 * Math.fround(0.1))).toBeCloseTo(1, 7);
});

test("NaN is not passed over", () => {
  const from = Float32Array.of(1, 2, 3, 4, Number.NaN, 6, 7);
  for (const reducer of ["sum", "sum of squares", "largest", "smallest"] as const)
    expect(reduced({ reducer, outer: 1, length: 7, inner: 1 }, from)[0]).toBeNaN();
});

test("whole numbers stay whole, above 2^24 too", () => {
  const values = Int32Array.of(2 ** 24 + 1, -5, 2 ** 30, 7, -(2 ** 31), 3);
  const total = (reducer: Reducer) => {
    const reduction: Reduction = { reducer, outer: 1, length: 6, inner: 1 };
    const [, found] = run((assembly) => defineReduction(assembly, reduction), [values, new Float32Array(1)]);
    return new Int32Array(found.buffer)[0];
  };
  const sum = values.reduce((a, b) => (a + b) | 0);
  const reducers = ["sum of integers", "largest integer", "smallest integer"] as const;
  expect(reducers.map(total)).toEqual([sum, 2 ** 30, -(2 ** 31)]);
});
