/** Dense linear algebra for small float64 matrices (Golub & Van Loan, Matrix Computations, 4th ed.). */
import { NumericalError } from "./errors.js";
import { identity, type Matrix, matrix, multiply, rowOf, transpose } from "./matrix.js";

export interface Eigen {
  /** Ascending. */
  readonly values: Float64Array;
  /** Column k is the unit eigenvector of value k. */
  readonly vectors: Matrix;
}

/** Lower-triangular L with L L' = a, or undefined when `a` is not positive definite (section 4.2). */
export function tryCholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  const out = matrix(n, n);
  const lower = out.data;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a.data[i * n + j];
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      if (i > j) lower[i * n + j] = sum / lower[j * n + j];
      else if (sum > 0) lower[j * n + j] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return out;
}

/** Lower-triangular L with L L' = a. Throws NumericalError when `a` is not positive definite. */
export function cholesky(a: Matrix): Matrix {
  const lower = tryCholesky(a);
  if (lower === undefined) {
    throw new NumericalError("a matrix that must be positive definite is not: its factors are linearly dependent");
  }
  return lower;
}

/** x with L x = b, in place; `lower` is lower triangular. */
export function forwardSubstitute(lower: Matrix, b: Float64Array): Float64Array {
  const n = lower.rows;
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= lower.data[i * n + k] * b[k];
    b[i] = sum / lower.data[i * n + i];
  }
  return b;
}

/** x with L' x = b, in place; `lower` is lower triangular. */
export function backSubstitute(lower: Matrix, b: Float64Array): Float64Array {
  const n = lower.rows;
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < n; k++) sum -= lower.data[k * n + i] * b[k];
    b[i] = sum / lower.data[i * n + i];
  }
  return b;
}

/** x with L L' x = b, from a Cholesky factor. */
export const choleskySolve = (lower: Matrix, b: Float64Array): Float64Array =>
  backSubstitute(lower, forwardSubstitute(lower, Float64Array.from(b)));

/** Inverse of a symmetric positive definite matrix. Throws NumericalError when it is not one. */
export function inversePositive(a: Matrix): Matrix {
  const lower = cholesky(a);
  const n = a.rows;
  const out = matrix(n, n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    out.data.set(choleskySolve(lower, unit), j * n);
  }
  return symmetrise(out);
}

/** (a + a') / 2. */
export function symmetrise(a: Matrix): Matrix {
  const n = a.rows;
  const out = matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) out.data[i * n + j] = (a.data[i * n + j] + a.data[j * n + i]) / 2;
  }
  return out;
}

/** Rotates rows and columns p, q of the symmetric `s` to make s_pq zero, and accumulates the rotation in `v`, where there is one. */
function jacobiRotate(s: Float64Array, v: Float64Array | undefined, n: number, p: number, q: number): void {
  const off = s[p * n + q];
  if (off === 0) return;
  const theta = (s[q * n + q] - s[p * n + p]) / (2 * off);
  const t = Math.abs(theta) > 1e150 ? 0.5 / theta : Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(1, theta));
  const cosine = 1 / Math.sqrt(1 + t * t);
  const sine = t * cosine;
  for (let k = 0; k < n; k++) {
    const kp = s[k * n + p];
    const kq = s[k * n + q];
    s[k * n + p] = cosine * kp - sine * kq;
    s[k * n + q] = sine * kp + cosine * kq;
  }
  for (let k = 0; k < n; k++) {
    const pk = s[p * n + k];
    const qk = s[q * n + k];
    s[p * n + k] = cosine * pk - sine * qk;
    s[q * n + k] = sine * pk + cosine * qk;
  }
  s[p * n + q] = 0;
  s[q * n + p] = 0;
  if (v === undefined) return;
  for (let k = 0; k < n; k++) {
    const vp = v[k * n + p];
    const vq = v[k * n + q];
    v[k * n + p] = cosine * vp - sine * vq;
    v[k * n + q] = sine * vp + cosine * vq;
  }
}

function isDiagonal(s: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (Math.abs(s[i * n + j]) > 1e-17 * Math.sqrt(Math.abs(s[i * n + i] * s[j * n + j]))) return false;
    }
  }
  return true;
}

/** Diagonal of a symmetric matrix after cyclic Jacobi rotations (section 8.5), which are accumulated in `v`, where there is one. */
function diagonalised(a: Matrix, v?: Float64Array): Float64Array {
  const n = a.rows;
  const s = symmetrise(a).data;
  for (let sweep = 0; sweep < 40 && !isDiagonal(s, n); sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) jacobiRotate(s, v, n, p, q);
    }
  }
  return Float64Array.from({ length: n }, (_, i) => s[i * n + i]);
}

/** Eigenvalues of a symmetric matrix in ascending order, those of `symmetricEigen` in a half to two thirds of the time. */
export const symmetricEigenvalues = (a: Matrix): Float64Array => diagonalised(a).sort();

/** Eigenvalues in ascending order and eigenvectors of a symmetric matrix. */
export function symmetricEigen(a: Matrix): Eigen {
  const n = a.rows;
  const v = identity(n).data;
  const found = diagonalised(a, v);
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => found[i] - found[j]);
  const vectors = matrix(n, n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) vectors.data[i * n + k] = v[i * n + order[k]];
  }
  return { values: Float64Array.from(order, (i) => found[i]), vectors };
}

/** a x = lambda b x with `b` positive definite: eigenvectors have x'bx = 1 (section 8.7). */
export function generalisedEigen(a: Matrix, b: Matrix): Eigen {
  const lower = cholesky(b);
  const half = matrix(a.rows, a.rows);
  for (let j = 0; j < a.rows; j++) half.data.set(forwardSubstitute(lower, rowOf(a, j)), j * a.rows);
  const turned = transpose(half);
  const whitened = matrix(a.rows, a.rows);
  for (let j = 0; j < a.rows; j++) whitened.data.set(forwardSubstitute(lower, rowOf(turned, j)), j * a.rows);
  const { values, vectors } = symmetricEigen(whitened);
  const rows = transpose(vectors);
  for (let k = 0; k < a.rows; k++) rows.data.set(backSubstitute(lower, rowOf(rows, k)), k * a.rows);
  return { values, vectors: transpose(rows) };
}

/** V diag(f(lambda)) V' of a symmetric matrix. */
export function spectralMap(a: Matrix, map: (value: number) => number): Matrix {
  const { values, vectors } = symmetricEigen(a);
  const scaled = matrix(a.rows, a.rows, vectors.data.slice());
  const mapped = values.map(map);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.rows; k++) scaled.data[i * a.rows + k] *= mapped[k];
  }
  return symmetrise(multiply(scaled, transpose(vectors)));
}

/** Square root of a positive semidefinite matrix; negative rounding is cut at zero. */
export const squareRoot = (a: Matrix): Matrix => spectralMap(a, (value) => Math.sqrt(Math.max(0, value)));

/** Q [rows x columns] with orthonormal columns and upper-triangular R, a = Q R; rows >= columns (Householder, section 5.2). */
export function qr(a: Matrix): { readonly q: Matrix; readonly r: Matrix } {
  const { rows, columns } = a;
  const work = transpose(a).data;
  const reflectors: Float64Array[] = [];
  for (let j = 0; j < columns; j++) {
    const v = new Float64Array(rows);
    v.set(work.subarray(j * rows + j, (j + 1) * rows), j);
    const norm = Math.hypot(...v.subarray(j));
    v[j] += v[j] < 0 ? -norm : norm;
    reflectors.push(v);
    for (let k = j; k < columns; k++) reflect(work.subarray(k * rows, (k + 1) * rows), v);
  }
  const r = matrix(columns, columns);
  const q = matrix(columns, rows);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i <= j; i++) r.data[i * columns + j] = work[j * rows + i];
    const row = q.data.subarray(j * rows, (j + 1) * rows);
    row[j] = 1;
    for (let k = columns - 1; k >= 0; k--) reflect(row, reflectors[k]);
  }
  return { q: transpose(q), r };
}

/** x <- (I - 2 v v' / v'v) x, in place. */
function reflect(x: Float64Array, v: Float64Array): void {
  let squared = 0;
  let inner = 0;
  for (let i = 0; i < v.length; i++) {
    squared += v[i] * v[i];
    inner += v[i] * x[i];
  }
  if (squared === 0) return;
  const factor = (2 * inner) / squared;
  for (let i = 0; i < v.length; i++) x[i] -= factor * v[i];
}

/**
 * Moore-Penrose inverse; directions below `tolerance` of the largest singular value count as zero. Singular values are found as
 * the roots of eigenvalues, which are not known below rounding: about 1e-7 is the least that can be told from zero.
 */
export function pseudoInverse(a: Matrix, tolerance = 1e-7): Matrix {
  const wide = a.rows < a.columns;
  const tall = wide ? transpose(a) : a;
  const { q, r } = qr(tall);
  const { values, vectors } = symmetricEigen(multiply(transpose(r), r));
  const largest = Math.max(0, values[values.length - 1]);
  const kept = values.map((value) => (value > tolerance * tolerance * largest && value > 0 ? 1 / value : 0));
  const scaled = matrix(vectors.rows, vectors.columns, vectors.data.slice());
  for (let i = 0; i < scaled.rows; i++) {
    for (let k = 0; k < scaled.columns; k++) scaled.data[i * scaled.columns + k] *= kept[k];
  }
  const inverse = multiply(multiply(multiply(scaled, transpose(vectors)), transpose(r)), transpose(q));
  return wide ? transpose(inverse) : inverse;
}

/** x with a x = b by elimination with partial pivoting (section 3.4), or undefined when `a` is singular. */
export function solve(a: Matrix, b: ArrayLike<number>): Float64Array | undefined {
  const n = a.rows;
  const work = a.data.slice();
  const x = Float64Array.from(b);
  for (let j = 0; j < n; j++) {
    let pivot = j;
    for (let i = j + 1; i < n; i++) if (Math.abs(work[i * n + j]) > Math.abs(work[pivot * n + j])) pivot = i;
    if (work[pivot * n + j] === 0) return undefined;
    if (pivot !== j) {
      for (let k = 0; k < n; k++) [work[j * n + k], work[pivot * n + k]] = [work[pivot * n + k], work[j * n + k]];
      [x[j], x[pivot]] = [x[pivot], x[j]];
    }
    for (let i = j + 1; i < n; i++) {
      const factor = work[i * n + j] / work[j * n + j];
      if (factor === 0) continue;
      for (let k = j; k < n; k++) work[i * n + k] -= factor * work[j * n + k];
      x[i] -= factor * x[j];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= work[i * n + k] * x[k];
    x[i] /= work[i * n + i];
  }
  return x;
}

/** u' a u. */
export function quadraticForm(a: Matrix, u: ArrayLike<number>): number {
  const n = a.rows;
  let total = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += a.data[i * n + j] * u[j];
    total += u[i] * row;
  }
  return total;
}

/** a x. */
export function apply(a: Matrix, x: ArrayLike<number>): Float64Array {
  const out = new Float64Array(a.rows);
  for (let i = 0; i < a.rows; i++) {
    let sum = 0;
    for (let j = 0; j < a.columns; j++) sum += a.data[i * a.columns + j] * x[j];
    out[i] = sum;
  }
  return out;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** a <- a + factor u u', in place. */
export function addOuter(a: Matrix, u: ArrayLike<number>, factor = 1): void {
  const n = a.rows;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) a.data[i * n + j] += factor * u[i] * u[j];
  }
}

/** x / |x|. */
export function unit(x: Float64Array): Float64Array {
  const norm = Math.sqrt(dot(x, x));
  return x.map((value) => value / norm);
}
