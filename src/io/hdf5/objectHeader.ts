/**
 * The datatype message of a dataset, from the bytes of the file: the library hands out items as they are stored and does not tell
 * their precision, offset and layout. Source: "HDF5 File Format Specification", version 3.0, IV.A (object headers).
 */
import { InputError } from "../../math/errors.js";
import type { SyncSource } from "./protocols.js";

const MESSAGE = { datatype: 0x03, attribute: 0x0c, continuation: 0x10 } as const;
/** Flag of a message whose contents are kept elsewhere, for several objects together. */
const SHARED = 0x02;
/** A header goes on in other places; more of them than this are damage. */
const MOST_BLOCKS = 1024;
const LONGEST_BLOCK = 2 ** 24;

/** A stretch of messages. */
interface Block {
  readonly at: number;
  readonly length: number;
}

interface Message {
  readonly type: number;
  readonly flags: number;
  readonly body: DataView;
}

/** Finds datatypes by the addresses of objects. */
export class ObjectHeaders {
  readonly #source: SyncSource;
  /** All addresses count from here. */
  readonly #base: number;
  readonly #offsetSize: number;
  readonly #lengthSize: number;

  /** Throws InputError where the file has no superblock. */
  constructor(source: SyncSource) {
    this.#source = source;
    this.#base = superblockAt(source);
    const start = this.#view(0, 16);
    const isOld = start.getUint8(8) < 2;
    this.#offsetSize = start.getUint8(isOld ? 13 : 9);
    this.#lengthSize = start.getUint8(isOld ? 14 : 10);
  }

  /** The datatype of the object at `address`. Throws InputError where there is none, or it is kept where it cannot be looked at. */
  datatype(address: number, depth = 0): DataView {
    for (const { type, flags, body } of this.#messages(address)) {
      if (type !== MESSAGE.datatype) continue;
      if (!(flags & SHARED)) return body;
      if (depth > 0) break;
      return this.datatype(this.#sharedAddress(body), depth + 1);
    }
    throw damaged(this.#source, "an object without a type");
  }

  /** The datatypes of the attributes that stand in the header, by name; of many attributes some stand elsewhere. */
  attributeTypes(address: number): Map<string, DataView> {
    const found = new Map<string, DataView>();
    for (const { type, flags, body } of this.#messages(address)) {
      if (type === MESSAGE.attribute && !(flags & SHARED)) this.#addAttribute(body, found);
    }
    return found;
  }

  /** IV.A.2.m: sizes of name, type and space, then these three; in version 1 each padded to eight bytes. */
  #addAttribute(body: DataView, found: Map<string, DataView>): void {
    const version = body.getUint8(0);
    const padded = (length: number) => (version === 1 ? 8 * Math.ceil(length / 8) : length);
    const [nameLength, typeLength] = [this.#number(body, 2, 2), this.#number(body, 4, 2)];
    const nameAt = version === 3 ? 9 : 8;
    const typeAt = nameAt + padded(nameLength);
    const isShared = version > 1 && (body.getUint8(1) & 1) === 1;
    if (isShared || typeAt + typeLength > body.byteLength) return;
    const name = new TextDecoder().decode(new Uint8Array(body.buffer, body.byteOffset + nameAt, nameLength));
    found.set(name.replace(/\0.*$/s, ""), new DataView(body.buffer, body.byteOffset + typeAt, typeLength));
  }

  /** IV.A.1 "Shared Message": of a committed type the address, in version 1 after padding. */
  #sharedAddress(body: DataView): number {
    const [version, kind] = [body.getUint8(0), body.getUint8(1)];
    if (version === 3 && kind === 1) {
      throw new InputError("its type is kept in a table of shared messages: rewrite it with h5repack");
    }
    return this.#number(body, version === 1 ? 8 : 2, this.#offsetSize);
  }

  *#messages(address: number): Generator<Message> {
    const isNew = this.#view(address, 4).getUint32(0) === OHDR;
    const first = isNew ? this.#firstNew(address) : this.#firstOld(address);
    const blocks = [first.block];
    for (let count = 0; count < blocks.length; count++) {
      if (count > MOST_BLOCKS) throw damaged(this.#source, "an object header without end");
      for (const message of this.#messagesIn(blocks[count], first.headSize)) {
        if (message.type === MESSAGE.continuation) blocks.push(this.#continuation(message.body, isNew));
        yield message;
      }
    }
  }

  /** IV.A.1.a "Version 1": 16 bytes, then the messages. */
  #firstOld(address: number): { readonly block: Block; readonly headSize: number } {
    const head = this.#view(address, 16);
    if (head.getUint8(0) !== 1) throw damaged(this.#source, "an object header of an unknown version");
    return { block: { at: address + 16, length: head.getUint32(8, true) }, headSize: 8 };
  }

  /** IV.A.1.b "Version 2": signature, version, flags, then what these announce. */
  #firstNew(address: number): { readonly block: Block; readonly headSize: number } {
    const flags = this.#view(address, 6).getUint8(5);
    const at = address + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
    const width = 1 << (flags & 3);
    const length = this.#number(this.#view(at, width), 0, width);
    return { block: { at: at + width, length }, headSize: flags & 4 ? 6 : 4 };
  }

  #continuation(body: DataView, isNew: boolean): Block {
    const at = this.#number(body, 0, this.#offsetSize);
    const length = this.#number(body, this.#offsetSize, this.#lengthSize);
    return isNew ? { at: at + 4, length: length - 8 } : { at, length };
  }

  *#messagesIn({ at, length }: Block, headSize: number): Generator<Message> {
    if (!(length >= 0 && length <= LONGEST_BLOCK)) throw damaged(this.#source, "an object header of impossible length");
    const view = this.#view(at, length);
    for (let from = 0; from + headSize <= length; ) {
      const isOld = headSize === 8;
      const type = isOld ? view.getUint16(from, true) : view.getUint8(from);
      const size = view.getUint16(from + (isOld ? 2 : 1), true);
      const flags = view.getUint8(from + (isOld ? 4 : 3));
      if (from + headSize + size > length) throw damaged(this.#source, "a message that is cut short");
      yield { type, flags, body: new DataView(view.buffer, view.byteOffset + from + headSize, size) };
      from += headSize + size;
    }
  }

  #view(address: number, length: number): DataView {
    const bytes = new Uint8Array(length);
    const read = this.#source.read(bytes, this.#base + address);
    if (read < length) throw damaged(this.#source, "an address outside the file");
    return new DataView(bytes.buffer);
  }

  #number(view: DataView, at: number, size: number): number {
    if (at + size > view.byteLength) throw damaged(this.#source, "a message that is cut short");
    let value = 0;
    for (let byte = size - 1; byte >= 0; byte--) value = 256 * value + view.getUint8(at + byte);
    return value;
  }
}

const OHDR = 0x4f484452;
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** II: at the beginning, or at 512 bytes or a power of two times that. */
function superblockAt(source: SyncSource): number {
  const bytes = new Uint8Array(SIGNATURE.length);
  for (let at = 0; at < source.size; at = at === 0 ? 512 : 2 * at) {
    if (source.read(bytes, at) === bytes.length && SIGNATURE.every((byte, i) => bytes[i] === byte)) return at;
  }
  throw damaged(source, "no superblock");
}

const damaged = ({ name }: SyncSource, what: string): InputError => new InputError(`${name} is damaged: ${what}`);
