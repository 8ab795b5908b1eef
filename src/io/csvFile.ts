/** A table of separated values as a data file: each column an array. Text has no index, so it is read whole. */
import { InputError } from "../math/errors.js";
import { readTable } from "./csv.js";
import { memoryFile } from "./entries.js";
import type { DataFile, OpenOptions } from "./protocols.js";
import type { ByteSource } from "./source.js";

/** Opens a table. Throws InputError for what `readCsv` refuses, and for a file longer than the limit. */
export async function openCsv(source: ByteSource, { mostBytes }: OpenOptions): Promise<DataFile> {
  if (source.size > mostBytes) {
    throw new InputError(
      `${source.name} holds ${source.size} bytes of text, more than the limit of ${mostBytes}: save it as .npy, Parquet or HDF5, ` +
        "which are read in parts",
    );
  }
  const { rows, columns, notes } = await readTable(source);
  const arrays = columns.map(({ name, values, isIndex, units }) => ({
    name,
    shape: [rows],
    data: values,
    ...(units !== undefined && { units }),
    ...(isIndex && ({ role: "description", note: "numbers or names the rows" } as const)),
  }));
  return { ...memoryFile("csv", source.name, arrays), choices: notes.map((said) => ({ said })) };
}
