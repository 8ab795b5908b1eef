/** The inputs of test/fixtures/regression/make.py, drawn again. */
import { type Matrix, matrix } from "../../src/math/matrix.js";
import { numpyRandint } from "./numpyRandom.js";

const ROWS = 120;
const COLUMNS = 3;

const unitRandom = (seed: number, count: number): Float64Array =>
  Float64Array.from(numpyRandint(seed, 0, 1000, count), (value) => value / 1000);

export function referenceInputs(): Matrix {
  const [scale, offset] = [
    [1, 10, 0.1],
    [0, 5, -3],
  ];
  const draws = unitRandom(1, ROWS * COLUMNS);
  return matrix(
    ROWS,
    COLUMNS,
    draws.map((value, at) => value * scale[at % COLUMNS] + offset[at % COLUMNS]),
  );
}

export function referenceLabels(classes: number): Int32Array {
  const { data } = referenceInputs();
  return Int32Array.from(unitRandom(2, ROWS), (noise, row) => {
    const signal = data[row * COLUMNS] + (data[row * COLUMNS + 1] - 5) / 10 + noise;
    return Math.min(classes - 1, Math.floor((signal ** 2 * classes) / 6));
  });
}

/** [rows x 2]: the labels of four classes, and whole numbers that the inputs know nothing of */
export function referenceTargets(): Matrix {
  const labels = referenceLabels(4);
  const unrelated = numpyRandint(3, 0, 100, ROWS);
  return matrix(
    ROWS,
    2,
    Float64Array.from({ length: 2 * ROWS }, (_, at) => (at % 2 ? unrelated : labels)[Math.floor(at / 2)]),
  );
}
