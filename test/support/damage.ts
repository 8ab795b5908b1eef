/** Files damaged at random, the same way every time. */
import { fold, integers, key, split } from "../../src/math/random.js";

/** One to four changes: a byte or a 32-bit word overwritten, a stretch left out or repeated, an end cut off. */
export function damage(bytes: Uint8Array, seed: number): Uint8Array {
  let out = Uint8Array.from(bytes);
  for (const child of split(fold(key(20), seed), 1 + (seed % 4))) {
    const [kind, at, length, value] = integers(child, 4, 2 ** 31);
    const start = at % Math.max(1, out.length);
    const end = Math.min(out.length, start + (length % 40));
    const extreme = [0, 0xff, 0x7f, value & 0xff][length % 4];
    if (kind % 5 === 0) out[start] = extreme;
    else if (kind % 5 === 1) out.fill(extreme, start, Math.min(out.length, start + 4));
    else if (kind % 5 === 2) out = Uint8Array.from([...out.subarray(0, start), ...out.subarray(end)]);
    else if (kind % 5 === 3) out = Uint8Array.from([...out.subarray(0, end), ...out.subarray(start)]);
    else out = out.slice(0, start);
  }
  return out;
}

/** One to four single bytes overwritten; the length stays, which formats check first. */
export function strike(bytes: Uint8Array, seed: number): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (const child of split(fold(key(21), seed), 1 + (seed % 4))) {
    const [at, value] = integers(child, 2, 2 ** 31);
    out[at % out.length] = value & 0xff;
  }
  return out;
}

/** Either, by turns. */
export const damageOrStrike = (bytes: Uint8Array, seed: number): Uint8Array =>
  seed % 2 === 0 ? damage(bytes, seed) : strike(bytes, seed);
