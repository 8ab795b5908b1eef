/** Two-dimensional discrete Fourier transforms of square arrays, sides powers of two (one-dimensional kernel: fft.js). */
import FFT from "fft.js";

/** Complex numbers [size x size], real and imaginary parts in turn. */
export interface ComplexGrid {
  readonly values: Float64Array;
  /** Each row of `values` by itself. */
  readonly rows: readonly Float64Array[];
}

export interface Fourier2d {
  readonly size: number;
  /** A grid of zeros. */
  grid(): ComplexGrid;
  /**
   * In place; the spectrum comes out transposed, [x frequency][y frequency], which saves a pass. Rows from `usedRows` on must be
   * zero.
   */
  forward(grid: ComplexGrid, usedRows?: number): void;
  /** In place, from a transposed spectrum, scaled by 1 / size^2. Only the rows named come out right, all by default. */
  inverse(grid: ComplexGrid, rows?: Iterable<number>): void;
  /** The same for a spectrum that is equal at opposite frequencies, in three quarters of the time. */
  inverseEven(grid: ComplexGrid, rows?: Iterable<number>): void;
}

/** Smallest power of two that is at least `length`. */
export const powerOfTwo = (length: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, length)));

export function fourier2d(size: number): Fourier2d {
  const plan = new FFT(size);
  const scratch = complexGrid(size);
  return {
    size,
    grid: () => complexGrid(size),
    forward(grid, usedRows = size) {
      scratch.values.fill(0, 2 * usedRows * size);
      for (let row = 0; row < usedRows; row++) plan.transform(scratch.rows[row], grid.rows[row]);
      transpose(scratch.values, size);
      for (let row = 0; row < size; row++) plan.transform(grid.rows[row], scratch.rows[row]);
    },
    inverse(grid, rows = Array(size).keys()) {
      for (let row = 0; row < size; row++) plan.inverseTransform(scratch.rows[row], grid.rows[row]);
      transpose(scratch.values, size);
      for (const row of rows) plan.inverseTransform(grid.rows[row], scratch.rows[row]);
    },
    inverseEven(grid, rows = Array(size).keys()) {
      for (let row = 0; row <= size / 2; row++) plan.inverseTransform(scratch.rows[row], grid.rows[row]);
      for (let row = 1; row < size / 2; row++) mirror(scratch.rows[size - row], scratch.rows[row]);
      transpose(scratch.values, size);
      for (const row of rows) plan.inverseTransform(grid.rows[row], scratch.rows[row]);
    },
  };
}

/** Writes a row of complex numbers backwards around its first: number -k of `from` becomes number k. */
function mirror(to: Float64Array, from: Float64Array): void {
  to[0] = from[0];
  to[1] = from[1];
  for (let at = 2, back = from.length - 2; at < from.length; at += 2, back -= 2) {
    to[at] = from[back];
    to[at + 1] = from[back + 1];
  }
}

function complexGrid(size: number): ComplexGrid {
  const values = new Float64Array(2 * size * size);
  const rows = Array.from({ length: size }, (_, row) => values.subarray(2 * row * size, 2 * (row + 1) * size));
  return { values, rows };
}

/** Side of the squares in which a matrix is transposed: two of them fit into the first cache. */
const BLOCK = 16;

/** In place, block by block. */
function transpose(values: Float64Array, size: number): void {
  for (let top = 0; top < size; top += BLOCK) {
    for (let left = top; left < size; left += BLOCK) transposeBlock(values, size, top, left);
  }
}

function transposeBlock(values: Float64Array, size: number, top: number, left: number): void {
  for (let row = top; row < Math.min(size, top + BLOCK); row++) {
    for (let column = Math.max(left, row + 1); column < Math.min(size, left + BLOCK); column++) {
      const here = 2 * (row * size + column);
      const there = 2 * (column * size + row);
      const [real, imaginary] = [values[here], values[here + 1]];
      values[here] = values[there];
      values[here + 1] = values[there + 1];
      values[there] = real;
      values[there + 1] = imaginary;
    }
  }
}
