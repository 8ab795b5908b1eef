/** What passes between the main thread and the thread that reads a file. All of it is plain data. */
import type { NpyArray, NumericData } from "../npy.js";
import type { DataFile, OpenOptions, ReadRows } from "../protocols.js";

export type ReaderRequest =
  | { readonly kind: "open"; readonly path: string; readonly options: OpenOptions }
  | { readonly kind: "read"; readonly name: string; readonly options: ReadRows }
  | { readonly kind: "close" };

export type ReaderReply =
  /** Sent unasked when the thread has loaded code: the time for the file begins then. */
  | { readonly kind: "ready" }
  | ({ readonly kind: "opened" } & Pick<DataFile, "format" | "entries" | "bins">)
  | { readonly kind: "array"; readonly array: PackedArray }
  /** `memory`: bytes that the thread will not give back. */
  | { readonly kind: "closed"; readonly memory: number }
  /** `message` is for the user; after a fatal failure the thread is of no more use. */
  | { readonly kind: "failed"; readonly message: string; readonly fatal: boolean };

/** An array as it passes: each different text once, and the number of the text for each item. A copy is made of all that passes. */
export interface PackedArray extends Pick<NpyArray, "shape" | "dtype"> {
  readonly data: NumericData | { readonly words: readonly string[]; readonly numbers: Uint32Array<ArrayBuffer> };
}

export function packArray({ data, ...array }: NpyArray): PackedArray {
  if (ArrayBuffer.isView(data)) return { ...array, data };
  const places = new Map<string, number>();
  const numbers = Uint32Array.from(data, (word) => {
    const place = places.get(word) ?? places.size;
    places.set(word, place);
    return place;
  });
  return { ...array, data: { words: [...places.keys()], numbers } };
}

export function unpackArray({ data, ...array }: PackedArray): NpyArray {
  if (ArrayBuffer.isView(data)) return { ...array, data };
  return { ...array, data: Array.from(data.numbers, (number) => data.words[number]) };
}
