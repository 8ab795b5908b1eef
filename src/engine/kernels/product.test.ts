import fc from "fast-check";
import { expect, test } from "vitest";
import { run } from "../../../test/support/kernels.js";
import { normals } from "../../../test/support/nativeReference.js";
import { defineProduct, type Product, productScratch } from "./product.js";

const floats = (count: number): Float32Array => Float32Array.from(normals(count).data);

/** alpha A B + beta E in float64. */
function expected(product: Product, a: Float32Array, b: Float32Array, e: Float32Array): number[] {
  const { rows, columns, depth, transA, transB, alpha, beta, added, rectified } = product;
  return Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < depth; k++)
      sum += a[transA ? k * rows + i : i * depth + k] * b[transB ? j * depth + k : k * columns + j];
    const total = alpha * sum + (added === "nothing" ? 0 : beta * e[added === "row" ? j : at]);
    return rectified ? Math.max(total, 0) : total;
  });
}

function expectProduct(product: Product): void {
  const { rows, columns, depth } = product;
  const arrays = [rows * depth, depth * columns, rows * columns, rows * columns, productScratch(product) / 4].map(
    floats,
  );
  const [a, b, , e] = arrays;
  const [, , found] = run((assembly) => defineProduct(assembly, product), arrays);
  for (const [at, value] of expected(product, a, b, e).entries())
    expect(Math.abs(found[at] - value)).toBeLessThan(1e-5 * Math.sqrt(depth));
}

const shape = fc.record({
  rows: fc.integer({ min: 1, max: 21 }),
  columns: fc.integer({ min: 1, max: 30 }),
  depth: fc.integer({ min: 1, max: 40 }),
  transA: fc.boolean(),
  transB: fc.boolean(),
  alpha: fc.constantFrom(1, -0.5),
  beta: fc.constantFrom(1, 2),
  added: fc.constantFrom("nothing", "row", "matrix"),
  rectified: fc.boolean(),
});

test("products of any shape, of transposed matrices, scaled and added to others", () => {
  fc.assert(fc.property(shape, expectProduct), { seed: 1, numRuns: 200 });
});

test("sums that are longer than a block, in two blocks and in many", () => {
  const deep = fc.record({ depth: fc.integer({ min: 100, max: 1700 }), like: shape });
  const property = fc.property(deep, ({ depth, like }) => expectProduct({ ...like, depth }));
  fc.assert(property, { seed: 2, numRuns: 60 });
});

test("nothing is written before, and only room behind, the result", () => {
  const product: Product = {
    rows: 3,
    columns: 5,
    depth: 4,
    transA: false,
    transB: false,
    alpha: 1,
    beta: 1,
    added: "nothing",
    rectified: false,
  };
  const guard = new Float32Array(8).fill(7);
  const arrays = [
    floats(12),
    floats(20),
    guard,
    new Float32Array(15),
    guard,
    new Float32Array(productScratch(product) / 4),
  ];
  const wrapped = (assembly: Parameters<typeof defineProduct>[0]) => {
    const kernel = defineProduct(assembly, product);
    return assembly.define("guarded", ["i32", "i32", "i32", "i32", "i32", "i32"], (_, a, b, __, c, ___, scratch) =>
      [a, b, c, a, scratch].map((local) => [0x20, local]).concat([[0x10, kernel]]),
    );
  };
  const [, , before, , behind] = run(wrapped, arrays);
  expect([before, behind]).toEqual([guard, guard]);
});
