/** Small numbers as runs of equal ones and as packed bits by turns (Parquet encodings, "RLE / Bit-Packing Hybrid"). */
import { ByteCursor, DamagedPage } from "./cursor.js";

/** Exactly `count` numbers of `width` bits each. Throws DamagedPage where the runs make fewer or more. */
export function unpackRuns(bytes: Uint8Array, width: number, count: number): Int32Array {
  const out = new Int32Array(count);
  if (width === 0) return out;
  if (width > 32) throw new DamagedPage(`numbers of ${width} bits`);
  const cursor = new ByteCursor(bytes);
  for (let filled = 0; filled < count; ) {
    const header = cursor.varint();
    const isPacked = header % 2 === 1;
    const length = isPacked ? Math.min(8 * (header >>> 1), count - filled) : header >>> 1;
    if (length === 0) throw new DamagedPage("an empty run");
    if (filled + length > count) throw new DamagedPage(`a run of ${length} where ${count - filled} are left`);
    if (isPacked) unpackBits(packedBytes(cursor, (header >>> 1) * width, length * width), width, out, filled, length);
    else out.fill(littleEndian(cursor.take((width + 7) >> 3)), filled, filled + length);
    filled += length;
  }
  return out;
}

/** Writers may leave out the end of the last group, if it holds no number that counts. */
function packedBytes(cursor: ByteCursor, whole: number, neededBits: number): Uint8Array {
  const bytes = cursor.take(Math.min(whole, cursor.left));
  if (8 * bytes.length < neededBits) throw new DamagedPage("packed numbers are cut short");
  return bytes;
}

const littleEndian = (bytes: Uint8Array): number => bytes.reduceRight((value, byte) => (value << 8) | byte, 0);

function unpackBits(bytes: Uint8Array, width: number, out: Int32Array, from: number, length: number): void {
  const range = 2 ** width;
  for (let item = 0, bit = 0; item < length; item++, bit += width) {
    // A number of 32 bits may lie over five bytes: 40 bits, which float64 holds exactly.
    const at = bit >>> 3;
    const low = (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
    const word = low + (bytes[at + 4] ?? 0) * 2 ** 32;
    out[from + item] = Math.floor(word / 2 ** (bit & 7)) % range;
  }
}
