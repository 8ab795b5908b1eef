import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  apply,
  cholesky,
  choleskySolve,
  generalisedEigen,
  inversePositive,
  pseudoInverse,
  qr,
  quadraticForm,
  solve,
  squareRoot,
  symmetricEigen,
  symmetricEigenvalues,
} from "./linearAlgebra.js";
import { linearProgram } from "./linearProgram.js";
import { diagonal, fromRows, identity, type Matrix, matrix, multiply, transpose } from "./matrix.js";
import { nonnegativeLeastSquares } from "./nonnegativeLeastSquares.js";
import { fold, key, normal, uniform } from "./random.js";

const random = (seed: number, rows: number, columns: number): Matrix =>
  matrix(rows, columns, normal(key(seed), rows * columns));
const positive = (seed: number, n: number): Matrix => {
  const a = random(seed, n + 2, n);
  return multiply(transpose(a), a);
};

function expectClose(a: Matrix, b: Matrix, digits = 9): void {
  expect([a.rows, a.columns]).toEqual([b.rows, b.columns]);
  a.data.forEach((value, i) => {
    expect(value).toBeCloseTo(b.data[i], digits);
  });
}

const sizes = fc.tuple(fc.nat(1e6), fc.integer({ min: 1, max: 8 }));

describe("decompositions put the matrix back together", () => {
  test("Cholesky, inverse and solve", () => {
    fc.assert(
      fc.property(sizes, ([seed, n]) => {
        const a = positive(seed, n);
        const lower = cholesky(a);
        expectClose(multiply(lower, transpose(lower)), a);
        const b = normal(fold(key(seed), 1), n);
        apply(a, choleskySolve(lower, b)).forEach((value, i) => {
          expect(value).toBeCloseTo(b[i], 6);
        });
        expectClose(multiply(a, inversePositive(a)), identity(n), 6);
      }),
    );
  });

  test("eigenvectors of symmetric matrices, ascending", () => {
    fc.assert(
      fc.property(sizes, ([seed, n]) => {
        const a = positive(seed, n);
        const { values, vectors } = symmetricEigen(a);
        expect(symmetricEigenvalues(a)).toEqual(values);
        expectClose(multiply(multiply(vectors, diagonal(values)), transpose(vectors)), a);
        expectClose(multiply(transpose(vectors), vectors), identity(n));
        expect([...values]).toEqual([...values].sort((x, y) => x - y));
        const root = squareRoot(a);
        expectClose(multiply(root, root), a);
      }),
    );
  });

  test("generalised eigenvectors are orthonormal in b", () => {
    fc.assert(
      fc.property(sizes, ([seed, n]) => {
        const a = positive(seed, n);
        const b = positive(seed + 1, n);
        const { values, vectors } = generalisedEigen(a, b);
        expectClose(multiply(multiply(transpose(vectors), b), vectors), identity(n), 6);
        expectClose(multiply(multiply(transpose(vectors), a), vectors), diagonal(values), 5);
      }),
    );
  });

  test("Q R, and the pseudo-inverse of matrices that lack rank", () => {
    fc.assert(
      fc.property(sizes, ([seed, n]) => {
        const a = random(seed, n + 3, n);
        const { q, r } = qr(a);
        expectClose(multiply(q, r), a);
        expectClose(multiply(transpose(q), q), identity(n));
        const flat = multiply(a, random(seed + 1, n, n + 2));
        const lowRank = multiply(random(seed + 2, n + 2, 2), random(seed + 3, 2, n + 1));
        for (const one of [flat, lowRank]) expectClose(multiply(multiply(one, pseudoInverse(one)), one), one, 5);
      }),
    );
  });

  test("elimination solves what it can and says what it cannot", () => {
    const x = solve(
      fromRows([
        [0, 2],
        [3, 1],
      ]),
      [4, 5],
    );
    expect([...(x ?? [])]).toEqual([1, 2]);
    expect(
      solve(
        fromRows([
          [1, 2],
          [2, 4],
        ]),
        [1, 1],
      ),
    ).toBeUndefined();
    expect(() => cholesky(fromRows([[-1]]))).toThrow(/positive definite/);
  });
});

describe("linear programs", () => {
  test("a textbook corner", () => {
    // maximise 3x + 5y, x <= 4, 2y <= 12, 3x + 2y <= 18 (Hillier and Lieberman): x = 2, y = 6
    const constraints = fromRows([
      [1, 0, 1, 0, 0],
      [0, 2, 0, 1, 0],
      [3, 2, 0, 0, 1],
    ]);
    const solution = linearProgram(constraints, [4, 12, 18], [-3, -5, 0, 0, 0]);
    expect(solution?.value).toBeCloseTo(-36, 9);
    expect([...(solution?.x.slice(0, 2) ?? [])]).toEqual([2, 6]);
  });

  test("infeasible is undefined, unbounded throws", () => {
    expect(linearProgram(fromRows([[1, 1]]), [-1], [1, 1])).toBeUndefined();
    expect(() => linearProgram(fromRows([[1, -1]]), [0], [-1, 0])).toThrow(/unbounded/);
  });

  test("solutions satisfy the constraints at a corner and no feasible point is cheaper", () => {
    fc.assert(
      fc.property(fc.nat(1e6), (seed) => {
        const a = matrix(3, 8, uniform(key(seed), 24));
        const point = uniform(fold(key(seed), 1), 8);
        const cost = uniform(fold(key(seed), 2), 8);
        const bounds = apply(a, point);
        const solution = linearProgram(a, bounds, cost);
        if (solution === undefined) throw new Error("feasible by construction");
        apply(a, solution.x).forEach((value, i) => {
          expect(value).toBeCloseTo(bounds[i], 8);
        });
        expect(solution.x.filter((value) => value > 1e-9).length).toBeLessThanOrEqual(3);
        const other = point.reduce((sum, value, j) => sum + value * cost[j], 0);
        expect(solution.value).toBeLessThanOrEqual(other + 1e-9);
      }),
    );
  });
});

test("nonnegative least squares meets the Karush-Kuhn-Tucker conditions", () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 6 }), (seed, d) => {
      const columns = Array.from({ length: 3 * d }, (_, k) => normal(fold(key(seed), k), d));
      const { active, weights, residual } = nonnegativeLeastSquares(columns, normal(fold(key(seed), "target"), d));
      for (const weight of weights) expect(weight).toBeGreaterThan(0);
      columns.forEach((column, k) => {
        const slope = column.reduce((sum, value, i) => sum + value * residual[i], 0);
        if (active.includes(k)) expect(Math.abs(slope)).toBeLessThan(1e-8);
        else expect(slope).toBeLessThan(1e-8);
      });
    }),
  );
});

test("a quadratic form is u'au", () => {
  expect(
    quadraticForm(
      fromRows([
        [2, 1],
        [1, 3],
      ]),
      [1, -1],
    ),
  ).toBe(3); // prettier-ignore
});
