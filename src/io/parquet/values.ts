/** The values of a page, as they are stored and as they are meant (Parquet encodings; Parquet logical types). */
import type { SchemaElement } from "hyparquet";
import { halfFloat } from "../halfFloat.js";
import { ByteCursor, DamagedPage } from "./cursor.js";
import { unpackDeltas, unpackLengths, unpackPrefixes } from "./deltas.js";
import { unpackRuns } from "./runs.js";

/** Values of a page or dictionary: numbers, whole numbers of 64 bits, booleans as 0 and 1, or text. */
export type Values = Float64Array | BigInt64Array | BigUint64Array | Uint8Array | readonly string[];

/** How the values of a column are stored and meant. */
export interface ColumnType {
  readonly element: SchemaElement;
  /** NumPy's kind and bytes, as `parquetDtype` has it. */
  readonly dtype: string;
  /** Of moments: so many units of what is stored make a second. */
  readonly perSecond?: number;
  /** Told of bytes of text before they are made. */
  spend(bytes: number): void;
  /** Throws InputError naming the column where so many bytes, of what is named, are more than memory is taken for. */
  fits(bytes: number, what: string): void;
  /** The same text once for all rows that hold it. */
  share(text: string): string;
}

/** Exactly `count` values. Throws DamagedPage where the bytes do not hold them. */
export function decodeValues(bytes: Uint8Array, encoding: string, count: number, type: ColumnType): Values {
  const { element } = type;
  const cursor = new ByteCursor(bytes);
  switch (encoding) {
    case "PLAIN":
      return plainValues(cursor, count, type);
    case "RLE":
      if (element.type === "BOOLEAN") return Uint8Array.from(unpackRuns(cursor.take(cursor.uint32()), 1, count));
      break;
    case "DELTA_BINARY_PACKED":
      if (element.type === "INT32" || element.type === "INT64") {
        return fromIntegers(unpackDeltas(cursor, count, element.type === "INT32" ? 32 : 64), type);
      }
      break;
    case "DELTA_LENGTH_BYTE_ARRAY":
      return fromBytes(unpackLengths(cursor, count), type);
    case "DELTA_BYTE_ARRAY":
      return fromBytes(unpackPrefixes(cursor, count, type.spend), type);
    case "BYTE_STREAM_SPLIT":
      return plainValues(new ByteCursor(unsplit(cursor, count, widthOf(element))), count, type);
  }
  throw new DamagedPage(`values of type ${element.type} in the encoding ${encoding}`);
}

/** Bytes of a value of fixed size. Throws DamagedPage for others. */
function widthOf({ type, type_length: length = 0 }: SchemaElement): number {
  if (type === "INT32" || type === "FLOAT") return 4;
  if (type === "INT64" || type === "DOUBLE") return 8;
  if (type === "FIXED_LEN_BYTE_ARRAY" && length > 0) return length;
  throw new DamagedPage(`values of type ${type} have no fixed size`);
}

/** First bytes of all values, then second bytes, and so on, back to value by value. */
function unsplit(cursor: ByteCursor, count: number, width: number): Uint8Array {
  const split = cursor.take(count * width);
  return Uint8Array.from(split, (_, at) => split[(at % width) * count + Math.floor(at / width)]);
}

function plainValues(cursor: ByteCursor, count: number, type: ColumnType): Values {
  const { element } = type;
  if (element.type === "BOOLEAN") return bitsOf(cursor.take(Math.ceil(count / 8)), count);
  if (element.type === "BYTE_ARRAY") return fromBytes(prefixedBytes(cursor, count), type);
  const width = widthOf(element);
  const bytes = cursor.take(count * width);
  if (element.type === "FIXED_LEN_BYTE_ARRAY") return fromBytes(piecesOf(bytes, width), type);
  const { buffer } = new Uint8Array(bytes); // a copy, which is aligned
  if (element.type === "FLOAT") return Float64Array.from(new Float32Array(buffer));
  if (element.type === "DOUBLE") return new Float64Array(buffer);
  return fromIntegers(element.type === "INT32" ? new Int32Array(buffer) : new BigInt64Array(buffer), type);
}

const bitsOf = (bytes: Uint8Array, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, item) => (bytes[item >> 3] >> (item & 7)) & 1);

function prefixedBytes(cursor: ByteCursor, count: number): Uint8Array[] {
  if (4 * count > cursor.left) throw new DamagedPage(`${count} texts in ${cursor.left} bytes`);
  return Array.from({ length: count }, () => cursor.take(cursor.uint32()));
}

const piecesOf = (bytes: Uint8Array, width: number): Uint8Array[] =>
  Array.from({ length: bytes.length / width }, (_, item) => bytes.subarray(item * width, (item + 1) * width));

const isDecimal = ({ logical_type: logical, converted_type: converted }: SchemaElement): boolean =>
  logical?.type === "DECIMAL" || converted === "DECIMAL";

function scaleOf({ logical_type: logical, scale = 0 }: SchemaElement): number {
  return logical?.type === "DECIMAL" ? (logical.scale ?? scale) : scale;
}

/** Of the digits without point; rounded once, to the nearest float64. */
function decimal(digits: bigint, scale: number): number {
  const whole = Number(digits);
  // powers of ten up to 22 are exact, so that the division is the only rounding
  return Number.isSafeInteger(whole) && scale >= 0 && scale <= 22 ? whole / 10 ** scale : Number(`${digits}e${-scale}`);
}

function fromIntegers(values: Int32Array | BigInt64Array, { element, dtype, perSecond }: ColumnType): Values {
  if (perSecond !== undefined) {
    return Float64Array.from({ length: values.length }, (_, item) => Number(values[item]) / perSecond);
  }
  if (isDecimal(element)) {
    const scale = scaleOf(element);
    return Float64Array.from({ length: values.length }, (_, item) => decimal(BigInt(values[item]), scale));
  }
  const isUnsigned = dtype[0] === "u";
  if (element.type === "INT64" && values instanceof BigInt64Array) {
    return isUnsigned ? new BigUint64Array(values.buffer, values.byteOffset, values.length) : values;
  }
  return Float64Array.from({ length: values.length }, (_, item) => {
    const value = Number(values[item]);
    return isUnsigned ? value >>> 0 : value;
  });
}

function fromBytes(items: readonly Uint8Array[], { element, spend, share }: ColumnType): Values {
  if (element.logical_type?.type === "FLOAT16") {
    if (element.type_length !== 2) throw new DamagedPage(`half floats of ${element.type_length} bytes`);
    return Float64Array.from(items, ([low, high]) => halfFloat(low | (high << 8)));
  }
  if (isDecimal(element)) {
    const scale = scaleOf(element);
    return Float64Array.from(items, (bytes) => decimal(bigEndian(bytes), scale));
  }
  spend(items.reduce((sum, { length }) => sum + length, 0));
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return items.map((bytes) => share(decodeText(decoder, bytes)));
}

function decodeText(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new DamagedPage("its bytes are not text in UTF-8");
  }
}

/** Signed. Decimals of more than so many bytes are no numbers that are worked with. */
const LONGEST_DECIMAL = 64;

function bigEndian(bytes: Uint8Array): bigint {
  if (bytes.length > LONGEST_DECIMAL) throw new DamagedPage(`a decimal number of ${bytes.length} bytes`);
  const value = bytes.reduce((sum, byte) => 256n * sum + BigInt(byte), 0n);
  return BigInt.asIntN(8 * bytes.length, value);
}
