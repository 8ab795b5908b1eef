import fc from "fast-check";
import { expect, test } from "vitest";
import { Message, varint } from "./protobuf.js";

test("numbers of the encoding guide: 1, 150, 300, -1", () => {
  expect([...varint(1)]).toEqual([1]);
  expect([...varint(150)]).toEqual([0x96, 0x01]);
  expect([...varint(300)]).toEqual([0xac, 0x02]);
  expect([...varint(-1)]).toEqual([...new Array(9).fill(0xff), 0x01]);
});

test("every number reads back", () => {
  const read = (bytes: Uint8Array) => bytes.reduceRight((value, byte) => (value << 7n) | BigInt(byte & 127), 0n);
  fc.assert(fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (n) => BigInt.asIntN(64, read(varint(n))) === n));
});

test("fields of the encoding guide: a string, a submessage, a float", () => {
  expect([...new Message().text(2, "testing").finish()]).toEqual([0x12, 7, ...Buffer.from("testing")]);
  expect([...new Message().message(3, new Message().integer(1, 150)).finish()]).toEqual([0x1a, 3, 0x08, 0x96, 0x01]);
  expect([...new Message().float(2, 1).finish()]).toEqual([0x15, 0, 0, 0x80, 0x3f]);
});
