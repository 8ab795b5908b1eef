import { expect, test } from "vitest";
import { fromRows, identity, multiply, transpose } from "./matrix.js";
import { orthonormalRows, pivotedCholesky, randomOrthonormalRows } from "./orthogonal.js";
import { key, split } from "./random.js";

const close = (a: { data: Float64Array }, b: { data: Float64Array }) =>
  a.data.forEach((value, i) => void expect(value).toBeCloseTo(b.data[i], 12));

test("random frames are orthonormal", () => {
  for (const [rows, columns] of [
    [5, 5],
    [3, 40],
  ]) {
    const frame = randomOrthonormalRows(key(1), rows, columns);
    close(multiply(frame, transpose(frame)), identity(rows));
  }
  expect(() => randomOrthonormalRows(key(1), 3, 2)).toThrow(/orthonormal/);
});

test("random rotations are uniform: an entry has mean 0, second moment 1/d, fourth 3/(d (d + 2))", () => {
  const entries = split(key(2), 20_000).map((child) => randomOrthonormalRows(child, 3, 3).data[4]);
  const moment = (power: number) => entries.reduce((sum, value) => sum + value ** power, 0) / entries.length;
  expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(1 / 3 / 20_000));
  expect(Math.abs(moment(2) - 1 / 3)).toBeLessThan(0.01);
  expect(Math.abs(moment(4) - 1 / 5)).toBeLessThan(0.01);
});

test("pivoted Cholesky finds the rank and gives the matrix back", () => {
  const thin = fromRows([
    [1, 2, 0, 3],
    [0, 1, 1, 1],
  ]);
  const gram = multiply(transpose(thin), thin);
  const factor = pivotedCholesky(gram);
  expect(factor.rows).toBe(2);
  close(multiply(transpose(factor), factor), gram);
  const frame = orthonormalRows(factor);
  close(multiply(multiply(thin, transpose(frame)), frame), thin);
  expect(pivotedCholesky(fromRows([[0]])).rows).toBe(0);
});
