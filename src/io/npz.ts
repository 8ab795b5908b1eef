/** NumPy's .npz: a zip archive of .npy arrays, as `np.savez` and `np.savez_compressed` write it. */
import { zipSync } from "fflate";
import { InputError } from "../math/errors.js";
import { foreignArchive, foreignError } from "./foreign.js";
import { decodeNpy, encodeNpy, type NpyArray } from "./npy.js";
import { type ByteSource, readExactly } from "./source.js";
import { listZip, readZipMember, type ZipMember } from "./zip.js";

export interface ReadNpzOptions {
  /** Arrays to read, without ".npy"; all of them by default. */
  readonly only?: readonly string[];
  /** Refuse to unpack more bytes than this in all. */
  readonly mostBytes?: number;
}

const DEFAULT_MOST_BYTES = 2 ** 32;

/** Members that are arrays, by the names that NumPy gives them. */
export async function npzMembers(source: ByteSource): Promise<Map<string, ZipMember>> {
  const first = await readExactly(source, 0, Math.min(4, source.size));
  if (first[0] !== 0x50 || first[1] !== 0x4b) throw new InputError(`${source.name} is not a .npz file (a zip archive)`);
  const members = await listZip(source);
  const leaving = members.find(({ name }) => /^[/\\]|(^|[/\\])\.\.([/\\]|$)|\0/.test(name));
  if (leaving) throw new InputError(`${source.name}: the member name "${leaving.name}" leaves the archive; not opened`);
  const arrays = members.filter(({ name }) => name.endsWith(".npy"));
  if (arrays.length === 0) {
    const foreign = foreignArchive(
      members.map(({ name }) => name),
      source.name,
    );
    if (foreign) throw foreignError(source.name, foreign);
    throw new InputError(`${source.name} holds no arrays: write it with np.savez`);
  }
  return new Map(arrays.map((member) => [member.name.slice(0, -4), member]));
}

/** Names of the arrays in a .npz file. */
export const listNpz = async (source: ByteSource): Promise<string[]> => [...(await npzMembers(source)).keys()];

/**
 * Reads arrays by name; only those asked for are unpacked. Throws InputError naming file and member for what cannot be read:
 * not a zip, truncated or damaged, a name that is not there, pickles, complex numbers, more bytes than the limit.
 */
export async function readNpz(source: ByteSource, options: ReadNpzOptions = {}): Promise<Map<string, NpyArray>> {
  const members = await npzMembers(source);
  const out = new Map<string, NpyArray>();
  let left = options.mostBytes ?? DEFAULT_MOST_BYTES;
  for (const name of options.only ?? members.keys()) {
    const member = members.get(name);
    if (!member) {
      throw new InputError(
        `${source.name} holds no array "${name}"; it holds ${[...members.keys()].slice(0, 20).join(", ")}`,
      );
    }
    const bytes = await readZipMember(source, member, left);
    left -= bytes.length;
    out.set(name, decodeNpy(bytes, `${source.name}: array "${name}"`));
  }
  return out;
}

export interface WriteNpzOptions {
  /** 0 stores (as `np.savez`), 1 to 9 deflates. */
  readonly compression?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
}

/** The bytes of a .npz file that `np.load` opens. The same arrays always give the same bytes. */
export function writeNpz(arrays: Readonly<Record<string, NpyArray>>, options: WriteNpzOptions = {}): Uint8Array {
  const files = Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, encodeNpy(array)]));
  return zipSync(files, { level: options.compression ?? 6, mtime: new Date(1980, 0, 1) });
}
