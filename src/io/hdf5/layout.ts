/**
 * How the numbers of a dataset lie in their bytes, where that is not the machine's own way: fewer bits than the bytes have, bits
 * below the lowest, floats with other fields than IEEE 754's. Source: "HDF5 File Format Specification", version 3.0, IV.A.2.d
 * (datatype message).
 */
import { type BitField, type FloatLayout, type NumberLayout, type StoredNumbers, TYPE_CLASS } from "./protocols.js";

const HEAD = 8;

/** Of whole numbers, floats and enumerations; undefined for other classes. */
export function storedNumbers(message: DataView): StoredNumbers | undefined {
  if (message.byteLength < HEAD)
    return { bigEndian: false, problem: "has a type that is cut short: the file is damaged" };
  const body = (length: number) => message.byteLength >= HEAD + length;
  switch (message.getUint8(0) & 0x0f) {
    case TYPE_CLASS.integer:
      return body(4) ? integers(message) : undefined;
    case TYPE_CLASS.float:
      return body(12) ? floats(message) : undefined;
    case TYPE_CLASS.enumeration:
      return enumerated(
        storedNumbers(new DataView(message.buffer, message.byteOffset + HEAD, message.byteLength - HEAD)),
      );
    default:
      return undefined;
  }
}

/** The library turns the bytes of numbers to the machine's order, but not those of enumerations. */
function enumerated(numbers: StoredNumbers | undefined): StoredNumbers | undefined {
  if (!numbers?.bigEndian || !numbers.layout) return numbers;
  return {
    bigEndian: true,
    problem: "is an enumeration of fewer bits than its bytes have, highest byte first: save whole numbers",
  };
}

function integers(message: DataView): StoredNumbers {
  const bits = 8 * message.getUint32(4, true);
  const bigEndian = (message.getUint8(1) & 1) === 1;
  const [offset, precision] = [message.getUint16(8, true), message.getUint16(10, true)];
  if (offset === 0 && precision === bits) return { bigEndian };
  if (precision < 1 || offset + precision > bits) {
    return {
      bigEndian,
      problem: `holds whole numbers of ${precision} bits at bit ${offset} of ${bits}: the file is damaged`,
    };
  }
  return { bigEndian, layout: { kind: "integer", precision, offset } };
}

/** Fields of IEEE 754 by the number of bytes. */
const IEEE: Readonly<Record<number, FloatLayout>> = {
  2: { kind: "float", sign: 15, exponent: { at: 10, bits: 5 }, mantissa: { at: 0, bits: 10 }, bias: 15 },
  4: { kind: "float", sign: 31, exponent: { at: 23, bits: 8 }, mantissa: { at: 0, bits: 23 }, bias: 127 },
  8: { kind: "float", sign: 63, exponent: { at: 52, bits: 11 }, mantissa: { at: 0, bits: 52 }, bias: 1023 },
};

/** The leading 1 of the mantissa is not stored. */
const IMPLIED = 2;

function floats(message: DataView): StoredNumbers {
  const [flags, sign, size] = [message.getUint8(1), message.getUint8(2), message.getUint32(4, true)];
  const bigEndian = (flags & 1) === 1;
  const layout: FloatLayout = {
    kind: "float",
    sign,
    exponent: { at: message.getUint8(12), bits: message.getUint8(13) },
    mantissa: { at: message.getUint8(14), bits: message.getUint8(15) },
    bias: message.getUint32(16, true),
  };
  if (flags & 0x40) return { bigEndian, problem: `holds floats in the byte order of the VAX: ${ADVICE}` };
  if (((flags >> 4) & 3) !== IMPLIED) {
    return { bigEndian, problem: `holds floats of ${size} bytes whose leading bit is stored: ${ADVICE}` };
  }
  if (sameLayout(layout, IEEE[size])) return { bigEndian };
  if (isWithinFloat64(layout, size)) return { bigEndian, layout };
  const { exponent, mantissa, bias } = layout;
  return {
    bigEndian,
    problem:
      `holds floats with ${exponent.bits} bits of exponent, ${mantissa.bits} of mantissa and bias ${bias}, ` +
      `more than float64 can hold: ${ADVICE}`,
  };
}

const ADVICE = "save float64";

const sameLayout = (a: FloatLayout, b: FloatLayout | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether every number of the layout is a number of float64, and all fields lie within the bytes. */
function isWithinFloat64({ sign, exponent, mantissa, bias }: FloatLayout, size: number): boolean {
  const fields = [{ at: sign, bits: 1 }, exponent, mantissa];
  const isInside = size <= 8 && fields.every(({ at, bits }) => bits > 0 && at + bits <= 8 * size);
  const largest = 2 ** exponent.bits - 2 - bias;
  const least = 1 - bias - mantissa.bits;
  return isInside && exponent.bits <= 11 && mantissa.bits <= 52 && largest <= 1023 && least >= -1074;
}

/** Items [bytes] of a layout, lowest byte first, as the machine has them: whole numbers of the same size, or float64. */
export function toNative(
  items: Uint8Array,
  size: number,
  layout: NumberLayout,
  signed: boolean,
): Uint8Array<ArrayBuffer> {
  const word = wordsOf(items, size);
  const count = items.length / size;
  if (layout.kind === "float") {
    return new Uint8Array(Float64Array.from({ length: count }, (_, item) => floatOf(word(item), layout)).buffer);
  }
  const { precision, offset } = layout;
  const out = new DataView(new ArrayBuffer(8 * count));
  for (let item = 0; item < count; item++) {
    const bits = word(item) >> BigInt(offset);
    const value = signed ? BigInt.asIntN(precision, bits) : BigInt.asUintN(precision, bits);
    out.setBigUint64(8 * item, BigInt.asUintN(64, value), true);
  }
  return narrowed(new Uint8Array(out.buffer), size);
}

function wordsOf(items: Uint8Array, size: number): (item: number) => bigint {
  const padded = new DataView(new ArrayBuffer(8));
  const bytes = new Uint8Array(padded.buffer);
  return (item) => {
    bytes.set(items.subarray(item * size, (item + 1) * size));
    return padded.getBigUint64(0, true);
  };
}

/** The lowest `size` of every eight bytes. */
function narrowed(wide: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  return size === 8 ? wide : wide.filter((_, at) => at % 8 < size);
}

const bitsAt = (word: bigint, { at, bits }: BitField): number => Number(BigInt.asUintN(bits, word >> BigInt(at)));

/** An exponent of ones stands for infinity, or for no number; one of zeros for the numbers below the least power of two. */
function floatOf(word: bigint, { sign, exponent, mantissa, bias }: FloatLayout): number {
  const [power, fraction] = [bitsAt(word, exponent), bitsAt(word, mantissa) / 2 ** mantissa.bits];
  const factor = bitsAt(word, { at: sign, bits: 1 }) === 1 ? -1 : 1;
  if (power === 2 ** exponent.bits - 1) return fraction === 0 ? factor * Infinity : Number.NaN;
  if (power === 0) return factor * fraction * 2 ** (1 - bias);
  return factor * (1 + fraction) * 2 ** (power - bias);
}
