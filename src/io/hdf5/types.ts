/** What a type of HDF5 is as an array of ours, and by name why it is none. */
import type { DataEntry } from "../protocols.js";
import { type Hdf5Dataset, type Hdf5Filter, type Hdf5Type, TYPE_CLASS } from "./protocols.js";

/** Filters that the library has built in: deflate, shuffle, fletcher32, nbit, scale-offset. */
const FILTERS: readonly number[] = [1, 2, 3, 5, 6];

/** Names of filters by their registered numbers, where a file leaves the name out. */
const KNOWN: Readonly<Record<number, string>> = {
  4: "szip",
  307: "bzip2",
  32000: "lzf",
  32001: "blosc",
  32004: "lz4",
  32008: "bitshuffle",
  32013: "zfp",
  32015: "zstd",
  32026: "blosc2",
};

/** A chunk is unpacked whole, so a larger one than this is not touched; in bytes. */
const LARGEST_CHUNK = 2 ** 28;

/** "f8", "i4", "b1", "U", ...; undefined for types that are no plain numbers or text. */
export function dtypeOfHdf5(type: Hdf5Type): string | undefined {
  switch (type.class) {
    case TYPE_CLASS.integer:
      return [1, 2, 4, 8].includes(type.size) ? `${type.signed ? "i" : "u"}${type.size}` : undefined;
    case TYPE_CLASS.float:
      if (type.numbers?.layout) return "f8";
      return [2, 4, 8].includes(type.size) ? `f${type.size}` : undefined;
    case TYPE_CLASS.enumeration:
      return isBoolean(type) ? "b1" : dtypeOfHdf5({ ...type, class: TYPE_CLASS.integer });
    case TYPE_CLASS.string:
      return "U";
    default:
      return undefined;
  }
}

/** h5py writes booleans as an enumeration of one byte. */
const isBoolean = ({ size, names = {} }: Hdf5Type): boolean =>
  size === 1 && Object.keys(names).length === 2 && names.FALSE === 0 && names.TRUE === 1;

/** Why the dataset cannot be read, in words that go on after its name; undefined where it can. */
export function problemOf(dataset: Hdf5Dataset): string | undefined {
  return problemOfType(dataset.type) ?? problemOfStorage(dataset);
}

function problemOfType(type: Hdf5Type): string | undefined {
  if (type.numbers?.problem !== undefined) return type.numbers.problem;
  if (dtypeOfHdf5(type) !== undefined) return undefined;
  switch (type.class) {
    case TYPE_CLASS.compound:
      return problemOfCompound((type.members ?? []).map(({ name }) => name));
    case TYPE_CLASS.complex:
      return COMPLEX;
    case TYPE_CLASS.time:
      return "holds dates or times of day: save seconds as numbers";
    case TYPE_CLASS.reference:
      return "holds references to other objects, not numbers: name one of those";
    case TYPE_CLASS.variableLength:
      return "holds rows of different lengths: save them end to end, with an array of the ends";
    case TYPE_CLASS.array:
      return "holds an array in each item: save it as one array with a dimension more";
    case TYPE_CLASS.opaque:
    case TYPE_CLASS.bitfield:
      return "holds raw bytes whose meaning is not stated: save numbers";
    default:
      return `holds numbers of ${type.size} bytes, which cannot be read: save float64`;
  }
}

const COMPLEX = "holds complex numbers: save its real and imaginary parts, or its magnitude, by themselves";

function problemOfCompound(members: readonly string[]): string {
  const isComplex = members.length === 2 && /^(r|re|real)$/i.test(members[0]) && /^(i|im|imag)$/i.test(members[1]);
  if (isComplex) return COMPLEX;
  const some = members.slice(0, 6).join(", ") + (members.length > 6 ? ", ..." : "");
  return `holds records with the fields ${some}: save each field as an array of its own (pandas: to_parquet or to_csv)`;
}

/** Why the values cannot be fetched, likewise. */
export function problemOfStorage({ shape, chunks, type, filters, virtualFrom = [] }: Hdf5Dataset): string | undefined {
  if (!shape) return "has no shape and no data";
  if (!shape.every(Number.isSafeInteger)) return "has an impossible shape: the file is damaged";
  const outside = virtualFrom.find((file) => file !== ".");
  if (outside !== undefined)
    return `is put together from another file ("${outside}"), which is not opened: copy the data in`;
  const chunkBytes = (chunks ?? []).reduce((product, size) => product * size, type.size);
  if (chunks && chunkBytes > LARGEST_CHUNK) {
    return `is stored in chunks of ${chunkBytes} bytes; at most ${LARGEST_CHUNK} are unpacked: rewrite it with smaller chunks`;
  }
  const missing = filters.find(({ id }) => !FILTERS.includes(id));
  return missing && problemOfFilter(missing);
}

const problemOfFilter = ({ id, name }: Hdf5Filter): string =>
  `is packed by the filter ${KNOWN[id] ?? (name || "unknown")} (number ${id}), which is not available here: ` +
  "rewrite it with gzip, e.g. h5repack -f GZIP=4 in.h5 out.h5";

/** The entry of an unreadable link or dataset. */
export const unreadable = (name: string, problem: string, dtype = "?"): DataEntry => ({
  name,
  shape: [],
  dtype,
  kind: "unreadable",
  problem,
});

/** The file's own word for a type that has none of ours. */
export const wordFor = ({ class: number }: Hdf5Type): string =>
  Object.entries(TYPE_CLASS).find(([, value]) => value === number)?.[0] ?? "unknown";
