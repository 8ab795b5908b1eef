/** The images of a checked file, wherever and however they are stored there. */
import { type Hdf5Rows, openHdf5Rows } from "../../../io/hdf5/open.node.js";
import { npzMembers, storedPlace } from "../../../io/index.js";
import { fetchNpyHeader } from "../../../io/npyHeader.js";
import type { ByteSource } from "../../../io/source.js";
import { withFile } from "../../../io/source.node.js";
import { readZipMemberStart } from "../../../io/zip.js";
import { streamZipMember } from "../../../io/zipStream.js";
import { InputError } from "../../../math/errors.js";
import type { FileLayout } from "../layouts.js";
import type { Pixels } from "./pixels.js";
import { type Stored, storedPixels } from "./storedPixels.node.js";
import { unpackedCopy } from "./unpackedCopy.node.js";

export interface CheckedFile {
  readonly path: string;
  readonly md5: string;
  readonly layout: FileLayout;
  /** Told the share that is unpacked, where images must be unpacked first. */
  readonly unpacking: (share: number) => void;
}

/** Throws InputError where packed images are damaged, or there is no room to unpack them. */
export async function filePixels(file: CheckedFile): Promise<Pixels> {
  const { path, layout } = file;
  if (layout.format === "hdf5") return hdf5Pixels(file);
  return storedPixels(await withFile(path, (source) => placeInArchive(source, file)));
}

/** So few images packed together are unpacked anew for each that is read; more are unpacked once. */
const MOST_TOGETHER = 64;

async function hdf5Pixels(file: CheckedFile): Promise<Pixels> {
  const rows = await openHdf5Rows(file.path, file.layout.images.name);
  if (rows.together <= MOST_TOGETHER) return { close: rows.close, read: (index) => rows.read(index) };
  try {
    return storedPixels(await unpacked(file, () => slabs(rows, file.layout)));
  } finally {
    rows.close();
  }
}

/** Held at a time, in bytes. */
const MOST_BYTES = 2 ** 27;

/** All images, as many at a time as are packed together. */
async function* slabs({ together, read }: Hdf5Rows, layout: FileLayout): AsyncGenerator<Uint8Array> {
  const [images] = layout.images.shape;
  const step = Math.max(1, Math.min(together, Math.floor(MOST_BYTES / valuesOf(layout))));
  for (let from = 0; from < images; from += step) yield read(from, Math.min(images, from + step));
}

const valuesOf = ({ images }: FileLayout): number => images.shape.slice(1).reduce((product, size) => product * size, 1);

async function placeInArchive(source: ByteSource, file: CheckedFile): Promise<Stored> {
  const { path, layout } = file;
  const member = (await npzMembers(source)).get(layout.images.name);
  if (!member) throw new InputError(`${path} holds no array "${layout.images.name}"`);
  const header = await fetchNpyHeader((length) => readZipMemberStart(source, member, length), labelOf(file));
  const stored = await storedPlace(source, member);
  if (stored) return { path, offset: stored.offset + header.dataOffset, values: valuesOf(layout), bits: 8 };
  return unpacked(file, () => streamZipMember(source, member, header.dataOffset));
}

const labelOf = ({ path, layout }: CheckedFile): string => `${path}: array "${layout.images.name}"`;

async function unpacked(file: CheckedFile, pieces: () => AsyncIterable<Uint8Array>): Promise<Stored> {
  const { layout, md5, unpacking } = file;
  const values = valuesOf(layout);
  const bits = layout.white === 1 && values % 8 === 0 ? 1 : 8;
  const [images] = layout.images.shape;
  const copy = await unpackedCopy({ label: labelOf(file), md5, images, values, bits, pieces, progress: unpacking });
  return { ...copy, values, bits };
}
