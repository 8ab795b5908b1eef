/** Bytes that are read one after another, never beyond their end. */

/** What a page of a damaged file throws; the reader of the file names the place. */
export class DamagedPage extends Error {}

/** Throws DamagedPage where bytes are asked for that are not there, or a number is too long. */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    return this.take(1)[0];
  }

  take(length: number): Uint8Array {
    if (!(length >= 0 && length <= this.left)) throw new DamagedPage(`${length} bytes are needed of ${this.left}`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uint32(): number {
    const bytes = this.take(4);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  }

  /** Seven bits a byte, lowest first (ULEB128), up to 2^32. */
  varint(): number {
    const value = this.#leb128(5);
    if (value >= 2n ** 32n) throw new DamagedPage(`${value} is too large a number`);
    return Number(value);
  }

  /** Signed, 64 bits: 0, -1, 1, -2, ... */
  zigzag(): bigint {
    const value = this.#leb128(10);
    return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  }

  #leb128(mostBytes: number): bigint {
    let value = 0n;
    for (let count = 0; count < mostBytes; count++) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * count);
      if (byte < 0x80) return value;
    }
    throw new DamagedPage(`a number goes on for more than ${mostBytes} bytes`);
  }
}
