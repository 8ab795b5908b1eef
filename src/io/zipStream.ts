/** Members of a zip archive in bounded memory, a piece at a time. */
import { Inflate } from "fflate";
import { crc32 } from "../math/crc32.js";
import { InputError } from "../math/errors.js";
import { type ByteSource, readPieces } from "./source.js";
import { dataStart, labelOf, type ZipMember } from "./zip.js";

/** Stored members are entered at once beyond this; before it, they are read from their beginning. */
const FAR = 1 << 20;

/**
 * The unpacked bytes of a member from the byte `from` on. The checksum is checked at the end, but for stored members
 * entered far from their beginning. Throws InputError naming file and member where it is damaged.
 */
export async function* streamZipMember(source: ByteSource, member: ZipMember, from = 0): AsyncGenerator<Uint8Array> {
  const start = await dataStart(source, member);
  if (member.method === 0 && from > FAR) {
    yield* readPieces(source, { from: start + from, to: start + member.size });
    return;
  }
  let at = 0;
  for await (const piece of unpack(source, member, start)) {
    if (at + piece.length > from) yield piece.subarray(Math.max(0, from - at));
    at += piece.length;
  }
}

/** Data which unpack to more than they claim are stopped early. */
async function* unpack(source: ByteSource, member: ZipMember, start: number): AsyncGenerator<Uint8Array> {
  const { method, packedSize, size } = member;
  const label = labelOf(source, member);
  let [filled, crc] = [0, 0];
  const packed = readPieces(source, { from: start, to: start + packedSize }, method === 0 ? 1 << 20 : 1 << 16);
  for await (const piece of method === 0 ? packed : inflatePieces(packed, label)) {
    filled += piece.length;
    if (filled > size) throw new InputError(`${label} unpacks to more than the ${size} bytes it claims`);
    crc = crc32(piece, crc);
    yield piece;
  }
  if (filled !== size) throw new InputError(`${label} is damaged: it unpacks to ${filled} of ${size} bytes`);
  if (crc !== member.crc) throw new InputError(`${label} is damaged: its checksum does not fit`);
}

async function* inflatePieces(packed: AsyncIterable<Uint8Array>, label: string): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  const stream = new Inflate((chunk) => void chunks.push(chunk));
  const push = (piece: Uint8Array, last: boolean): readonly Uint8Array[] => {
    chunks = [];
    try {
      stream.push(piece, last);
    } catch (cause) {
      throw new InputError(`${label} is damaged: it cannot be unpacked`, { cause });
    }
    return chunks;
  };
  for await (const piece of packed) yield* push(piece, false);
  yield* push(new Uint8Array(), true);
}
