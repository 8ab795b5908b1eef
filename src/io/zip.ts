/**
 * Reading zip archives member by member: PKWARE APPNOTE 6.3, with the 64-bit extension, stored or deflated. Only the table of
 * contents and the members asked for are read. Every size is checked before memory is taken for it.
 */

import { crc32 } from "../math/crc32.js";
import { InputError } from "../math/errors.js";
import { inflate, inflateStart, MOST_RATIO } from "./inflate.js";
import { type ByteSource, readExactly } from "./source.js";

export interface ZipMember {
  readonly name: string;
  /** 0 stored, 8 deflated */
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive. */
  readonly packedSize: number;
  /** Bytes once unpacked, as the archive has it. */
  readonly size: number;
  /** Of the member's own header, in bytes. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_CONTENTS = 1 << 26;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const damaged = (source: ByteSource, what: string): InputError =>
  new InputError(`${source.name} is a damaged or truncated zip archive (${what}): write or download it again`);

/** The table of contents. Throws InputError where the file is no zip archive, is damaged, encrypted, or repeats a name. */
export async function listZip(source: ByteSource): Promise<ZipMember[]> {
  const { offset, size, entries } = await findContents(source);
  if (size > MOST_CONTENTS || entries * 46 > size) throw damaged(source, "impossible table of contents");
  const members = parseContents(await readExactly(source, offset, size), entries, source);
  const names = new Set(members.map((member) => member.name));
  if (names.size < members.length) throw damaged(source, "two members have one name");
  return members;
}

interface Contents {
  readonly offset: number;
  readonly size: number;
  readonly entries: number;
}

/** The end record closes the file but for a comment of at most 65,535 bytes. */
async function findContents(source: ByteSource): Promise<Contents> {
  const length = Math.min(source.size, 22 + 65535);
  const tail = await readExactly(source, source.size - length, length);
  const view = viewOf(tail);
  let at = length - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) throw new InputError(`${source.name} is not a zip archive, or is cut short: no table of contents`);
  const entries = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 12, true);
  const offset = view.getUint32(at + 16, true);
  if (entries < 0xffff && size < 0xffffffff && offset < 0xffffffff) return { entries, size, offset };
  return findContents64(source, source.size - length + at - 20);
}

async function findContents64(source: ByteSource, locatorAt: number): Promise<Contents> {
  const locator = viewOf(await readExactly(source, locatorAt, 20));
  if (locator.getUint32(0, true) !== LOCATOR_64) throw damaged(source, "no 64-bit table of contents");
  const end = viewOf(await readExactly(source, readSize(locator, 8, source), 56));
  if (end.getUint32(0, true) !== END_64) throw damaged(source, "no 64-bit table of contents");
  return { entries: readSize(end, 32, source), size: readSize(end, 40, source), offset: readSize(end, 48, source) };
}

function readSize(view: DataView, at: number, source: ByteSource): number {
  if (at + 8 > view.byteLength) throw damaged(source, "cut short");
  const value = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(value)) throw damaged(source, "impossible size");
  return value;
}

function parseContents(bytes: Uint8Array, entries: number, source: ByteSource): ZipMember[] {
  const view = viewOf(bytes);
  const members: ZipMember[] = [];
  let at = 0;
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw damaged(source, "table of contents");
    const next =
      at + 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) throw damaged(source, "table of contents");
    members.push(parseEntry(bytes.subarray(at, next), source));
    at = next;
  }
  return members;
}

function parseEntry(bytes: Uint8Array, source: ByteSource): ZipMember {
  const view = viewOf(bytes);
  const nameEnd = 46 + view.getUint16(28, true);
  const name = new TextDecoder().decode(bytes.subarray(46, nameEnd));
  const method = view.getUint16(10, true);
  if (view.getUint16(8, true) & 1) throw new InputError(`${source.name}: member "${name}" is encrypted`);
  if (method !== 0 && method !== 8) {
    throw new InputError(
      `${source.name}: member "${name}" is packed by method ${method}; only stored and deflate are known`,
    );
  }
  const extra = viewOf(bytes.subarray(nameEnd, nameEnd + view.getUint16(30, true)));
  const large = extraField(extra, 1);
  let at = 0;
  const sized = (value: number): number => {
    if (value < 0xffffffff) return value;
    at += 8;
    return readSize(large, at - 8, source);
  };
  const size = sized(view.getUint32(24, true));
  const packedSize = sized(view.getUint32(20, true));
  const offset = sized(view.getUint32(42, true));
  return { name, method, crc: view.getUint32(16, true), packedSize, size, offset };
}

/** The extra field with the given identifier, empty where there is none. */
function extraField(extra: DataView, identifier: number): DataView {
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const length = Math.min(extra.getUint16(at + 2, true), extra.byteLength - at - 4);
    if (extra.getUint16(at, true) === identifier) return new DataView(extra.buffer, extra.byteOffset + at + 4, length);
    at += 4 + length;
  }
  return new DataView(new ArrayBuffer(0));
}

/**
 * The unpacked bytes of a member. Throws InputError naming file and member where it is damaged, or would unpack to more than
 * `mostBytes`.
 */
export async function readZipMember(source: ByteSource, member: ZipMember, mostBytes: number): Promise<Uint8Array> {
  const { method, packedSize, size } = member;
  const label = labelOf(source, member);
  const start = await dataStart(source, member);
  if (size > mostBytes) {
    throw new InputError(
      `${label} unpacks to ${size} bytes, more than the limit of ${mostBytes}: raise the limit if meant`,
    );
  }
  const packed = await readExactly(source, start, packedSize);
  const bytes = method === 0 ? packed : inflate(packed, { size, label, wrapping: "none" });
  if (crc32(bytes) !== member.crc) throw new InputError(`${label} is damaged: its checksum does not fit`);
  return bytes;
}

/** The first `length` unpacked bytes, or all there are; the checksum is not looked at. */
export async function readZipMemberStart(source: ByteSource, member: ZipMember, length: number): Promise<Uint8Array> {
  const start = await dataStart(source, member);
  const wanted = Math.min(length, member.size);
  if (member.method === 0) return readExactly(source, start, wanted);
  const label = labelOf(source, member);
  const packed = await readExactly(source, start, Math.min(member.packedSize, wanted + 1024));
  return inflateStart(packed, { size: wanted, label, wrapping: "none" });
}

export interface StoredPlace {
  /** In the archive, in bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly size: number;
}

/** Where the bytes of a stored member lie; undefined for a deflated one. */
export async function storedPlace(source: ByteSource, member: ZipMember): Promise<StoredPlace | undefined> {
  if (member.method !== 0) return undefined;
  const offset = await dataStart(source, member);
  if (offset + member.size > source.size) throw new InputError(`${labelOf(source, member)} is cut short`);
  return { offset, size: member.size };
}

/** The bytes of a stored member as a source of its own, for reading parts of it; undefined for a deflated one. */
export async function storedMember(source: ByteSource, member: ZipMember): Promise<ByteSource | undefined> {
  const place = await storedPlace(source, member);
  if (!place) return undefined;
  const read = (offset: number, length: number) => source.read(place.offset + offset, length);
  return { name: labelOf(source, member), size: place.size, read };
}

/** For messages: file and member. */
export const labelOf = (source: ByteSource, { name }: ZipMember): string => `${source.name}: member "${name}"`;

/** Where the data of a member begin, after its own header; its sizes are checked against each other. */
export async function dataStart(source: ByteSource, member: ZipMember): Promise<number> {
  const { method, packedSize, size, offset } = member;
  const label = labelOf(source, member);
  const impossible = method === 0 ? size !== packedSize : size > MOST_RATIO * (packedSize + 1);
  if (impossible) throw new InputError(`${label} is damaged: ${packedSize} bytes cannot unpack to ${size}`);
  const header = viewOf(await readExactly(source, offset, 30));
  if (header.getUint32(0, true) !== LOCAL)
    throw new InputError(`${label} is damaged: it does not start where it should`);
  return offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
}
