/** Opening a file of factors as a stream of rows, whatever its form. */
import {
  arrayTable,
  type ByteSource,
  type Content,
  contentOf,
  csvStream,
  listNpz,
  MissingHeader,
  openNpyArray,
  openNpzArrays,
  readNpz,
  type StoredArray,
  type TableStream,
} from "../../../io/index.js";
import { InputError, UsageError } from "../../../math/errors.js";
import { unknownName } from "../../../math/knownNames.js";
import type { Kind } from "../../flags/factorKinds.js";

export interface TableOptions {
  /** Whether the first line of a text file holds names. */
  readonly header: "required" | "none" | "auto";
  /** Arrays of a .npz file, in order; by default `factors`. */
  readonly arrays?: readonly string[];
  /** Array of a .npz file with the weights of the rows, where it has one of this name. */
  readonly weights?: string;
}

/** A table with what its file says of the kinds of its columns. */
export interface OpenTable extends TableStream {
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Columns that are not factors: weights kept in an array of their own. */
  readonly extra: readonly string[];
}

/** Throws InputError for a file that cannot be read as a table, UsageError for flags that do not go with its form. */
export async function openTable(source: ByteSource, options: TableOptions): Promise<OpenTable> {
  const form = await formOf(source);
  if (options.arrays !== undefined && form !== "npz") {
    throw new UsageError(`--arrays chooses arrays of a .npz file; ${source.name} is none.`);
  }
  if (options.header === "none" && form !== "text") {
    throw new UsageError(`--no-header is for text files; ${source.name} is none.`);
  }
  if (form === "text") return { ...(await textTable(source, options)), kinds: new Map(), extra: [] };
  return form === "npy" ? npyTable(source) : npzTable(source, options);
}

const ADVICE: Partial<Record<Content, string>> = {
  empty: "is empty: a header line and at least one row are needed",
  gzip: "is compressed: unpack it first, e.g. with gunzip --keep",
  hdf5: "is an HDF5 file, which is read for factors alone: save the numbers as .csv or .npz",
  parquet: "is a Parquet file, which is read for factors alone: save the numbers as .csv or .npz",
  "matlab-v5": "is a MATLAB file, which is read for factors alone: save the numbers as .csv or .npz",
};

/** By its first bytes; text also by its name, since anything may look like text. */
async function formOf(source: ByteSource): Promise<"text" | "npy" | "npz"> {
  const content = await contentOf(source);
  const advice = ADVICE[content];
  if (advice !== undefined) throw new InputError(`${source.name} ${advice}`);
  if (content === "npy") return "npy";
  const ending = /\.([^./\\]+)$/.exec(source.name)?.[1]?.toLowerCase() ?? "";
  if (content === "zip" || ending === "npz") return "npz";
  if (["csv", "tsv", "txt"].includes(ending)) return "text";
  if (ending === "npy") throw new InputError(`${source.name} is not a .npy array`);
  const found = ending === "" ? "has no ending" : `ends in .${ending}`;
  throw new InputError(`${source.name} ${found}; files of factors are .csv, .tsv, .txt, .npy or .npz`);
}

async function textTable(source: ByteSource, { header }: TableOptions): Promise<TableStream> {
  try {
    return await csvStream(source, { header });
  } catch (error) {
    if (!(error instanceof MissingHeader)) throw error;
    throw new InputError(`${error.message}: add a line of names, or give --no-header to name them s1, s2, ...`);
  }
}

async function npyTable(source: ByteSource): Promise<OpenTable> {
  const array = await openNpyArray(source);
  const names = Array.from({ length: array.columns }, (_, i) => `s${i + 1}`);
  return { ...arrayTable(source.name, [array], names), kinds: new Map(), extra: [] };
}

async function npzTable(source: ByteSource, { arrays, weights }: TableOptions): Promise<OpenTable> {
  const present = await listNpz(source);
  const names = arrays ?? ["factors"];
  if (arrays === undefined && !present.includes("factors")) {
    throw new InputError(
      `${source.name} holds no array "factors" [rows x factors]: name its arrays of factors with --arrays; ` +
        `it holds ${present.slice(0, 20).join(", ")}`,
    );
  }
  const unknown = names.find((name) => !present.includes(name));
  if (unknown !== undefined) throw unknownName(`array of ${source.name}`, unknown, present);
  const own = weights !== undefined && present.includes(weights) && !names.includes(weights) ? [weights] : [];
  const opened = await openNpzArrays(source, [...names, ...own]);
  const columns = await columnNames(source, present, names, opened);
  const kinds = arrays === undefined ? await kindsIn(source, present, columns) : new Map<string, Kind>();
  return { ...arrayTable(source.name, opened, [...columns, ...own]), kinds, extra: own };
}

/** `factor_names` for the array `factors`; otherwise an array's name, with a number where it has several columns. */
async function columnNames(
  source: ByteSource,
  present: readonly string[],
  names: readonly string[],
  opened: readonly StoredArray[],
): Promise<string[]> {
  if (names.length === 1 && names[0] === "factors" && present.includes("factor_names")) {
    const given = await texts(source, "factor_names");
    if (given.length === opened[0].columns && new Set(given).size === given.length) return given;
    const { columns } = opened[0];
    throw new InputError(`${source.name}: "factor_names" needs ${columns} different names, it has ${given.join(", ")}`);
  }
  return names.flatMap((name, k) => {
    const { columns } = opened[k];
    const stem = name === "factors" ? "s" : columns === 1 ? name : `${name} `;
    return columns === 1 && name !== "factors" ? [stem] : Array.from({ length: columns }, (_, i) => `${stem}${i + 1}`);
  });
}

async function texts(source: ByteSource, name: string): Promise<string[]> {
  const data = (await readNpz(source, { only: [name] })).get(name)?.data;
  return Array.from<number | bigint | string, string>(data ?? [], String);
}

/** What `factor_kinds` and `factor_periods` say (docs: src/representation/file.ts); "auto" says nothing. */
async function kindsIn(source: ByteSource, present: readonly string[], columns: readonly string[]) {
  const kinds = new Map<string, Kind>();
  if (!present.includes("factor_kinds")) return kinds;
  const periods = present.includes("factor_periods") ? await texts(source, "factor_periods") : [];
  (await texts(source, "factor_kinds")).forEach((kind, i) => {
    const period = Number(periods[i]);
    if (kind === "categorical" || kind === "continuous") kinds.set(columns[i], { kind });
    if (kind === "circular" && period > 0) kinds.set(columns[i], { kind, period });
  });
  return kinds;
}
