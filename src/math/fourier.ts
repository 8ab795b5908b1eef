/** Two-dimensional discrete Fourier transforms of square arrays, sides powers of two (one-dimensional kernel: fft.js). */
import FFT from "fft.js";

/** Complex values, real and imaginary parts in turn, row-major [size x size x 2]. */
export type ComplexGrid = Float64Array;

export interface Fourier2d {
  readonly size: number;
  /** In place. Rows from `usedRows` on must be zero and are not transformed along x. */
  forward(grid: ComplexGrid, usedRows?: number): void;
  /** In place, scaled by 1 / size^2. */
  inverse(grid: ComplexGrid): void;
}

/** Smallest power of two that is at least `length`. */
export const powerOfTwo = (length: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, length)));

export function fourier2d(size: number): Fourier2d {
  const plan = new FFT(size);
  const line = new Float64Array(2 * size);
  const transformed = new Float64Array(2 * size);
  const alongRow = (grid: ComplexGrid, row: number, transform: Transform) => {
    line.set(grid.subarray(2 * row * size, 2 * (row + 1) * size));
    transform(transformed, line);
    grid.set(transformed, 2 * row * size);
  };
  const alongColumn = (grid: ComplexGrid, column: number, transform: Transform) => {
    for (let row = 0, at = 2 * column; row < size; row++, at += 2 * size) {
      line[2 * row] = grid[at];
      line[2 * row + 1] = grid[at + 1];
    }
    transform(transformed, line);
    for (let row = 0, at = 2 * column; row < size; row++, at += 2 * size) {
      grid[at] = transformed[2 * row];
      grid[at + 1] = transformed[2 * row + 1];
    }
  };
  const there: Transform = (out, data) => plan.transform(out, data);
  const back: Transform = (out, data) => plan.inverseTransform(out, data);
  return {
    size,
    forward(grid, usedRows = size) {
      for (let row = 0; row < usedRows; row++) alongRow(grid, row, there);
      for (let column = 0; column < size; column++) alongColumn(grid, column, there);
    },
    inverse(grid) {
      for (let column = 0; column < size; column++) alongColumn(grid, column, back);
      for (let row = 0; row < size; row++) alongRow(grid, row, back);
    },
  };
}

type Transform = (out: Float64Array, data: Float64Array) => void;
