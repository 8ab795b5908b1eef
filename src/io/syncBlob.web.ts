/** A browser's file whose bytes can be had at once, which only a worker may. */
import type { SyncSource } from "./hdf5/protocols.js";

/** Known to workers alone, and so not to the compiler's list of what pages have. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/** Read at a time, in bytes: a library that goes through a table of contents asks for a few at a time. */
const BLOCK = 2 ** 18;
/** Blocks that are kept, the newest ones. */
const MOST_BLOCKS = 64;

export function syncBlob(blob: Blob, name: string): SyncSource {
  const reader = new FileReaderSync();
  const bytesOf = (from: number, to: number) => new Uint8Array(reader.readAsArrayBuffer(blob.slice(from, to)));
  const block = kept((number) => bytesOf(number * BLOCK, (number + 1) * BLOCK));
  return {
    name,
    size: blob.size,
    read(into, position) {
      const length = Math.max(0, Math.min(into.length, blob.size - position));
      if (length > BLOCK) into.set(bytesOf(position, position + length));
      else for (const part of partsOf(position, length)) into.set(block(part.block).subarray(...part.range), part.at);
      return length;
    },
  };
}

interface Part {
  readonly block: number;
  /** Within the block. */
  readonly range: readonly [from: number, to: number];
  /** Where it goes. */
  readonly at: number;
}

function* partsOf(position: number, length: number): Generator<Part> {
  for (let at = 0; at < length; ) {
    const from = (position + at) % BLOCK;
    const to = Math.min(BLOCK, from + length - at);
    yield { block: Math.floor((position + at) / BLOCK), range: [from, to], at };
    at += to - from;
  }
}

/** The function with its newest results remembered. */
function kept(read: (number: number) => Uint8Array): (number: number) => Uint8Array {
  const blocks = new Map<number, Uint8Array>();
  return (number) => {
    const known = blocks.get(number) ?? read(number);
    blocks.delete(number);
    blocks.set(number, known);
    for (const oldest of blocks.keys()) {
      if (blocks.size <= MOST_BLOCKS) break;
      blocks.delete(oldest);
    }
    return known;
  };
}
