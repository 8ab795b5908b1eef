/** Finished rate maps from a file: an array [cells x y x x], or one map [y x x]; NaN where the animal has not been. */
import type { RateMap } from "../../../cells/index.js";
import { findEntry, toFloat64 } from "../../../io/index.js";
import { withDataPath } from "../../../io/openDataPath.node.js";
import { InputError, UsageError } from "../../../math/errors.js";

/** Throws InputError for shapes of other dimensions, negative or infinite rates, and maps that say nothing. */
export async function openMaps(files: readonly string[], name: string, binSize: number): Promise<RateMap[]> {
  if (files.length !== 1) throw new UsageError(`--maps reads one file, ${files.length} were given.`);
  return withDataPath(files[0], async (file) => {
    const { shape } = findEntry(file, name);
    if (shape.length !== 2 && shape.length !== 3) {
      throw new InputError(
        `${file.name}: "${name}" has shape (${shape.join(", ")}), expected [cells x y x x] or [y x x]`,
      );
    }
    const [rows, columns] = shape.slice(-2);
    const count = shape.length === 3 ? shape[0] : 1;
    if (Math.min(rows, columns) < 8) {
      throw new InputError(`${file.name}: maps of ${columns} x ${rows} bins are too coarse; at least 8 x 8 are needed`);
    }
    const rates = toFloat64(await file.read(name), `${file.name}: "${name}"`);
    checkRates(rates, file.name, name);
    return Array.from({ length: count }, (_, cell) => {
      const rate = rates.slice(cell * rows * columns, (cell + 1) * rows * columns);
      return { rows, columns, binSize, rate, occupancy: rate.map((value) => (Number.isNaN(value) ? 0 : 1)) };
    });
  });
}

function checkRates(rates: Float64Array, file: string, name: string): void {
  if (rates.length === 0) throw new InputError(`${file}: "${name}" holds no map`);
  const bad = rates.findIndex((value) => value === Infinity || value < 0);
  if (bad >= 0) {
    throw new InputError(
      `${file}: "${name}" holds ${rates[bad]} at place ${bad}; rates are 0 or more, NaN where not visited`,
    );
  }
  if (rates.every(Number.isNaN)) throw new InputError(`${file}: every bin of "${name}" is NaN`);
}
