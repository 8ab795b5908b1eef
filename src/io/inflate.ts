/** Unpacking deflate (RFC 1951), bare or wrapped by zlib (RFC 1950), never to more bytes than were announced. */
import { Inflate, Unzlib } from "fflate";
import { InputError } from "../math/errors.js";

/** Deflate cannot shrink by more than this. */
export const MOST_RATIO = 1032;

export interface Packing {
  /** Bytes once unpacked, as the file has it. */
  readonly size: number;
  /** For messages. */
  readonly label: string;
  readonly wrapping: "none" | "zlib";
}

/** Inflates piece by piece, so that data which unpack to more than they claim are stopped early. Throws InputError. */
export function inflate(packed: Uint8Array, packing: Packing): Uint8Array {
  const { size, label } = packing;
  const out = new Uint8Array(size);
  let filled = 0;
  pump(packed, { ...packing, piece: 1 << 16, isWhole: true }, (chunk) => {
    if (filled + chunk.length > size) throw new InputError(`${label} unpacks to more than the ${size} bytes it claims`);
    out.set(chunk, filled);
    filled += chunk.length;
  });
  if (filled !== size) throw new InputError(`${label} is damaged: it unpacks to ${filled} of ${size} bytes`);
  if (packing.wrapping === "zlib" && adler32(out) !== announcedSum(packed)) {
    throw new InputError(`${label} is damaged: its checksum does not fit`);
  }
  return out;
}

class Enough extends Error {}

/** The first `size` bytes, or all there are, unpacking no further than needed. Throws InputError. */
export function inflateStart(packed: Uint8Array, packing: Packing): Uint8Array {
  const out = new Uint8Array(packing.size);
  let filled = 0;
  try {
    pump(packed, { ...packing, piece: 1 << 10, isWhole: false }, (chunk) => {
      const part = chunk.subarray(0, packing.size - filled);
      out.set(part, filled);
      filled += part.length;
      if (filled === packing.size) throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return out.subarray(0, filled);
}

interface Pumping extends Packing {
  /** Bytes handed over at a time. */
  readonly piece: number;
  /** Whether the data must come to their end. */
  readonly isWhole: boolean;
}

function pump(packed: Uint8Array, pumping: Pumping, take: (chunk: Uint8Array) => void): void {
  const { label, wrapping, piece, isWhole } = pumping;
  const stream = wrapping === "zlib" ? new Unzlib(take) : new Inflate(take);
  try {
    for (let at = 0; at < packed.length; at += piece) {
      stream.push(packed.subarray(at, at + piece), isWhole && at + piece >= packed.length);
    }
  } catch (cause) {
    if (cause instanceof InputError || cause instanceof Enough) throw cause;
    throw new InputError(`${label} is damaged: it cannot be unpacked`, { cause });
  }
}

/** RFC 1950, section 8.2. */
function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (let at = 0; at < bytes.length; ) {
    // 5552 sums are the most that stay below 2^32
    for (const end = Math.min(bytes.length, at + 5552); at < end; at++) {
      low += bytes[at];
      high += low;
    }
    low %= 65521;
    high %= 65521;
  }
  return high * 65536 + low;
}

/** The checksum that closes zlib data. */
const announcedSum = (packed: Uint8Array): number => packed.subarray(-4).reduce((sum, byte) => sum * 256 + byte, 0);
