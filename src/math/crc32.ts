/** CRC-32 (ISO 3309, as zip and png use it), by a table of 256 entries. */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let word = byte;
  for (let bit = 0; bit < 8; bit++) word = word & 1 ? (word >>> 1) ^ 0xedb88320 : word >>> 1;
  return word;
});

/** The checksum of `bytes`, or of more bytes after those whose checksum is `before`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let word = ~before;
  for (let i = 0; i < bytes.length; i++) word = TABLE[(word ^ bytes[i]) & 0xff] ^ (word >>> 8);
  return (word ^ 0xffffffff) >>> 0;
}
