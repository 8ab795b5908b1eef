/** Sparse matrices as `scipy.sparse.save_npz` writes them: the arrays of one matrix, by the format's name. */
import { InputError } from "../math/errors.js";
import { type NpyArray, toFloat64 } from "./npy.js";

/** Arrays that tell where the numbers of `data` stand, by format; "bsr" shares csr's. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  csr: ["indices", "indptr"],
  csc: ["indices", "indptr"],
  bsr: ["indices", "indptr"],
  coo: ["row", "col"],
  dia: ["offsets"],
};

/** Whether a file of these arrays is a sparse matrix and nothing else. */
export function isSparse(names: readonly string[]): boolean {
  const own = ["format", "shape", "data"];
  return (
    own.every((name) => names.includes(name)) &&
    Object.values(PLACES).some((places) => places.every((name) => names.includes(name)))
  );
}

export interface SparseShape {
  readonly format: string;
  readonly shape: readonly [number, number];
}

type Read = (name: string) => Promise<NpyArray>;

/** Format and shape. Throws InputError where they are none. */
export async function sparseShape(read: Read, label: string): Promise<SparseShape> {
  const format =
    Array.from((await read("format")).data, String)[0]
      ?.replace(/^b'|'$/g, "")
      .replace(/\0+$/, "") ?? "";
  const shape = [...toFloat64(await read("shape"), label)];
  const [rows, columns] = shape;
  if (
    !Object.hasOwn(PLACES, format) ||
    shape.length !== 2 ||
    !shape.every((size) => Number.isInteger(size) && size >= 0)
  ) {
    throw new InputError(
      `${label}: a sparse matrix of format "${format}" and shape (${shape.join(", ")}): save x.toarray()`,
    );
  }
  return { format, shape: [rows, columns] };
}

/** The matrix with its zeros [rows x columns], row-major; entries at the same place are added, as SciPy does. Throws InputError. */
export async function readSparse(read: Read, { format, shape }: SparseShape, label: string): Promise<Float64Array> {
  const [rows, columns] = shape;
  const out = new Float64Array(rows * columns);
  const add = (row: number, column: number, value: number) => {
    if (!(row >= 0 && row < rows && column >= 0 && column < columns)) throw damaged(label);
    out[row * columns + column] += value;
  };
  const data = await read("data");
  const values = toFloat64(data, label);
  const places = await Promise.all(PLACES[format].map(async (name) => toFloat64(await read(name), label)));
  if (format === "coo") values.forEach((value, k) => void add(places[0][k], places[1][k], value));
  else if (format === "dia") addDiagonals(places[0], values, data.shape[1] ?? 0, shape, add);
  else
    addRuns(
      places,
      values,
      format === "bsr" ? [data.shape[1] ?? 0, data.shape[2] ?? 0] : [1, 1],
      format === "csc",
      add,
      label,
    );
  return out;
}

type Add = (row: number, column: number, value: number) => void;

const damaged = (label: string): InputError =>
  new InputError(`${label} is damaged: its entries lie outside the matrix`);

/** Rows of entries (columns for csc), or of blocks. */
function addRuns(
  [indices, starts]: readonly Float64Array[],
  values: Float64Array,
  [height, width]: readonly [number, number],
  isTurned: boolean,
  add: Add,
  label: string,
): void {
  const block = height * width;
  for (let run = 0; run + 1 < starts.length; run++) {
    if (!(starts[run] >= 0 && starts[run + 1] * block <= values.length && starts[run + 1] <= indices.length))
      throw damaged(label);
    for (let k = starts[run]; k < starts[run + 1]; k++) {
      for (let within = 0; within < block; within++) {
        const [row, column] = [run * height + Math.floor(within / width), indices[k] * width + (within % width)];
        if (isTurned) add(column, row, values[k * block + within]);
        else add(row, column, values[k * block + within]);
      }
    }
  }
}

/** Row d of `values` is the diagonal that begins `offsets[d]` columns to the right; its entries stand under their columns. */
function addDiagonals(
  offsets: Float64Array,
  values: Float64Array,
  length: number,
  [rows, columns]: readonly [number, number],
  add: Add,
): void {
  for (let d = 0; d < offsets.length; d++) {
    for (let column = 0; column < Math.min(length, columns); column++) {
      const row = column - offsets[d];
      if (row >= 0 && row < rows) add(row, column, values[d * length + column]);
    }
  }
}
