import { jit, numpy } from "@jax-js/jax";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { fold, key, normal } from "../math/random.js";
import { lossAndGradient } from "./gradient.js";
import { matmul, square, sumAll } from "./ops.js";
import { startEngine } from "./start.js";
import type { Tensor } from "./tensor.js";

beforeAll(startEngine);

type Matrix = readonly (readonly number[])[];

function drawn(name: string, rows: number, columns: number): Matrix {
  const values = Float32Array.from(normal(fold(key(5), name), rows * columns));
  return Array.from({ length: rows }, (_, i) => [...values.subarray(i * columns, (i + 1) * columns)]);
}

const tensor = (matrix: Matrix): Tensor =>
  numpy.array(Float32Array.from(matrix.flat()), { shape: [matrix.length, matrix[0].length] });

const upToFour = (length: number): number => Math.ceil(length / 4) * 4;

/** The matrix in the corner of a larger one of zeros. */
const embedded = (matrix: Matrix, rows: number, columns: number): Matrix =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => matrix[i]?.[j] ?? 0));

const corner = (values: ArrayLike<number>, columns: number, rows: number, kept: number): number[] =>
  Array.from({ length: rows * kept }, (_, at) => values[Math.floor(at / kept) * columns + (at % kept)]);

/** a b, and the derivatives of the sum of its squares, compiled, with the product given. */
function productAndDerivatives(product: (a: Tensor, b: Tensor) => Tensor, a: Matrix, b: Matrix) {
  const compute = jit((x: Tensor, y: Tensor) => {
    const { gradient } = lossAndGradient((at) => ({ total: sumAll(square(product(at.x, at.y))), parts: {} }), {
      x: x.ref,
      y: y.ref,
    });
    return [product(x, y), gradient.x, gradient.y];
  });
  return compute(tensor(a), tensor(b)).map((result) => result.dataSync());
}

test("a product of any width has the bits of a wider one whose further weights are 0, and so have its derivatives", () => {
  const width = fc.integer({ min: 1, max: 23 });
  fc.assert(
    fc.property(width, width, width, (rows, depth, columns) => {
      const [a, b] = [drawn("a", rows, depth), drawn("b", depth, columns)];
      const [deep, wide] = [upToFour(depth), upToFour(columns)];
      const [product, byA, byB] = productAndDerivatives(matmul, a, b);
      const wider = productAndDerivatives(
        (x, y) => numpy.matmul(x, y),
        embedded(a, rows, deep),
        embedded(b, deep, wide),
      );
      expect([...product]).toEqual(corner(wider[0], wide, rows, columns));
      expect([...byA]).toEqual(corner(wider[1], deep, rows, depth));
      expect([...byB]).toEqual(corner(wider[2], wide, depth, columns));
    }),
    {
      numRuns: 12,
      examples: [
        [128, 6, 186],
        [5, 4, 8],
        [3, 4, 5],
        [3, 5, 4],
      ],
    },
  );
});

test("a padded product is the sum of products", () => {
  const [a, b] = [drawn("a", 7, 13), drawn("b", 13, 6)];
  const [product] = productAndDerivatives(matmul, a, b);
  const exact = a.flatMap((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
  for (const [at, value] of exact.entries()) expect(product[at]).toBeCloseTo(value, 5);
});

test("a batch of products is padded in its last axes alone", () => {
  const [a, b] = [drawn("a", 3 * 5, 6), drawn("b", 3 * 6, 7)];
  const batch = matmul(tensor(a).reshape([3, 5, 6]), tensor(b).reshape([3, 6, 7]));
  const single = matmul(tensor(a.slice(5, 10)), tensor(b.slice(6, 12)));
  expect([...batch.dataSync().slice(35, 70)]).toEqual([...single.dataSync()]);
});
