/** Unpacking a page: no more bytes than it announces, and checksums looked at where the packing carries one. */

import { xxhash64 } from "hyparquet/src/xxhash.js";
import { compressors } from "hyparquet-compressors";
import { crc32 } from "../../math/crc32.js";
import { DamagedPage } from "./cursor.js";

/** `length`: bytes once unpacked, as the page has it. Throws DamagedPage, or whatever the library throws. */
export function unpackPage(packed: Uint8Array, codec: string, length: number): Uint8Array {
  const bytes = codec === "UNCOMPRESSED" ? packed : unpacked(packed, codec, length);
  if (bytes.length !== length) throw new DamagedPage(`a page unpacks to ${bytes.length} of ${length} bytes`);
  return bytes;
}

function unpacked(packed: Uint8Array, codec: string, length: number): Uint8Array {
  const unpack = Object.entries(compressors).find(([name]) => name === codec)?.[1];
  if (!unpack) throw new DamagedPage(`it is packed by ${codec}, which is not known`);
  if (codec === "ZSTD") requireZstdSize(packed, length);
  const bytes = unpack(packed, length);
  if (codec === "GZIP" && packed[0] === 0x1f) requireSum(wordAt(packed, packed.length - 8), crc32(bytes));
  if (codec === "ZSTD" && packed[4] & 4) {
    requireSum(wordAt(packed, packed.length - 4), Number(BigInt.asUintN(32, xxhash64(bytes))));
  }
  return bytes;
}

const wordAt = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);

function requireSum(announced: number, found: number): void {
  if (announced !== found) throw new DamagedPage("its checksum does not fit");
}

/** Windows beyond this are not taken memory for, in bytes: zstd's own command refuses them too. */
const LARGEST_WINDOW = 2 ** 27;

/** The library takes as much memory as the frame asks for (RFC 8878, section 3.1.1.1). */
function requireZstdSize(packed: Uint8Array, length: number): void {
  const flags = packed[4];
  const isSingle = (flags & 0x20) !== 0;
  const at = 6 - Number(isSingle) + [0, 1, 2, 4][flags & 3];
  const width = flags >> 6 === 0 ? Number(isSingle) : 2 ** (flags >> 6);
  const stated = packed.subarray(at, at + width).reduceRight((sum, byte) => 256 * sum + byte, 0);
  const size = width === 2 ? stated + 256 : stated;
  const window = isSingle ? 0 : 2 ** (10 + (packed[5] >> 3)) * (1 + (packed[5] & 7) / 8);
  if ((width > 0 && size !== length) || window > LARGEST_WINDOW) {
    throw new DamagedPage(`a page of ${length} bytes says that it unpacks to ${size}, in a window of ${window}`);
  }
}
