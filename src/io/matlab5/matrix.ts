/** The arrays of a MATLAB v5 file: what they are, and their values in row-major order. */
import { InputError } from "../../math/errors.js";
import { elements } from "../entries.js";
import { latin1 } from "../latin1.js";
import { withoutUnitAxes } from "../matlabShape.js";
import { denseOf } from "../matlabTree.js";
import { decodeItems, type NpyArray, toFloat64 } from "../npy.js";
import { type ElementReader, storedDtype, UTF8 } from "./elements.js";

/** MATLAB's classes, by number; those without a dtype cannot be read. */
const CLASSES: Readonly<Record<number, { readonly name: string; readonly dtype?: string }>> = {
  1: { name: "cell" },
  2: { name: "struct" },
  3: { name: "object" },
  4: { name: "char", dtype: "U" },
  5: { name: "sparse", dtype: "f8" },
  6: { name: "double", dtype: "f8" },
  7: { name: "single", dtype: "f4" },
  8: { name: "int8", dtype: "i1" },
  9: { name: "uint8", dtype: "u1" },
  10: { name: "int16", dtype: "i2" },
  11: { name: "uint16", dtype: "u2" },
  12: { name: "int32", dtype: "i4" },
  13: { name: "uint32", dtype: "u4" },
  14: { name: "int64", dtype: "i8" },
  15: { name: "uint64", dtype: "u8" },
  16: { name: "function_handle" },
  17: { name: "object" },
};
const OPAQUE = 17;

const COMPLEX = 0x0800;
const LOGICAL = 0x0200;

export interface MatrixHeader {
  readonly name: string;
  /** MATLAB's class. */
  readonly kind: string;
  /** As MATLAB has it, at least two dimensions. */
  readonly shape: readonly number[];
  /** NumPy's kind and bytes of the class; undefined for what is no array of numbers or text. */
  readonly dtype?: string;
  readonly isComplex: boolean;
}

/** Reads the header of an array; the reader stands at its values afterwards. Throws InputError. */
export function readHeader(reader: ElementReader, bigEndian: boolean, label: string): MatrixHeader {
  const flags = reader.next().data;
  if (flags.length < 4) throw new InputError(`${label} is cut short or damaged`);
  const word = new DataView(flags.buffer, flags.byteOffset, 4).getUint32(0, !bigEndian);
  if ((word & 0xff) === OPAQUE) return opaqueHeader(reader);
  const known = CLASSES[word & 0xff];
  if (!known) throw new InputError(`${label} is of class ${word & 0xff}, which is not known: the file is damaged`);
  const dimensions = reader.next();
  const shape = [...toFloat64(numbersOf(dimensions, [dimensions.data.length >> 2], { bigEndian, label, dtype: "i4" }))];
  const count = elements(shape);
  if (shape.length < 2 || shape.length > 32 || !shape.every((size) => size >= 0) || !Number.isSafeInteger(8 * count)) {
    throw new InputError(`${label} has the shape (${shape.slice(0, 8).join(", ")}): the file is damaged`);
  }
  const name = latin1(reader.next().data);
  const dtype = word & LOGICAL ? "b1" : known.dtype;
  return { name, kind: known.name, shape, isComplex: (word & COMPLEX) !== 0, ...(dtype !== undefined && { dtype }) };
}

/** Tables, strings, dates: their name, the system of types, their class, and a number under which MATLAB keeps the rest. */
function opaqueHeader(reader: ElementReader): MatrixHeader {
  const [name, , kind] = [0, 1, 2].map(() => latin1(reader.next().data));
  return { name, kind: kind === "" ? "object" : kind, shape: [1, 1], isComplex: false };
}

interface Numbers {
  readonly bigEndian: boolean;
  readonly label: string;
  /** What the element must hold, if that is known. */
  readonly dtype?: string;
}

/** Small whole numbers are stored in fewer bytes than their class has. */
function numbersOf(
  element: ReturnType<ElementReader["next"]>,
  shape: readonly number[],
  { bigEndian, label, dtype = storedDtype(element) }: Numbers,
): NpyArray {
  const itemSize = Number(dtype?.slice(1));
  const count = elements(shape);
  if (dtype === undefined || count * itemSize !== element.data.length) {
    throw new InputError(
      `${label} is damaged: shape (${shape.join(", ")}) and ${element.data.length} bytes do not fit`,
    );
  }
  const header = { dtype, bigEndian, itemSize, shape, count, fortranOrder: true, dataOffset: 0 };
  return decodeItems(element.data, header, label);
}

/** The values that follow the header, with the shape that `matrixShape` gives. */
export function readValues(reader: ElementReader, header: MatrixHeader, bigEndian: boolean, label: string): NpyArray {
  const element = reader.next();
  const shape = matrixShape(header);
  if (header.kind === "sparse") return readSparse(element, reader, header, { bigEndian, label });
  if (header.kind === "char")
    return { shape, dtype: "U", data: rowsOfText(element, header.shape, { bigEndian, label }) };
  const stored = numbersOf(element, header.shape, { bigEndian, label });
  if (header.dtype === "f8") return { shape, dtype: "f8", data: toFloat64(stored, label) };
  if (header.dtype === "b1") return { shape, dtype: "b1", data: Uint8Array.from(toFloat64(stored, label), Number) };
  return { ...stored, shape };
}

/** Rows of the entries, where each column begins, and the entries; the rest is zeros. */
function readSparse(
  rows: ReturnType<ElementReader["next"]>,
  reader: ElementReader,
  header: MatrixHeader,
  named: Numbers,
): NpyArray {
  const numbers = (element: ReturnType<ElementReader["next"]>) =>
    toFloat64(numbersOf(element, [Math.floor(element.data.length / itemBytes(element))], named), named.label);
  const parts = { rows: numbers(rows), starts: numbers(reader.next()), values: numbers(reader.next()) };
  const data = denseOf(parts, header.shape);
  if (!data) throw new InputError(`${named.label} is damaged: its entries lie outside the matrix`);
  const shape = matrixShape(header);
  return header.dtype === "b1"
    ? { shape, dtype: "b1", data: Uint8Array.from(data, Number) }
    : { shape, dtype: "f8", data };
}

/** Vectors are one-dimensional; text has a string a row. */
export function matrixShape({ kind, shape }: MatrixHeader): readonly number[] {
  if (kind !== "char") return withoutUnitAxes(shape);
  return shape[0] === 1 ? [] : [shape[0]];
}

function rowsOfText(element: ReturnType<ElementReader["next"]>, shape: readonly number[], named: Numbers): string[] {
  const [rows, columns] = shape;
  if (!/^[ui][124]$/.test(storedDtype(element) ?? "") || elements(shape) > element.data.length) {
    throw new InputError(`${named.label} is damaged: it holds no text`);
  }
  const codes =
    element.type === UTF8
      ? Array.from(new TextDecoder().decode(element.data), (character) => character)
      : Array.from(toFloat64(numbersOf(element, [element.data.length / itemBytes(element)], named)), (code) =>
          String.fromCodePoint(Math.max(0, Math.min(code, 0x10ffff))),
        );
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => codes[column * rows + row] ?? "")
      .join("")
      .trimEnd(),
  );
}

const itemBytes = (element: ReturnType<ElementReader["next"]>): number => Number(storedDtype(element)?.slice(1) ?? 1);
