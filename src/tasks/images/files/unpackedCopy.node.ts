/**
 * Images that are packed together cannot be entered in the middle. They are unpacked once, in bounded memory, to a copy in the user's cache folder
 * that is named by the checksum of the file; black and white images as bits, an eighth of their size (0.4 of 3 GB for dSprites).
 * The copy is a .npy array, [conditions x bytes of an image].
 */

import { randomUUID } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, statfsSync, statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { npyHeaderBytes } from "../../../io/npy.js";
import { InputError, PurecellError } from "../../../math/errors.js";
import { exhausted, ResourceError } from "../../../math/resourceErrors.js";
import { packBits } from "./storedPixels.node.js";

export interface Copying {
  /** For messages. */
  readonly label: string;
  /** Of the packed file; names the copy. */
  readonly md5: string;
  readonly images: number;
  /** Pixels of an image times channels. */
  readonly values: number;
  /** 1 where every value must be 0 or 1. */
  readonly bits: 1 | 8;
  /** The values of all images, in pieces of any length. */
  pieces(): AsyncIterable<Uint8Array>;
  /** The share that is done. */
  progress(share: number): void;
}

export interface UnpackedCopy {
  readonly path: string;
  /** Of the first image, in bytes. */
  readonly offset: number;
}

/** PURECELL_CACHE, or else the system's place for such files. */
export const cacheFolder = ({ PURECELL_CACHE, XDG_CACHE_HOME } = process.env): string =>
  PURECELL_CACHE || join(XDG_CACHE_HOME || join(homedir(), ".cache"), "purecell");

/** The copy, made where it is not there yet. Throws InputError where the data are damaged or grey, ResourceError where the disk is full. */
export async function unpackedCopy(copying: Copying): Promise<UnpackedCopy> {
  const { md5, images, values, bits, label } = copying;
  const width = (values * bits) / 8;
  const header = npyHeaderBytes("|u1", [images, width]);
  const folder = cacheFolder();
  const path = join(folder, `${md5}-${bits === 1 ? "bits" : "bytes"}.npy`);
  const copy = { path, offset: header.length };
  const size = header.length + images * width;
  if (existsSync(path) && statSync(path).size === size) return copy;
  makeRoom(folder, size, label);
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    await pipeline(contents(copying, header), createWriteStream(temporary, { flags: "wx" }));
    await rename(temporary, path);
    return copy;
  } catch (cause) {
    throw cause instanceof PurecellError ? cause : refusal(`${label} could not be unpacked to ${folder}`, cause);
  } finally {
    await rm(temporary, { force: true });
  }
}

const ADVICE = "set PURECELL_CACHE to a folder with room that can be written";

function refusal(what: string, cause: unknown): PurecellError {
  const lacking = exhausted(cause);
  if (lacking === undefined) return new InputError(`${what}: ${ADVICE}`, { cause });
  return new ResourceError(`${what}: ${lacking}. Or ${ADVICE}`, { cause });
}

function makeRoom(folder: string, bytes: number, label: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw refusal(`${label} must be unpacked, and ${folder} cannot be written`, cause);
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= bytes) return;
  throw new ResourceError(
    `${label} unpacks to ${bytes} bytes, and ${folder} has ${bavail * bsize} left: free some, or ${ADVICE}`,
  );
}

async function* contents({ pieces, bits, images, values, label, progress }: Copying, header: Uint8Array) {
  yield header;
  let done = 0;
  let held: Uint8Array = new Uint8Array();
  for await (const piece of pieces()) {
    if (piece.length === 0) continue;
    done += piece.length;
    progress(done / (images * values));
    if (bits === 8) yield piece.slice();
    else {
      const [packed, rest] = asBits(held, piece, label);
      held = rest;
      yield packed;
    }
  }
  if (done !== images * values) throw new InputError(`${label} holds ${done} values, not ${images * values}`);
}

/** Whole bytes of bits from what was left over and a new piece, and what is left over now. */
function asBits(held: Uint8Array, piece: Uint8Array, label: string): readonly [Uint8Array, Uint8Array] {
  const all = held.length === 0 ? piece : joined(held, piece);
  const packed = new Uint8Array(all.length >> 3);
  const rest = all.slice(packed.length << 3);
  if (packBits(all, packed) <= 1 && rest.every((value) => value <= 1)) return [packed, rest];
  throw new InputError(`${label} holds the value ${all.find((value) => value > 1)}; pixels are 0 or 1 there`);
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}
