/** Images that lie unpacked in a file, one after the other. */
import { closeSync, openSync, readSync } from "node:fs";
import { InputError } from "../../../math/errors.js";
import type { Pixels } from "./pixels.js";

export interface Stored {
  readonly path: string;
  /** Of the first image, in bytes. */
  readonly offset: number;
  /** Pixels of an image times channels. */
  readonly values: number;
  /** 8 for a byte a value, 1 for packed bits, the first in the highest place as NumPy's packbits has it. */
  readonly bits: 1 | 8;
}

/** Throws InputError, when an image is read, where the file has become shorter. */
export function storedPixels({ path, offset, values, bits }: Stored): Pixels {
  const descriptor = openSync(path, "r");
  const bytes = new Uint8Array((values * bits) / 8);
  const unpacked = bits === 8 ? bytes : new Uint8Array(values);
  return {
    close: () => closeSync(descriptor),
    read(index) {
      const read = readSync(descriptor, bytes, 0, bytes.length, offset + index * bytes.length);
      if (read < bytes.length) throw new InputError(`${path} was cut short while it was read`);
      if (bits === 1) unpackBits(bytes, unpacked);
      return unpacked;
    },
  };
}

/** Eight values of 0 or 1 from every byte. */
export function unpackBits(bytes: Uint8Array, into: Uint8Array): void {
  for (let at = 0; at < into.length; at++) into[at] = (bytes[at >> 3] >> (7 - (at & 7))) & 1;
}

/** A byte of every eight values of 0 or 1; returns all values together, bit by bit: above 1 where any is. */
export function packBits(values: Uint8Array, into: Uint8Array): number {
  let all = 0;
  for (let byte = 0, at = 0; byte < into.length; byte++) {
    let packed = 0;
    for (const end = at + 8; at < end; at++) {
      packed = (packed << 1) | values[at];
      all |= values[at];
    }
    into[byte] = packed;
  }
  return all;
}
