import { jit, numpy } from "@jax-js/jax";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { flatten } from "./flatten.js";
import { startEngine } from "./start.js";
import type { Tensor } from "./tensor.js";

beforeAll(startEngine);

/** Vectors that count on from one another, so that their joining counts without a gap. */
function counting(sizes: readonly number[]): Tensor[] {
  let next = 1;
  return sizes.map((size) => numpy.array(Float32Array.from({ length: size }, () => next++)));
}

const small = fc.integer({ min: 1, max: 40 });
const large = fc.integer({ min: 3000, max: 9000 });

test("vectors small and large are laid end to end in their order, compiled or not", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(small, large), { minLength: 1, maxLength: 14 }), fc.boolean(), (sizes, compiled) => {
      const parts = counting(sizes);
      const values = [...(compiled ? jit(flatten)(parts) : flatten(parts)).dataSync()];
      expect(values.length).toBe(sizes.reduce((sum, size) => sum + size, 0));
      expect(values.every((value, at) => value === at + 1)).toBe(true);
    }),
    { numRuns: 30, seed: 4 },
  );
});

test("matrices are laid out by rows", () => {
  const matrix = numpy.array([
    [1, 2],
    [3, 4],
  ]);
  expect([...flatten([matrix, numpy.array([5])]).dataSync()]).toEqual([1, 2, 3, 4, 5]);
});
