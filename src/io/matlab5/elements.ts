/**
 * The elements of a MATLAB v5 file: a tag of type and length, then data padded to eight bytes. Source: MathWorks, "MAT-File
 * Format", chapter 1, "Level 5 MAT-File Format".
 */
import { InputError } from "../../math/errors.js";

export const ELEMENT = { matrix: 14, compressed: 15 } as const;

/** Types of numbers by their numbers in the file, as NumPy writes them; text is kept as numbers of characters. */
const DTYPES: Readonly<Record<number, string>> = {
  1: "i1",
  2: "u1",
  3: "i2",
  4: "u2",
  5: "i4",
  6: "u4",
  7: "f4",
  9: "f8",
  12: "i8",
  13: "u8",
  16: "u1",
  17: "u2",
  18: "u4",
};

export const UTF8 = 16;

export interface Element {
  readonly type: number;
  readonly data: Uint8Array;
}

export interface Tag {
  readonly type: number;
  /** Bytes of data. */
  readonly length: number;
  /** Bytes of the tag itself; the data of small elements lie within it. */
  readonly size: 4 | 8;
}

/** The tag of which the bytes are the first eight. */
export function parseTag(bytes: Uint8Array, bigEndian: boolean): Tag {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint32(0, !bigEndian);
  if (first >>> 16 !== 0) return { type: first & 0xffff, length: first >>> 16, size: 4 };
  return { type: first, length: view.getUint32(4, !bigEndian), size: 8 };
}

/** Goes through elements that follow each other. Throws InputError where one reaches beyond the end. */
export class ElementReader {
  readonly #bytes: Uint8Array;
  readonly #bigEndian: boolean;
  readonly #label: string;
  #at = 0;

  constructor(bytes: Uint8Array, bigEndian: boolean, label: string) {
    this.#bytes = bytes;
    this.#bigEndian = bigEndian;
    this.#label = label;
  }

  next(): Element {
    const head = this.#bytes.subarray(this.#at, this.#at + 8);
    if (head.length < 8) throw this.#damaged();
    const { type, length, size } = parseTag(head, this.#bigEndian);
    const start = this.#at + size;
    if ((size === 4 && length > 4) || start + length > this.#bytes.length) throw this.#damaged();
    this.#at = size === 4 ? this.#at + 8 : start + padded(length);
    return { type, data: this.#bytes.subarray(start, start + length) };
  }

  #damaged(): InputError {
    return new InputError(`${this.#label} is cut short or damaged`);
  }
}

/** Elements begin at multiples of eight bytes. */
export const padded = (length: number): number => 8 * Math.ceil(length / 8);

/** NumPy's kind and bytes of the numbers in an element; undefined for what holds none. */
export const storedDtype = ({ type }: Element): string | undefined => DTYPES[type];
