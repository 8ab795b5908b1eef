/** Which array of a file holds finished rate maps, by name and shape. */
import type { DataEntry } from "../protocols.js";
import { plainName } from "./names.js";

const MAPS = /(^|_)(rate_?)?maps?($|_)/;
/** Bins along a side, at least; with fewer no lattice can be seen. */
const FEWEST = 8;

/** Maps [cells x rows x columns]. Undefined where there are none. */
export const mapsRole = (entries: readonly DataEntry[]): DataEntry | undefined =>
  entries.find((entry) => entry.kind === "numbers" && entry.problem === undefined && isMaps(entry));

function isMaps(entry: DataEntry): boolean {
  const { shape } = entry;
  return MAPS.test(plainName(entry)) && shape.length === 3 && shape.slice(1).every((bins) => bins >= FEWEST);
}
