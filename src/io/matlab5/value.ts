/** A variable of a MATLAB v5 file as a tree: structs and cells down to the arrays, each with the bytes that hold it. */
import { InputError } from "../../math/errors.js";
import { elements } from "../entries.js";
import { latin1 } from "../latin1.js";
import { problemOfObject } from "../matlabShape.js";
import type { MatlabValue } from "../matlabTree.js";
import { ElementReader } from "./elements.js";
import { type MatrixHeader, matrixShape, readHeader } from "./matrix.js";

/** Bytes of a variable that hold an array, from its header on. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

interface Variable {
  /** All bytes of the variable. */
  readonly bytes: Uint8Array;
  readonly bigEndian: boolean;
  readonly label: string;
}

/** Deeper is damage. */
const MOST_DEPTH = 64;

/** The value in a range of the variable's bytes. Throws InputError where they are damaged. */
export function valueIn(
  variable: Variable,
  range: Range,
  depth = 0,
): { header: MatrixHeader; value: MatlabValue<Range> } {
  const { bytes, bigEndian, label } = variable;
  if (depth > MOST_DEPTH)
    throw new InputError(`${label} is damaged: more than ${MOST_DEPTH} structs, one in the other`);
  const reader = new ElementReader(bytes.subarray(range.from, range.to), bigEndian, label);
  const header = readHeader(reader, bigEndian, label);
  if (header.kind !== "struct" && header.kind !== "cell") return { header, value: leafOf(header, range) };
  const inside = () => valueIn(variable, rangeOf(reader.next().data, bytes), depth + 1).value;
  const count = elements(header.shape);
  if (8 * count > bytes.length) throw new InputError(`${label} is damaged: ${count} cells in ${bytes.length} bytes`);
  if (header.kind === "cell") {
    return { header, value: { kind: "cell", shape: header.shape, cells: Array.from({ length: count }, inside) } };
  }
  const names = fieldNames(reader, variable);
  const fields = new Map(names.map((name) => [name, [] as MatlabValue<Range>[]]));
  for (let at = 0; at < count; at++) for (const values of fields.values()) values.push(inside());
  return { header, value: { kind: "struct", shape: header.shape, fields } };
}

const rangeOf = (part: Uint8Array, whole: Uint8Array): Range => {
  const from = part.byteOffset - whole.byteOffset;
  return { from, to: from + part.length };
};

/** The longest name, then the names end to end. */
function fieldNames(reader: ElementReader, { bigEndian, label }: Variable): string[] {
  const { data } = reader.next();
  const width = data.length >= 4 ? new DataView(data.buffer, data.byteOffset, 4).getInt32(0, !bigEndian) : 0;
  const names = reader.next().data;
  if (!(width > 0 && width <= 1024)) throw new InputError(`${label} is damaged: names of ${width} characters`);
  return Array.from({ length: Math.floor(names.length / width) }, (_, field) =>
    latin1(names.subarray(field * width, (field + 1) * width)).replace(/\0.*$/s, ""),
  );
}

/** What is no struct and no cell array. */
export function leafOf(header: MatrixHeader, range: Range): MatlabValue<Range> {
  const { kind, dtype, isComplex } = header;
  const shape = matrixShape(header);
  if (isComplex) return { kind: "refused", word: kind, shape, problem: COMPLEX };
  if (dtype === undefined) return { kind: "refused", word: kind, shape, problem: problemOfObject(kind) };
  return { kind: "array", shape, dtype, source: range };
}

const COMPLEX = "holds complex numbers: save its real and imaginary parts, or its magnitude, by themselves";
