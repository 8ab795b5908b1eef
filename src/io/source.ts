/** Bytes to read from, wherever they are: a file on disk, a file dropped on a page, memory. */
import { InputError } from "../math/errors.js";

/** Random-access bytes. Readers ask only for what they need, so files may be larger than memory. */
export interface ByteSource {
  /** For messages: a path or a file name. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`. Use `readExactly`, which checks the range first. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes in memory as a source. */
export const bytesSource = (bytes: Uint8Array, name = "data"): ByteSource => ({
  name,
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
});

/** A browser's file or blob as a source. */
export const blobSource = (blob: Blob, name = "file"): ByteSource => ({
  name,
  size: blob.size,
  read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
});

/** `length` bytes from `offset`. Throws InputError naming the source where it is too short for that. */
export async function readExactly(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  if (!(offset >= 0 && length >= 0 && offset + length <= source.size)) {
    throw new InputError(
      `${source.name} is cut short or damaged: bytes ${offset} to ${offset + length} are needed of ${source.size}`,
    );
  }
  const bytes = await source.read(offset, length);
  if (bytes.length !== length) throw new InputError(`${source.name} changed while it was read: read it again`);
  return bytes;
}

/** The bytes of a range, by default all, in pieces of at most `piece`, in order. */
export async function* readPieces(
  source: ByteSource,
  { from = 0, to = source.size }: { readonly from?: number; readonly to?: number } = {},
  piece = 1 << 20,
): AsyncGenerator<Uint8Array> {
  for (let offset = from; offset < to; offset += piece) {
    yield await readExactly(source, offset, Math.min(piece, to - offset));
  }
}
