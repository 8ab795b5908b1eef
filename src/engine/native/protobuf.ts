/**
 * The wire format of protocol buffers, as far as ONNX needs it: a message is a sequence of tagged fields.
 * https://protobuf.dev/programming-guides/encoding
 */

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

const encoder = new TextEncoder();

/** Seven bits to a byte, lowest first; the top bit says that more follow. Negative numbers take the full 64 bits. */
export function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 128);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}

export function concatenateBytes(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A message under construction. Every method appends one field and returns the message. */
export class Message {
  private readonly parts: Uint8Array[] = [];

  integer(field: number, value: number | bigint): this {
    return this.append(field, VARINT, varint(value));
  }

  float(field: number, value: number): this {
    return this.append(field, FIXED32, new Uint8Array(Float32Array.of(value).buffer));
  }

  bytes(field: number, value: Uint8Array): this {
    return this.append(field, LENGTH_DELIMITED, varint(value.length), value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  message(field: number, value: Message): this {
    return this.bytes(field, value.finish());
  }

  finish(): Uint8Array {
    return concatenateBytes(this.parts);
  }

  private append(field: number, wireType: number, ...payload: Uint8Array[]): this {
    this.parts.push(varint((field << 3) | wireType), ...payload);
    return this;
  }
}
