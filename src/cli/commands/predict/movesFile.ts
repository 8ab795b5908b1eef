/** Moves in a file: JSON {name: [[...]]}, or .npz with one array a move; each with a row and a column for each coordinate. */
import { type ByteSource, contentOf, type NpyArray, readNpz } from "../../../io/index.js";
import { readExactly } from "../../../io/source.js";
import { withFile } from "../../../io/source.node.js";
import { InputError } from "../../../math/errors.js";
import { type Matrix, matrix } from "../../../math/matrix.js";
import type { Move } from "../../../theory/index.js";

/** Bytes that such a file has, at most. */
const MOST_BYTES = 1 << 26;
/** More moves than any table of actions has. */
const MOST_MOVES = 1000;

/** `names` are those of the coordinates. Throws InputError naming file, move, row and column of what cannot be used. */
export const readMoves = (file: string, names: readonly string[]): Promise<Move[]> =>
  withFile(file, async (source) => {
    if (source.size > MOST_BYTES) throw new InputError(`${file} has ${source.size} bytes; moves are small matrices`);
    const content = await contentOf(source);
    if (content !== "zip" && content !== "text") throw new InputError(`${file} ${OTHER[content]}; ${EXPECTED}`);
    const moves = content === "zip" ? await ofArchive(source) : ofText(await textOf(source), file);
    if (moves.length === 0) throw new InputError(`${file} holds no moves; ${EXPECTED}`);
    if (moves.length > MOST_MOVES) throw new InputError(`${file} holds ${moves.length} moves, more than ${MOST_MOVES}`);
    for (const move of moves) requireSize(move, names, file);
    return moves;
  });

const EXPECTED =
  'moves are a JSON object of square matrices, e.g. {"right": [[0, -1], [1, 0]]}, or a .npz file with one array for each move';

const OTHER = {
  npy: "is one .npy array, which has no name",
  hdf5: "is an HDF5 file",
  parquet: "is a Parquet file",
  "matlab-v5": "is a MATLAB file",
  gzip: "is compressed: unpack it first",
  empty: "is empty",
} as const;

const textOf = async (source: ByteSource): Promise<string> =>
  new TextDecoder().decode(await readExactly(source, 0, source.size));

function ofText(text: string, file: string): Move[] {
  const data = parsed(text, file);
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    throw new InputError(`${file} holds ${kindOf(data)}; ${EXPECTED}`);
  }
  return Object.entries(data).map(([name, rows]) => ({ name, matrix: ofRows(rows, name, file) }));
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`${file} is no JSON (${reason}); ${EXPECTED}`, { cause: error });
  }
}

function ofRows(rows: unknown, name: string, file: string): Matrix {
  const where = `${file}: the move "${name}"`;
  if (!Array.isArray(rows))
    throw new InputError(`${where} is ${kindOf(rows)}, expected a list of rows, e.g. [[0, -1], [1, 0]]`);
  const width: unknown = Array.isArray(rows[0]) ? rows[0].length : undefined;
  const numbers = rows.flatMap((row: unknown, i) => {
    if (!Array.isArray(row))
      throw new InputError(`${where}: row ${i + 1} is ${kindOf(row)}, expected a list of numbers`);
    if (row.length !== width) {
      throw new InputError(
        `${where}: row ${i + 1} has ${row.length} numbers, row 1 has ${width}; rows are equally long`,
      );
    }
    return row.map((value: unknown, j) => numberOf(value, `${where}: row ${i + 1}, column ${j + 1}`));
  });
  return matrix(rows.length, rows.length === 0 ? 0 : numbers.length / rows.length, Float64Array.from(numbers));
}

function numberOf(value: unknown, where: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new InputError(`${where} is ${kindOf(value)}, expected a finite number`);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? `the text "${value.slice(0, 40)}"` : String(value);
}

async function ofArchive(source: ByteSource): Promise<Move[]> {
  const arrays = await readNpz(source, { mostBytes: MOST_BYTES });
  return [...arrays].map(([name, array]) => ({ name, matrix: ofArray(array, `${source.name}: the move "${name}"`) }));
}

function ofArray({ shape, data }: NpyArray, where: string): Matrix {
  if (shape.length !== 2) {
    throw new InputError(`${where} has shape (${shape.join(", ")}), expected a square matrix: one array for each move`);
  }
  const values = Array.from<number | bigint | string>(data).map((value, k) => {
    const place = `row ${Math.floor(k / shape[1]) + 1}, column ${(k % shape[1]) + 1}`;
    return numberOf(typeof value === "bigint" ? Number(value) : value, `${where}: ${place}`);
  });
  return matrix(shape[0], shape[1], Float64Array.from(values));
}

function requireSize({ name, matrix: { rows, columns } }: Move, names: readonly string[], file: string): void {
  const d = names.length;
  if (rows === d && columns === d) return;
  throw new InputError(
    `${file}: the move "${name}" is ${rows} x ${columns}; the factors have ${d} ${d === 1 ? "coordinate" : "coordinates"} ` +
      `(${names.join(", ")}), so ${d} x ${d} numbers are needed`,
  );
}
