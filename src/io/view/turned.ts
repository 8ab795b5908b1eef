/** A data file in which some tables have their axes exchanged: [columns x rows] becomes [rows x columns]. */
import { keepLast, rowRange, sliceRows } from "../entries.js";
import type { NpyArray } from "../npy.js";
import type { DataEntry, DataFile } from "../protocols.js";

/** Tables are read whole, the last one kept, since their rows lie across the file. */
export function turnedFile(file: DataFile, names: readonly string[]): DataFile {
  const isTurned = ({ name, shape }: DataEntry) => shape.length === 2 && names.includes(name);
  const entries = file.entries.map((entry) => (isTurned(entry) ? turnedEntry(entry) : entry));
  const turned = new Map(entries.filter(isTurned).map((entry) => [entry.name, entry]));
  const whole = keepLast(async (name: string) => turnedArray(await file.read(name)));
  return {
    ...file,
    entries,
    async read(name, options = {}) {
      const entry = turned.get(name);
      if (!entry) return file.read(name, options);
      return sliceRows(await whole(name), rowRange(file, entry, options.rows));
    },
  };
}

function turnedEntry({ columnNames, ...entry }: DataEntry): DataEntry {
  return { ...entry, shape: [...entry.shape].reverse() };
}

function turnedArray({ shape: [rows, columns], data, ...array }: NpyArray): NpyArray {
  const from = (at: number) => (at % rows) * columns + Math.floor(at / rows);
  const shape = [columns, rows];
  if (!ArrayBuffer.isView(data)) return { ...array, shape, data: data.map((_, at) => data[from(at)]) };
  const out = data.slice();
  for (let at = 0; at < out.length; at++) out[at] = data[from(at)];
  return { ...array, shape, data: out };
}
