/** Dense float64 matrices, row-major: the currency of everything outside the tensor engine. */

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows x columns], row-major */
  readonly data: Float64Array;
}

/** A matrix over `data` (not copied), or of zeros. Throws RangeError when the length does not fit the shape. */
export function matrix(rows: number, columns: number, data: Float64Array = new Float64Array(rows * columns)): Matrix {
  if (data.length !== rows * columns) {
    throw new RangeError(`a ${rows} x ${columns} matrix has ${rows * columns} entries, not ${data.length}`);
  }
  return { rows, columns, data };
}

/** From nested rows. Throws RangeError when they are ragged. */
export function fromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== columns)) throw new RangeError("the rows of a matrix have one length");
  return matrix(rows.length, columns, Float64Array.from(rows.flat()));
}

/** The rows of a matrix as plain arrays [rows][columns]. */
export const toRows = (a: Matrix): number[][] =>
  Array.from({ length: a.rows }, (_, row) => [...a.data.subarray(row * a.columns, (row + 1) * a.columns)]);

/** The identity matrix [size x size]. */
export const identity = (size: number): Matrix => diagonal(new Float64Array(size).fill(1));

/** A matrix with these entries on its diagonal and 0 elsewhere [entries x entries]. */
export function diagonal(entries: ArrayLike<number>): Matrix {
  const out = matrix(entries.length, entries.length);
  for (let i = 0; i < entries.length; i++) out.data[i * entries.length + i] = entries[i];
  return out;
}

/** Row `index` as a new array [columns]. */
export const rowOf = (a: Matrix, index: number): Float64Array =>
  a.data.slice(index * a.columns, (index + 1) * a.columns);

/** Columns side by side, each at the given entries [entries x columns]. */
export function columnsAt(columns: readonly Float64Array[], entries: Int32Array): Matrix {
  const out = matrix(entries.length, columns.length);
  columns.forEach((values, j) => {
    for (let i = 0, at = j; i < entries.length; i++, at += columns.length) out.data[at] = values[entries[i]];
  });
  return out;
}

/** Column `index` as a new array [rows]. */
export function column({ rows, columns, data }: Matrix, index: number): Float64Array {
  const out = new Float64Array(rows);
  for (let row = 0, at = index; row < rows; row++, at += columns) out[row] = data[at];
  return out;
}

/** The transpose, a new matrix [a.columns x a.rows]. */
export function transpose(a: Matrix): Matrix {
  const out = matrix(a.columns, a.rows);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) out.data[j * a.rows + i] = a.data[i * a.columns + j];
  }
  return out;
}

/** Products with fewer entries in the second matrix are not worth a view of each row. */
const SMALL = 64;

/** The same sums in the same order as `addCombination`. */
function multiplySmall(a: Matrix, b: Matrix, out: Matrix): Matrix {
  const [inner, columns] = [a.columns, b.columns];
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < columns; j++) {
      let total = 0;
      for (let k = 0; k < inner; k++) total += a.data[i * inner + k] * b.data[k * columns + j];
      out.data[i * columns + j] = total;
    }
  }
  return out;
}

/** a b. Throws RangeError when the inner sizes differ. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) {
    throw new RangeError(`cannot multiply ${a.rows} x ${a.columns} by ${b.rows} x ${b.columns}`);
  }
  const out = matrix(a.rows, b.columns);
  if (a.columns * b.columns <= SMALL) return multiplySmall(a, b, out);
  for (let i = 0; i < a.rows; i++) {
    addCombination(a.data.subarray(i * a.columns, (i + 1) * a.columns), b, out.data.subarray(i * b.columns));
  }
  return out;
}

/**
 * Adds sum_k factors[k] b[k, :] to `row`, four k in a pass: the same sums in the same order as one at a time, in a third of
 * the time.
 */
function addCombination(factors: Float64Array, { rows, columns, data }: Matrix, row: Float64Array): void {
  let k = 0;
  for (; k + 3 < rows; k += 4) {
    const [at0, at1, at2, at3] = [k * columns, (k + 1) * columns, (k + 2) * columns, (k + 3) * columns];
    const [f0, f1, f2, f3] = [factors[k], factors[k + 1], factors[k + 2], factors[k + 3]];
    for (let j = 0; j < columns; j++) {
      row[j] = row[j] + f0 * data[at0 + j] + f1 * data[at1 + j] + f2 * data[at2 + j] + f3 * data[at3 + j];
    }
  }
  for (; k < rows; k++) {
    for (let j = 0; j < columns; j++) row[j] += factors[k] * data[k * columns + j];
  }
}

/** Sums of products of the columns [columns x columns]: four rows in a pass, the same sums in the same order as one at a time. */
export function gram({ rows, columns, data }: Matrix): Matrix {
  const out = matrix(columns, columns);
  const sums = out.data;
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    const [at0, at1, at2, at3] = [i * columns, (i + 1) * columns, (i + 2) * columns, (i + 3) * columns];
    for (let j = 0; j < columns; j++) {
      const [f0, f1, f2, f3] = [data[at0 + j], data[at1 + j], data[at2 + j], data[at3 + j]];
      const at = j * columns;
      for (let k = j; k < columns; k++) {
        sums[at + k] = sums[at + k] + f0 * data[at0 + k] + f1 * data[at1 + k] + f2 * data[at2 + k] + f3 * data[at3 + k];
      }
    }
  }
  for (; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let k = j; k < columns; k++) sums[j * columns + k] += data[i * columns + j] * data[i * columns + k];
    }
  }
  for (let j = 0; j < columns; j++) for (let k = 0; k < j; k++) sums[j * columns + k] = sums[k * columns + j];
  return out;
}

/** scaleA a + scaleB b, entry by entry. */
export function combine(a: Matrix, b: Matrix, scaleA = 1, scaleB = 1): Matrix {
  if (a.rows !== b.rows || a.columns !== b.columns) {
    throw new RangeError(`cannot add ${a.rows} x ${a.columns} and ${b.rows} x ${b.columns}`);
  }
  const out = matrix(a.rows, a.columns);
  for (let k = 0; k < out.data.length; k++) out.data[k] = scaleA * a.data[k] + scaleB * b.data[k];
  return out;
}

export const scale = (a: Matrix, factor: number): Matrix =>
  matrix(
    a.rows,
    a.columns,
    a.data.map((value) => factor * value),
  );

export const trace = (a: Matrix): number => {
  let sum = 0;
  for (let i = 0; i < Math.min(a.rows, a.columns); i++) sum += a.data[i * a.columns + i];
  return sum;
};

/** Rows and columns of these numbers. */
export function submatrix(a: Matrix, indices: readonly number[]): Matrix {
  const out = matrix(indices.length, indices.length);
  indices.forEach((row, i) => {
    indices.forEach((col, j) => {
      out.data[i * indices.length + j] = a.data[row * a.columns + col];
    });
  });
  return out;
}
