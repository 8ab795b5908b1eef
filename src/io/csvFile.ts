/** A table of separated values as a data file: each column an array. Text has no index, so it is read whole. */
import { InputError } from "../math/errors.js";
import { type ReadColumn, readTable } from "./csv.js";
import { memoryFile } from "./entries.js";
import { asTimes, momentChoices } from "./moments.js";
import type { DataFile, OpenOptions } from "./protocols.js";
import type { ByteSource } from "./source.js";
import { type Instant, type Moments, momentsOf } from "./text/moments.js";

/** Opens a table. Throws InputError for what `readCsv` refuses, and for a file longer than the limit. */
export async function openCsv(source: ByteSource, { mostBytes }: OpenOptions): Promise<DataFile> {
  if (source.size > mostBytes) {
    throw new InputError(
      `${source.name} holds ${source.size} bytes of text, more than the limit of ${mostBytes}: save it as .npy, Parquet or HDF5, ` +
        "which are read in parts",
    );
  }
  const { rows, columns, notes } = await readTable(source);
  const moments = momentsAmong(columns);
  const arrays = columns.map(({ name, values, isIndex, units }) => ({
    name,
    shape: [rows],
    data: moments.get(name)?.seconds ?? values,
    ...(units !== undefined && { units }),
    ...(isIndex && ({ role: "description", note: "numbers or names the rows" } as const)),
  }));
  const file = memoryFile("csv", source.name, arrays);
  const from = [...moments.values()].find(({ dated }) => dated)?.dated?.first;
  return {
    ...file,
    entries: asTimes(file.entries, [...moments.keys()]),
    choices: [...notes.map((said) => ({ said })), ...momentChoices([...moments.keys()], from)],
  };
}

/** By name of the column; dates of all columns count from the first date of the first. */
function momentsAmong(columns: readonly ReadColumn[]): ReadonlyMap<string, Moments> {
  const found = new Map<string, Moments>();
  let zero: Instant | undefined;
  for (const { name, values } of columns) {
    const moments = values instanceof Float64Array ? undefined : momentsOf(values, zero);
    if (moments) found.set(name, moments);
    zero ??= moments?.dated?.zero;
  }
  return found;
}
