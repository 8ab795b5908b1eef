/** Numbers by their differences, and texts by what they share with the one before (Parquet encodings, "Delta ..."). */
import { type ByteCursor, DamagedPage } from "./cursor.js";

const LARGEST_BLOCK = 2 ** 16;

/** Exactly `count` whole numbers (DELTA_BINARY_PACKED), wrapped to `bits`. Throws DamagedPage. */
export function unpackDeltas(cursor: ByteCursor, count: number, bits: 32 | 64): BigInt64Array {
  if (count === 0) return new BigInt64Array();
  const [blockSize, blocks, total] = [cursor.varint(), cursor.varint(), cursor.varint()];
  const size = blockSize / blocks;
  if (!(Number.isInteger(size) && size > 0 && size % 8 === 0 && blockSize <= LARGEST_BLOCK) || total !== count) {
    throw new DamagedPage(`${total} differences in blocks of ${blockSize} / ${blocks}, for ${count} values`);
  }
  const out = new BigInt64Array(count);
  let value = cursor.zigzag();
  out[0] = BigInt.asIntN(bits, value);
  for (let filled = 1; filled < count; ) {
    const least = cursor.zigzag();
    for (const width of cursor.take(blocks)) {
      if (filled >= count) break;
      const deltas = packedBigInts(cursor.take((size * width) / 8), width, Math.min(size, count - filled));
      for (const delta of deltas) {
        value = BigInt.asIntN(bits, value + least + delta);
        out[filled++] = value;
      }
    }
  }
  return out;
}

function packedBigInts(bytes: Uint8Array, width: number, count: number): bigint[] {
  if (width > 64) throw new DamagedPage(`differences of ${width} bits`);
  const out = new Array<bigint>(count).fill(0n);
  if (width === 0) return out;
  let [held, bits, at] = [0n, 0, 0];
  for (let item = 0; item < count; item++) {
    for (; bits < width; bits += 8) held |= BigInt(bytes[at++]) << BigInt(bits);
    out[item] = BigInt.asUintN(width, held);
    held >>= BigInt(width);
    bits -= width;
  }
  return out;
}

function lengthsOf(cursor: ByteCursor, count: number): readonly number[] {
  const lengths = Array.from(unpackDeltas(cursor, count, 32), Number);
  if (lengths.some((length) => length < 0)) throw new DamagedPage("a length below zero");
  return lengths;
}

/** Strings of bytes whose lengths stand before them (DELTA_LENGTH_BYTE_ARRAY). */
export function unpackLengths(cursor: ByteCursor, count: number): Uint8Array[] {
  return lengthsOf(cursor, count).map((length) => cursor.take(length));
}

/**
 * Strings of bytes that begin like the one before (DELTA_BYTE_ARRAY). `spend` is told how many bytes they will take in all before
 * they are made: few bytes can stand for many.
 */
export function unpackPrefixes(cursor: ByteCursor, count: number, spend: (bytes: number) => void): Uint8Array[] {
  const prefixes = lengthsOf(cursor, count);
  const suffixes = lengthsOf(cursor, count);
  spend([...prefixes, ...suffixes].reduce((sum, length) => sum + length, 0));
  let before: Uint8Array = new Uint8Array();
  return suffixes.map((length, item) => {
    if (prefixes[item] > before.length) throw new DamagedPage("a text that shares more than the one before has");
    const out = new Uint8Array(prefixes[item] + length);
    out.set(before.subarray(0, prefixes[item]));
    out.set(cursor.take(length), prefixes[item]);
    before = out;
    return out;
  });
}
