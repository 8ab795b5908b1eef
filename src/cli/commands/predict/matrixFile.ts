/** Small matrices in files: mixings, covariances, corners, weights. */
import { type ByteSource, contentOf, listNpz } from "../../../io/index.js";
import { withFile } from "../../../io/source.node.js";
import { InputError } from "../../../math/errors.js";
import { type Matrix, matrix } from "../../../math/matrix.js";
import { openTable } from "./table.js";

export interface NamedMatrix extends Matrix {
  /** Path of the file. */
  readonly file: string;
  /** Names of the columns; undefined where the file gives none. */
  readonly names: readonly string[] | undefined;
}

/** Numbers that one of these files holds, at most: 128 MB. */
const MOST = 1 << 24;

/** A text file with or without a line of names, a .npy file, or the one array of a .npz file. Throws InputError. */
export const readMatrix = (file: string): Promise<NamedMatrix> =>
  withFile(file, async (source) => {
    const zip = (await contentOf(source)) === "zip";
    const arrays = zip ? { arrays: await onlyArray(source) } : {};
    const table = await openTable(source, { header: "auto", ...arrays });
    const wanted = table.columns.map((_, column) => ({ column, as: "numbers" as const }));
    const values: number[] = [];
    for await (const { rows, columns } of table.read(wanted)) {
      for (let row = 0; row < rows; row++) for (const cells of columns) values.push(Number(cells[row]));
      if (values.length > MOST) throw new InputError(`${file} holds more than ${MOST} numbers`);
    }
    const named = table.columns.some((name, i) => name !== `s${i + 1}`) && (await contentOf(source)) === "text";
    const width = table.columns.length;
    const made = matrix(values.length / width, width, Float64Array.from(values));
    return { ...made, file, names: named ? table.columns : undefined };
  });

async function onlyArray(source: ByteSource): Promise<string[]> {
  const present = await listNpz(source);
  if (present.length === 1) return present;
  throw new InputError(
    `${source.name} holds ${present.length} arrays (${present.join(", ")}); a file with one is needed`,
  );
}

/** The columns in the order of `names`, where the file names them. Throws InputError where they do not fit. */
export function inOrder(given: NamedMatrix, names: readonly string[], what: string): Matrix {
  const { columns, names: own, file } = given;
  if (columns !== names.length) {
    throw new InputError(
      `${file}: the ${what} has ${columns} ${columns === 1 ? "column" : "columns"}, but there are ${names.length} ` +
        `factors: one column each, in the order ${names.join(", ")}`,
    );
  }
  if (own === undefined) return given;
  const order = names.map((name) => own.indexOf(name));
  const missing = order.indexOf(-1);
  if (missing >= 0) {
    throw new InputError(`${file}: the ${what} has no column "${names[missing]}"; it has ${own.join(", ")}`);
  }
  return pick(given, order);
}

function pick(given: Matrix, order: readonly number[]): Matrix {
  const out = matrix(given.rows, given.columns);
  for (let row = 0; row < given.rows; row++) {
    order.forEach((from, to) => {
      out.data[row * given.columns + to] = given.data[row * given.columns + from];
    });
  }
  return out;
}

/** A symmetric matrix whose rows have the order of its columns. */
export function symmetricInOrder(given: NamedMatrix, names: readonly string[], what: string): Matrix {
  if (given.rows !== given.columns) {
    throw new InputError(`${given.file}: the ${what} is ${given.rows} x ${given.columns}; it has to be square`);
  }
  const columns = inOrder(given, names, what);
  const { names: own } = given;
  if (own === undefined) return columns;
  const out = matrix(given.rows, given.columns);
  names.forEach((name, to) => {
    const from = own.indexOf(name);
    out.data.set(columns.data.subarray(from * given.columns, (from + 1) * given.columns), to * given.columns);
  });
  return out;
}

/** One number for each row. */
export async function readWeights(file: string): Promise<Float64Array> {
  const { rows, columns, data } = await readMatrix(file);
  if (columns === 1 || rows === 1) return data;
  throw new InputError(`${file}: weights are one column of numbers, not ${columns}`);
}
