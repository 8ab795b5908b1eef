/** The images of a checked file, wherever and however they are stored there. */
import { openHdf5Rows } from "../../../io/hdf5/open.node.js";
import { npzMembers, type StoredPlace, storedPlace, type ZipMember } from "../../../io/index.js";
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
  if (layout.format === "hdf5") return openHdf5Rows(path, layout.images.name);
  return storedPixels(await withFile(path, (source) => placeInArchive(source, file)));
}

const valuesOf = ({ images }: FileLayout): number => images.shape.slice(1).reduce((product, size) => product * size, 1);

async function placeInArchive(source: ByteSource, file: CheckedFile): Promise<Stored> {
  const { path, layout } = file;
  const member = (await npzMembers(source)).get(layout.images.name);
  if (!member) throw new InputError(`${path} holds no array "${layout.images.name}"`);
  const label = `${path}: array "${layout.images.name}"`;
  const header = await fetchNpyHeader((length) => readZipMemberStart(source, member, length), label);
  if (header.fortranOrder) {
    throw new InputError(`${label} is stored with its first axis running fastest: save np.ascontiguousarray of it`);
  }
  const values = valuesOf(layout);
  const stored: StoredPlace | undefined = await storedPlace(source, member);
  if (stored) return { path, offset: stored.offset + header.dataOffset, values, bits: 8 };
  return unpacked(source, member, { ...file, label, from: header.dataOffset, values });
}

interface Packed extends CheckedFile {
  readonly label: string;
  /** Where the values begin in the unpacked member, in bytes. */
  readonly from: number;
  readonly values: number;
}

async function unpacked(source: ByteSource, member: ZipMember, packed: Packed): Promise<Stored> {
  const { layout, label, md5, values, from, unpacking } = packed;
  const bits = layout.white === 1 && values % 8 === 0 ? 1 : 8;
  const copy = await unpackedCopy({
    label,
    md5,
    images: layout.images.shape[0],
    values,
    bits,
    pieces: () => streamZipMember(source, member, from),
    progress: unpacking,
  });
  return { ...copy, values, bits };
}
