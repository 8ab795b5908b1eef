/** A .npz archive as a data file. Stored arrays are read by rows; deflated ones are unpacked whole, the last one kept. */
import { InputError } from "../math/errors.js";
import { findEntry, keepLast, rowRange, sliceRows } from "./entries.js";
import { checkLength, decodeNpy, type NpyArray } from "./npy.js";
import { npyEntry, readNpyHeader, readNpyRows } from "./npyFile.js";
import { fetchNpyHeader } from "./npyHeader.js";
import { npzMembers } from "./npz.js";
import type { DataEntry, DataFile, OpenOptions, ReadRows } from "./protocols.js";
import { isSparse, readSparse, sparseShape } from "./scipySparse.js";
import type { ByteSource } from "./source.js";
import { readZipMember, readZipMemberStart, storedMember, type ZipMember } from "./zip.js";

/**
 * Opens an archive; pickled, complex and record arrays, and those of another length than they say, are listed as unreadable. Throws
 * InputError for a damaged archive.
 */
export async function openNpz(source: ByteSource, options: OpenOptions): Promise<DataFile> {
  const members = await npzMembers(source);
  const entries: DataEntry[] = [];
  for (const [name, member] of members) entries.push(await describeMember(source, name, member));
  if (isSparse([...members.keys()])) return openSparse(source, members, options);
  const file = { format: "npz", name: source.name, entries } as const;
  const readWhole = keepLast((name: string) => readMember(source, members.get(name), options.mostBytes));
  return {
    ...file,
    async read(wanted, { rows } = {}) {
      const entry = findEntry(file, wanted);
      const range = rowRange(file, entry, rows);
      const stored =
        rows && (await storedRows(source, members.get(entry.name), { rows, mostBytes: options.mostBytes }));
      return stored ?? sliceRows(await readWhole(entry.name), range);
    },
    close: async () => {},
  };
}

/** The one matrix of a file that `scipy.sparse.save_npz` wrote. */
async function openSparse(
  source: ByteSource,
  members: ReadonlyMap<string, ZipMember>,
  { mostBytes }: OpenOptions,
): Promise<DataFile> {
  const read = (name: string) => readMember(source, members.get(name), mostBytes);
  const label = `${source.name}: the sparse matrix`;
  const sparse = await sparseShape(read, label);
  const bytes = 8 * sparse.shape[0] * sparse.shape[1];
  const problem =
    bytes > mostBytes
      ? `takes ${bytes} bytes with its zeros, more than the limit of ${mostBytes}: save some of its columns`
      : undefined;
  const matrix: DataEntry = {
    name: "matrix",
    shape: sparse.shape,
    dtype: "f8",
    kind: problem === undefined ? "numbers" : "unreadable",
    note: `sparse (${sparse.format})`,
    ...(problem !== undefined && { problem }),
  };
  const file = { format: "npz", name: source.name, entries: [matrix] } as const;
  const readWhole = keepLast(async () => ({
    shape: sparse.shape,
    dtype: "f8",
    data: await readSparse(read, sparse, label),
  }));
  return {
    ...file,
    choices: [{ said: `${source.name} is a sparse matrix of SciPy, read with its zeros as "matrix"` }],
    read: async (wanted, { rows } = {}) => {
      const entry = findEntry(file, wanted);
      return sliceRows(await readWhole(entry.name), rowRange(file, entry, rows));
    },
    close: async () => {},
  };
}

async function describeMember(source: ByteSource, name: string, member: ZipMember): Promise<DataEntry> {
  try {
    const header = await fetchNpyHeader((length) => readZipMemberStart(source, member, length), "");
    checkLength(header, member.size, "");
    return npyEntry(name, header);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { name, shape: [], dtype: "?", kind: "unreadable", problem: error.message.trim() };
  }
}

async function readMember(source: ByteSource, member: ZipMember | undefined, mostBytes: number): Promise<NpyArray> {
  if (!member) throw new RangeError("no such member");
  return decodeNpy(
    await readZipMember(source, member, mostBytes),
    `${source.name}: array "${member.name.slice(0, -4)}"`,
  );
}

/** Some rows of a stored array, the rest unread and so the checksum unproved; undefined for a deflated one. */
async function storedRows(
  source: ByteSource,
  member: ZipMember | undefined,
  { rows, mostBytes }: Required<ReadRows> & Pick<OpenOptions, "mostBytes">,
): Promise<NpyArray | undefined> {
  const array = member && (await storedMember(source, member));
  return array && readNpyRows(array, await readNpyHeader(array), { range: rows, mostBytes });
}
