/** What passes between the main thread and the thread that reads a file. All of it is plain data. */
import type { NpyArray } from "../npy.js";
import type { DataFile, OpenOptions, ReadRows } from "../protocols.js";

export type ReaderRequest =
  | { readonly kind: "open"; readonly path: string; readonly options: OpenOptions }
  | { readonly kind: "read"; readonly name: string; readonly options: ReadRows }
  | { readonly kind: "close" };

export type ReaderReply =
  /** Sent unasked when the thread has loaded code: the time for the file begins then. */
  | { readonly kind: "ready" }
  | ({ readonly kind: "opened" } & Pick<DataFile, "format" | "entries" | "bins" | "choices">)
  | { readonly kind: "array"; readonly array: PackedArray }
  /** `memory`: bytes that the thread will not give back. */
  | { readonly kind: "closed"; readonly memory: number }
  /** `message` is for the user; after a fatal failure the thread is of no more use. */
  | { readonly kind: "failed"; readonly message: string; readonly fatal: boolean };

/** An array as it passes: where texts repeat, each once, and its number for each item. A copy is made of all that passes. */
export interface PackedArray extends Pick<NpyArray, "shape" | "dtype"> {
  readonly data: NpyArray["data"] | PackedTexts;
}

interface PackedTexts {
  readonly words: readonly string[];
  readonly numbers: Uint32Array<ArrayBuffer>;
}

/** More different texts than this pass as they are. */
const MOST_WORDS = 2 ** 16;

export function packArray(array: NpyArray): PackedArray {
  const { data } = array;
  if (ArrayBuffer.isView(data)) return array;
  const places = new Map<string, number>();
  const numbers = new Uint32Array(data.length);
  for (const [item, word] of data.entries()) {
    const place = places.get(word) ?? places.size;
    if (place > MOST_WORDS) return array;
    places.set(word, place);
    numbers[item] = place;
  }
  return { ...array, data: { words: [...places.keys()], numbers } };
}

export function unpackArray({ data, ...array }: PackedArray): NpyArray {
  if (ArrayBuffer.isView(data) || !("words" in data)) return { ...array, data };
  return { ...array, data: Array.from(data.numbers, (number) => data.words[number]) };
}
