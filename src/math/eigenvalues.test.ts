import { describe, expect, test } from "vitest";
import { eigenvalues, squaredEigenvalues } from "./eigenvalues.js";
import { symmetricEigenvalues, symmetrise } from "./linearAlgebra.js";
import { fromRows, type Matrix, matrix, multiply, trace } from "./matrix.js";
import { fold, key, normal } from "./random.js";

const random = (k: number, d: number): Matrix => matrix(d, d, normal(fold(key(1), k), d * d));

describe("eigenvalues of matrices that need not be symmetric", () => {
  test("of symmetric ones are those of the symmetric solver", () => {
    for (let k = 0; k < 10; k++) {
      const a = symmetrise(random(k, 1 + k));
      const found = eigenvalues(a)
        .map(({ real }) => real)
        .sort((x, y) => x - y); // prettier-ignore
      symmetricEigenvalues(a).forEach((value, i) => void expect(found[i]).toBeCloseTo(value, 9));
      for (const { imaginary } of eigenvalues(a)) expect(imaginary).toBeCloseTo(0, 9);
    }
  });

  test("have the sums of powers that traces of powers are", () => {
    for (let k = 0; k < 30; k++) {
      const a = random(k, 2 + (k % 11));
      const values = eigenvalues(a);
      const sum = values.reduce((total, { real }) => total + real, 0);
      const squares = values.reduce((total, { real, imaginary }) => total + real ** 2 - imaginary ** 2, 0);
      expect(sum).toBeCloseTo(trace(a), 8);
      expect(squares).toBeCloseTo(trace(multiply(a, a)), 7);
      expect(values.reduce((total, { imaginary }) => total + imaginary, 0)).toBeCloseTo(0, 8);
    }
  });

  test("of a permutation lie on the unit circle, at the roots of one", () => {
    for (const d of [2, 3, 5, 9, 24]) {
      const shift = fromRows(
        Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === (j + 1) % d ? 1 : 0))),
      ); // prettier-ignore
      const angles = eigenvalues(shift).map(({ real, imaginary }) => {
        expect(Math.hypot(real, imaginary)).toBeCloseTo(1, 9);
        return (Math.atan2(imaginary, real) * d) / (2 * Math.PI);
      });
      const turns = angles.map((angle) => ((Math.round(angle) % d) + d) % d).sort((x, y) => x - y);
      expect(turns).toEqual(Array.from({ length: d }, (_, i) => i));
    }
  });

  test("of zero, of a nilpotent matrix and of one entry", () => {
    expect(squaredEigenvalues(matrix(3, 3))).toBe(0);
    expect(
      squaredEigenvalues(
        fromRows([
          [0, 1, 0],
          [0, 0, 1],
          [0, 0, 0],
        ]),
      ),
    ).toBeCloseTo(0, 9); // prettier-ignore
    expect(eigenvalues(fromRows([[-2]]))).toEqual([{ real: -2, imaginary: 0 }]);
  });

  test("do not depend on the unit", () => {
    const a = random(4, 6);
    for (const unit of [1e-150, 1e150]) {
      const scaled = matrix(
        6,
        6,
        a.data.map((value) => unit * value),
      ); // prettier-ignore
      const sizes = eigenvalues(scaled)
        .map(({ real, imaginary }) => Math.hypot(real, imaginary) / unit)
        .sort(); // prettier-ignore
      const plain = eigenvalues(a)
        .map(({ real, imaginary }) => Math.hypot(real, imaginary))
        .sort(); // prettier-ignore
      sizes.forEach((size, i) => void expect(size).toBeCloseTo(plain[i], 9));
    }
  });
});
