/**
 * The sums of an autocorrelogram at every displacement ("lag"), of one map or of two side by side.
 *
 * - Products a(p) a(p + t): the inverse Fourier transform of the power spectrum. Two maps a and b are one complex a + i b; their
 *   spectra come apart by symmetry, and |A|^2 + i |B|^2 comes back in one inverse.
 * - Sums of a(p) and a(p)^2 over the p such that p + t is visited, too: rectangles of a summed-area table (Crow, SIGGRAPH 1984) less
 *   what lies over unvisited bins, where these are few; else a correlation with the mask by Fourier transform.
 */
import { type ComplexGrid, fourier2d, powerOfTwo } from "../../math/fourier.js";

/** [lags], from the most negative lag to the most positive, row-major, lag 0 in the middle. */
export interface LaggedSums {
  /** Bins visited at both ends of the lag. */
  readonly overlap: Float64Array;
  /** Of a(p); the sum of a(p + t) stands at the opposite lag. */
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly products: Float64Array;
}

/** Values [rows x columns] that are 0 where not visited, of one map or two. */
export type Values = readonly [Float64Array] | readonly [Float64Array, Float64Array];

interface Side {
  readonly rows: number;
  readonly columns: number;
}

/** Works out the sums for maps that share the bins visited, marked 1 (0 elsewhere). */
export function laggedSummer(visited: Float64Array, side: Side): (values: Values) => LaggedSums[] {
  const products = productsOf(side);
  const [overlap] = products([visited]);
  const sumOver = overVisited(visited, side);
  return (values) => {
    const both = products(values);
    return values.map((value, map) => ({ overlap, ...sumOver(value), products: both[map] }));
  };
}

function productsOf({ rows, columns }: Side): (values: Values) => Float64Array[] {
  const fourier = fourier2d(powerOfTwo(2 * Math.max(rows, columns)));
  const [spectrum, power] = [fourier.grid(), fourier.grid()];
  const lagRows = Array.from({ length: rows }, (_, row) => row);
  return (values) => {
    place(spectrum, columns, values[0], values[1]);
    fourier.forward(spectrum, rows);
    powers(power.values, spectrum.values, fourier.size);
    fourier.inverseEven(power, lagRows);
    return values.map((_, part) => evenLags(power, rows, columns, part));
  };
}

/** Maps in the corner of a padded complex grid, as real and imaginary part; zeros elsewhere. */
function place({ values, rows }: ComplexGrid, columns: number, real: Float64Array, imaginary?: Float64Array): void {
  values.fill(0);
  const skip = 2 * (rows.length - columns);
  for (let from = 0, to = 0; from < real.length; to += skip) {
    for (let column = 0; column < columns; column++, from++, to += 2) {
      values[to] = real[from];
      if (imaginary) values[to + 1] = imaginary[from];
    }
  }
}

/** |A|^2 + i |B|^2 at every frequency, for X = A + i B with a and b real: A(k) = (X(k) + conj X(-k)) / 2. */
function powers(out: Float64Array, x: Float64Array, size: number): void {
  const wrap = size - 1;
  for (let row = 0; row <= size / 2; row++) {
    const opposite = 2 * ((size - row) & wrap) * size;
    for (let column = 0, at = 2 * row * size; column < size; column++, at += 2) {
      const back = opposite + 2 * ((size - column) & wrap);
      const [re, im, reBack, imBack] = [x[at], x[at + 1], x[back], x[back + 1]];
      out[at] = ((re + reBack) ** 2 + (im - imBack) ** 2) / 4;
      out[at + 1] = ((im + imBack) ** 2 + (re - reBack) ** 2) / 4;
    }
  }
}

/** Real (0) or imaginary (1) part at all lags, from a padded grid whose lag 0 is in the corner and whose lags mirror each other. */
function evenLags({ values, rows: { length: size } }: ComplexGrid, rows: number, columns: number, part: number) {
  const width = 2 * columns - 1;
  const out = new Float64Array((2 * rows - 1) * width);
  const middle = (out.length - 1) / 2;
  for (let dy = 0; dy < rows; dy++) {
    for (let dx = dy === 0 ? 0 : 1 - columns; dx < columns; dx++) {
      const value = values[2 * (dy * size + ((dx + size) % size)) + part];
      const lag = dy * width + dx;
      out[middle + lag] = value;
      out[middle - lag] = value;
    }
  }
  return out;
}

type SumOver = (values: Float64Array) => Pick<LaggedSums, "sum" | "squares">;

/** Up to this share of unvisited bins, taking them off one by one is faster than a Fourier transform. */
const FEW = 1 / 16;

function overVisited(visited: Float64Array, side: Side): SumOver {
  const holes = Int32Array.from(Array.from(visited.keys()).filter((bin) => visited[bin] === 0));
  if (holes.length > FEW * visited.length) return byFourier(visited, side);
  return (values) => {
    const squared = values.map((value) => value * value);
    return { sum: byRectangles(values, holes, side), squares: byRectangles(squared, holes, side) };
  };
}

function byRectangles(values: Float64Array, holes: Int32Array, side: Side): Float64Array {
  const { rows, columns } = side;
  const out = rectangleSums(values, side);
  const width = 2 * columns - 1;
  const middle = (out.length - 1) / 2;
  for (const hole of holes) {
    const [holeRow, holeColumn] = [Math.floor(hole / columns), hole % columns];
    for (let row = 0, bin = 0; row < rows; row++) {
      const lag = middle + (holeRow - row) * width + holeColumn;
      for (let column = 0; column < columns; column++, bin++) out[lag - column] -= values[bin];
    }
  }
  return out;
}

/** Sums over the p such that p + t lies in the rectangle of the map, for every lag t. */
function rectangleSums(values: Float64Array, { rows, columns }: Side): Float64Array {
  const table = summedArea(values, rows, columns);
  const stride = columns + 1;
  const out = new Float64Array((2 * rows - 1) * (2 * columns - 1));
  for (let dy = 1 - rows, lag = 0; dy < rows; dy++) {
    const low = Math.max(0, -dy) * stride;
    const high = Math.min(rows, rows - dy) * stride;
    for (let dx = 1 - columns; dx < columns; dx++, lag++) {
      const left = Math.max(0, -dx);
      const right = Math.min(columns, columns - dx);
      out[lag] = table[high + right] - table[high + left] - table[low + right] + table[low + left];
    }
  }
  return out;
}

/** Entry (row, column) is the sum of all values above and to the left of it. [(rows + 1) x (columns + 1)] */
function summedArea(values: Float64Array, rows: number, columns: number): Float64Array {
  const stride = columns + 1;
  const table = new Float64Array((rows + 1) * stride);
  for (let row = 0; row < rows; row++) {
    let along = 0;
    for (let column = 0; column < columns; column++) {
      along += values[row * columns + column];
      table[(row + 1) * stride + column + 1] = table[row * stride + column + 1] + along;
    }
  }
  return table;
}

function byFourier(visited: Float64Array, { rows, columns }: Side): SumOver {
  const fourier = fourier2d(powerOfTwo(2 * Math.max(rows, columns)));
  const { size } = fourier;
  const [mask, spectrum, work] = [fourier.grid(), fourier.grid(), fourier.grid()];
  const lagRows = Array.from({ length: 2 * rows - 1 }, (_, i) => (i + 1 - rows + size) % size);
  place(mask, columns, visited);
  fourier.forward(mask, rows);
  return (values) => {
    place(
      spectrum,
      columns,
      values,
      values.map((value) => value * value),
    );
    fourier.forward(spectrum, rows);
    mirroredTimesMask(work.values, spectrum.values, mask.values, size);
    fourier.inverse(work, lagRows);
    return { sum: allLags(work, rows, columns, 0), squares: allLags(work, rows, columns, 1) };
  };
}

/** X(-k) M(k): its inverse is sum_p a(p) m(p + t) + i sum_p b(p) m(p + t), for X the transform of a + i b. */
function mirroredTimesMask(out: Float64Array, x: Float64Array, mask: Float64Array, size: number): void {
  const wrap = size - 1;
  for (let row = 0, at = 0; row < size; row++) {
    const opposite = 2 * ((size - row) & wrap) * size;
    for (let column = 0; column < size; column++, at += 2) {
      const back = opposite + 2 * ((size - column) & wrap);
      out[at] = x[back] * mask[at] - x[back + 1] * mask[at + 1];
      out[at + 1] = x[back] * mask[at + 1] + x[back + 1] * mask[at];
    }
  }
}

/** Real (0) or imaginary (1) part at all lags, from a padded grid whose lag 0 is in the corner. */
function allLags({ values, rows: { length: size } }: ComplexGrid, rows: number, columns: number, part: number) {
  const out = new Float64Array((2 * rows - 1) * (2 * columns - 1));
  for (let dy = 1 - rows, lag = 0; dy < rows; dy++) {
    const row = ((dy + size) % size) * size;
    for (let dx = 1 - columns; dx < columns; dx++, lag++) {
      out[lag] = values[2 * (row + ((dx + size) % size)) + part];
    }
  }
  return out;
}
