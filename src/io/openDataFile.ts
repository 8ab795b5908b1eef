/** Recognises a file by its first bytes, never by its name, and opens it. */
import { InputError } from "../math/errors.js";
import { openCsv } from "./csvFile.js";
import { foreignError, foreignFormat, isPackedR, rFormat } from "./foreign.js";
import { inflateStart } from "./inflate.js";
import { openMatlab5 } from "./matlab5/file.js";
import { openNpy } from "./npyFile.js";
import { openNpz } from "./npzFile.js";
import { type DataFile, type OpenOptions, openDefaults } from "./protocols.js";
import { type ByteSource, readExactly } from "./source.js";
import { asAsked } from "./view/asAsked.js";

/** By what a file begins with. */
export type Content = "npy" | "zip" | "hdf5" | "parquet" | "matlab-v5" | "gzip" | "text" | "empty";

const HDF5_SIGNATURE = "\u0089HDF\r\n\u001a\n";

const STARTS: readonly (readonly [Content, string])[] = [
  ["npy", "\u0093NUMPY"],
  ["zip", "PK\u0003\u0004"],
  ["zip", "PK\u0005\u0006"],
  ["hdf5", HDF5_SIGNATURE],
  ["parquet", "PAR1"],
  ["matlab-v5", "MATLAB 5.0 MAT-file"],
  ["hdf5", "MATLAB 7.3 MAT-file"],
  ["gzip", "\u001f\u008b"],
];

/** Throws InputError where the file is shorter than its own size says. */
export async function contentOf(source: ByteSource): Promise<Content> {
  if (source.size === 0) return "empty";
  const start = await readExactly(source, 0, Math.min(64, source.size));
  const text = String.fromCharCode(...start);
  const known = STARTS.find(([, magic]) => text.startsWith(magic))?.[0];
  if (known !== undefined && known !== "matlab-v5") return known;
  // some programs put the words of version 5 in front of HDF5
  return (await hasUserBlock(source)) ? "hdf5" : (known ?? "text");
}

/** HDF5 may begin after a block of the user's own, of 512 bytes or a power of two times that. */
async function hasUserBlock(source: ByteSource): Promise<boolean> {
  for (const at of [512, 1024, 2048]) {
    if (source.size < at + 8) return false;
    const bytes = await readExactly(source, at, 8);
    if (String.fromCharCode(...bytes) === HDF5_SIGNATURE) return true;
  }
  return false;
}

/** So much of a file tells of which foreign format it is. */
const FOREIGN_BYTES = 1024;

/** What a person meant who chose this ending. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.(h5|hdf5|nwb)$/i, "an HDF5 file"],
  [/\.mat$/i, "a MATLAB file"],
  [/\.npz$/i, "a .npz archive"],
  [/\.npy$/i, "a .npy array"],
  [/\.(parquet|pq)$/i, "a Parquet file"],
];

/**
 * Opens a data file. HDF5 and what is built on it (NWB, MATLAB v7.3) need a path or a browser's file: see `openDataPath` in
 * openDataPath.node.ts and `openDataBlob` in openDataBlob.web.ts.
 * Throws InputError naming the file where it is of no known format, not what its name says, compressed as a whole, or damaged.
 */
export async function openDataFile(source: ByteSource, options: Partial<OpenOptions> = {}): Promise<DataFile> {
  const all: OpenOptions = { ...openDefaults, ...options };
  return asAsked(await openContent(source, all), all);
}

async function openContent(source: ByteSource, all: OpenOptions): Promise<DataFile> {
  const content = await contentOf(source);
  switch (content) {
    case "npy":
      return openNpy(source, all);
    case "zip":
      return openNpz(source, all);
    case "matlab-v5":
      return openMatlab5(source, all);
    case "parquet":
      // with its packages only where there is such a file: they are most of what opening a small table would load
      return (await import("./parquet/file.js")).openParquet(source, all);
    case "text":
      return openText(source, all);
    default:
      throw await refusal(source, content);
  }
}

/** Text is a table, unless the name promised something else. */
async function openText(source: ByteSource, options: OpenOptions): Promise<DataFile> {
  const foreign = foreignFormat(await readExactly(source, 0, Math.min(FOREIGN_BYTES, source.size)), source.name);
  if (foreign) throw foreignError(source.name, foreign);
  const promised = ENDINGS.find(([ending]) => ending.test(source.name));
  if (promised)
    throw new InputError(`${source.name} is not ${promised[1]}, in spite of its name: write or download it again`);
  return openCsv(source, options);
}

async function refusal(source: ByteSource, content: Content): Promise<InputError> {
  const { name } = source;
  if (content === "empty") return new InputError(`${name} is empty (0 bytes): write or download it again`);
  if (content === "gzip") {
    if (isPackedR(await gunzipStart(source))) return foreignError(name, rFormat(name));
    return new InputError(`${name} is compressed by gzip: unpack it first, with gunzip ${name}`);
  }
  return new InputError(`${name} is ${content}, which is read from a path or a Blob: use openDataPath or openDataBlob`);
}

/** The first bytes within gzip (RFC 1952): its header of ten bytes, a name where there is one, then deflate; none for rarer headers. */
async function gunzipStart(source: ByteSource): Promise<Uint8Array> {
  const start = await readExactly(source, 0, Math.min(FOREIGN_BYTES, source.size));
  const [hasName, isPlain] = [start[3] === 8, start[3] === 0];
  const from = hasName ? start.indexOf(0, 10) + 1 : 10;
  if (start.length < 20 || !(hasName || isPlain) || from < 10) return new Uint8Array();
  return inflateStart(start.subarray(from), { size: 16, label: source.name, wrapping: "none" });
}
