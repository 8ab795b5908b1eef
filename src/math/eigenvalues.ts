/**
 * Eigenvalues of a real matrix that need not be symmetric: reduction to Hessenberg form by Givens rotations, then the complex QR
 * iteration with Wilkinson's shift (Golub and Van Loan, Matrix Computations, 4th ed., sections 7.4 and 7.5).
 */
import { NumericalError } from "./errors.js";
import type { Matrix } from "./matrix.js";

export interface ComplexNumber {
  readonly real: number;
  readonly imaginary: number;
}

/** A complex matrix [size x size], its parts row-major; it is worked on in place. */
interface Work {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** The unitary [[conj c, conj s], [-s, c]]. */
interface Rotation {
  readonly c: ComplexNumber;
  readonly s: ComplexNumber;
}

/** Iterations for one eigenvalue; two or three are usual. */
const MOST_ITERATIONS = 60;

/** The eigenvalues of a square matrix, in no order. Throws NumericalError when the iteration does not converge. */
export function eigenvalues(a: Matrix): ComplexNumber[] {
  const size = a.rows;
  const work: Work = { size, re: a.data.slice(), im: new Float64Array(size * size) };
  toHessenberg(work);
  for (let last = size - 1, iteration = 0; last > 0; ) {
    const first = blockStart(work, last);
    if (first === last) {
      last--;
      iteration = 0;
      continue;
    }
    if (iteration++ === MOST_ITERATIONS) throw new NumericalError("the eigenvalues of a matrix did not converge");
    iterate(work, first, last, iteration % 10 === 0 ? exceptionalShift(work, last) : wilkinsonShift(work, last));
  }
  return Array.from({ length: size }, (_, i) => entry(work, i, i));
}

/** sum_i |eigenvalue_i(a)|^2: the least squared Frobenius norm of all matrices similar to `a` (Schur's inequality). */
export const squaredEigenvalues = (a: Matrix): number =>
  eigenvalues(a).reduce((sum, { real, imaginary }) => sum + real * real + imaginary * imaginary, 0);

const entry = ({ size, re, im }: Work, row: number, column: number): ComplexNumber => ({
  real: re[row * size + column],
  imaginary: im[row * size + column],
});

function toHessenberg(work: Work): void {
  for (let column = 0; column < work.size - 2; column++) {
    for (let row = work.size - 1; row > column + 1; row--) {
      const rotation = rotationOf(entry(work, row - 1, column), entry(work, row, column));
      rotateRows(work, rotation, row - 1, row, column, work.size - 1);
      rotateColumns(work, rotation, row - 1, row, 0, work.size - 1);
      clear(work, row, column);
    }
  }
}

/** First row of the block that ends in `last` and does not fall apart; entries below rounding are cleared. */
function blockStart(work: Work, last: number): number {
  const { size } = work;
  const modulus = (row: number, column: number): number =>
    Math.hypot(work.re[row * size + column], work.im[row * size + column]);
  for (let row = last; row > 0; row--) {
    const scale = modulus(row, row) + modulus(row - 1, row - 1) || norm(work);
    if (modulus(row, row - 1) > Number.EPSILON * scale) continue;
    clear(work, row, row - 1);
    return row;
  }
  return 0;
}

const norm = ({ re, im }: Work): number => Math.hypot(...re, ...im);

/** One step H <- R Q + shift with H - shift = Q R, within the rows and columns of the block. */
function iterate(work: Work, first: number, last: number, shift: ComplexNumber): void {
  addToDiagonal(work, first, last, -shift.real, -shift.imaginary);
  const rotations: Rotation[] = [];
  for (let row = first; row < last; row++) {
    const rotation = rotationOf(entry(work, row, row), entry(work, row + 1, row));
    rotateRows(work, rotation, row, row + 1, row, last);
    rotations.push(rotation);
  }
  rotations.forEach((rotation, k) => {
    rotateColumns(work, rotation, first + k, first + k + 1, first, Math.min(last, first + k + 1));
  });
  addToDiagonal(work, first, last, shift.real, shift.imaginary);
}

/** The eigenvalue of the last two rows and columns that is nearer to the last entry. */
function wilkinsonShift(work: Work, last: number): ComplexNumber {
  const a = entry(work, last - 1, last - 1);
  const d = entry(work, last, last);
  const half = { real: (a.real - d.real) / 2, imaginary: (a.imaginary - d.imaginary) / 2 };
  const bc = times(entry(work, last - 1, last), entry(work, last, last - 1));
  const square = times(half, half);
  const root = squareRoot({ real: square.real + bc.real, imaginary: square.imaginary + bc.imaginary });
  const sign = half.real * root.real + half.imaginary * root.imaginary > 0 ? -1 : 1;
  return {
    real: d.real + half.real + sign * root.real,
    imaginary: d.imaginary + half.imaginary + sign * root.imaginary,
  };
}

/** A shift off every axis, for matrices such as permutations on which the usual one goes round in circles. */
function exceptionalShift(work: Work, last: number): ComplexNumber {
  const { real, imaginary } = entry(work, last, last - 1);
  const size = Math.hypot(real, imaginary);
  return { real: 0.75 * size, imaginary: 0.4375 * size };
}

function rotationOf(f: ComplexNumber, g: ComplexNumber): Rotation {
  const length = Math.hypot(f.real, f.imaginary, g.real, g.imaginary);
  if (length === 0) return { c: { real: 1, imaginary: 0 }, s: { real: 0, imaginary: 0 } };
  const part = ({ real, imaginary }: ComplexNumber) => ({ real: real / length, imaginary: imaginary / length });
  return { c: part(f), s: part(g) };
}

function rotateRows({ size, re, im }: Work, { c, s }: Rotation, p: number, q: number, from: number, to: number): void {
  for (let k = from; k <= to; k++) {
    const [i, j] = [p * size + k, q * size + k];
    const [x, xi, y, yi] = [re[i], im[i], re[j], im[j]];
    re[i] = c.real * x + c.imaginary * xi + s.real * y + s.imaginary * yi;
    im[i] = c.real * xi - c.imaginary * x + s.real * yi - s.imaginary * y;
    re[j] = c.real * y - c.imaginary * yi - s.real * x + s.imaginary * xi;
    im[j] = c.real * yi + c.imaginary * y - s.real * xi - s.imaginary * x;
  }
}

/** Columns times the adjoint of the rotation. */
function rotateColumns({ size, re, im }: Work, { c, s }: Rotation, p: number, q: number, from: number, to: number) {
  for (let k = from; k <= to; k++) {
    const [i, j] = [k * size + p, k * size + q];
    const [x, xi, y, yi] = [re[i], im[i], re[j], im[j]];
    re[i] = c.real * x - c.imaginary * xi + s.real * y - s.imaginary * yi;
    im[i] = c.real * xi + c.imaginary * x + s.real * yi + s.imaginary * y;
    re[j] = c.real * y + c.imaginary * yi - s.real * x - s.imaginary * xi;
    im[j] = c.real * yi - c.imaginary * y - s.real * xi + s.imaginary * x;
  }
}

function addToDiagonal({ size, re, im }: Work, first: number, last: number, real: number, imaginary: number): void {
  for (let i = first; i <= last; i++) {
    re[i * size + i] += real;
    im[i * size + i] += imaginary;
  }
}

function clear({ size, re, im }: Work, row: number, column: number): void {
  re[row * size + column] = 0;
  im[row * size + column] = 0;
}

const times = (x: ComplexNumber, y: ComplexNumber): ComplexNumber => ({
  real: x.real * y.real - x.imaginary * y.imaginary,
  imaginary: x.real * y.imaginary + x.imaginary * y.real,
});

function squareRoot({ real, imaginary }: ComplexNumber): ComplexNumber {
  const size = Math.hypot(real, imaginary);
  const root = { real: Math.sqrt((size + real) / 2), imaginary: Math.sqrt(Math.max(0, (size - real) / 2)) };
  return { real: root.real || 0, imaginary: imaginary < 0 ? -root.imaginary : root.imaginary };
}
