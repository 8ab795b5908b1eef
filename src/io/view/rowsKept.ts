/** A data file of which only some rows are seen, in all arrays that have as many. */
import { rowLength, rowRange, withRows } from "../entries.js";
import type { NpyArray } from "../npy.js";
import type { DataEntry, DataFile } from "../protocols.js";

/** `rows` ascend, each a row of the arrays of `total` rows. Parts are read from the first to the last of the rows asked for. */
export function fileOfRows(file: DataFile, rows: Int32Array, total: number): DataFile {
  const isCut = ({ shape }: DataEntry) => shape.length > 0 && shape[0] === total;
  const entries = file.entries.map((entry) =>
    isCut(entry) ? { ...entry, shape: withRows(entry.shape, rows.length) } : entry,
  );
  const cut = new Map(file.entries.flatMap((entry, at) => (isCut(entry) ? [[entry.name, entries[at]] as const] : [])));
  return {
    ...file,
    entries,
    async read(name, options = {}) {
      const entry = cut.get(name);
      if (!entry) return file.read(name, options);
      const wanted = rows.subarray(...rowRange(file, entry, options.rows));
      const [from, to] = wanted.length === 0 ? [0, 0] : [wanted[0], wanted[wanted.length - 1] + 1];
      return picked(await file.read(name, { rows: [from, to] }), wanted, from);
    },
  };
}

function picked({ shape, data, ...array }: NpyArray, rows: Int32Array, from: number): NpyArray {
  const width = rowLength(shape);
  const at = (item: number) => (rows[Math.floor(item / width)] - from) * width + (item % width);
  const length = rows.length * width;
  const kept = withRows(shape, rows.length);
  if (!ArrayBuffer.isView(data))
    return { ...array, shape: kept, data: Array.from({ length }, (_, item) => data[at(item)]) };
  const out = data.slice(0, length);
  for (let item = 0; item < length; item++) out[item] = data[at(item)];
  return { ...array, shape: kept, data: out };
}
