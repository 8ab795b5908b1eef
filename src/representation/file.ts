/**
 * Representations as .npz files, schema version 1. Only the first two arrays are needed, so that
 * `np.savez("mine.npz", activity=a, factors=f)` is a complete file:
 *
 * | array | shape | |
 * |---|---|---|
 * | `activity` | [conditions x units] | numbers |
 * | `factors` | [conditions x factors] | numbers, or strings as names of levels |
 * | `factor_names` | [factors] | strings; "factors[0]", ... by default |
 * | `factor_kinds` | [factors] | "categorical", "continuous", "circular" or "auto"; by default "auto": whole numbers are categorical |
 * | `factor_periods` | [factors] | numbers, NaN for factors that are not circular |
 * | `factor_levels_0`, ... | [levels] | names of the levels of that factor, whose values are then level numbers |
 * | `unit_names` | [units] | strings |
 * | `schema_version` | single number | 1 |
 */
import { type ByteSource, type NpyArray, openDataFile, writeNpz } from "../io/index.js";
import type { Representation } from "../protocols.js";
import { SCHEMA_VERSION } from "./descriptions.js";
import { type FactorOptions, readRecording } from "./recording.js";

/** The bytes of a .npz file that holds the representation. The same representation always gives the same bytes. */
export function saveRepresentation({ conditions, units, activity, factors, unitNames }: Representation): Uint8Array {
  const count = factors.length;
  const table = new Float64Array(conditions * count);
  for (const [f, { values }] of factors.entries()) {
    for (let row = 0; row < conditions; row++) table[row * count + f] = values[row];
  }
  const arrays: Record<string, NpyArray> = {
    activity: { shape: [conditions, units], data: activity },
    factors: { shape: [conditions, count], data: table },
    factor_names: { shape: [count], data: factors.map(({ name }) => name) },
    factor_kinds: { shape: [count], data: factors.map(({ kind }) => kind) },
    factor_periods: { shape: [count], data: Float64Array.from(factors, ({ period = Number.NaN }) => period) },
    schema_version: { shape: [], data: Int32Array.of(SCHEMA_VERSION) },
  };
  factors.forEach(({ levels }, f) => {
    if (levels) arrays[`factor_levels_${f}`] = { shape: [levels.length], data: levels };
  });
  if (unitNames) arrays.unit_names = { shape: [units], data: unitNames };
  return writeNpz(arrays);
}

export interface LoadRepresentationOptions extends FactorOptions {
  /** Name of the array [conditions x units]. */
  readonly activity: string;
  /** Name of the array [conditions x factors]. */
  readonly factors: string;
}

/** The names of the npz schema. */
export const loadRepresentationDefaults: LoadRepresentationOptions = {
  activity: "activity",
  factors: "factors",
  kinds: {},
  periods: {},
};

/**
 * Reads a representation. Throws InputError naming the file and array for whatever `openDataFile` and `representation` refuse,
 * missing arrays, shapes that do not fit each other, and files from a newer version. For other names, other formats and single
 * columns see `readRecording`.
 */
export async function loadRepresentation(
  source: ByteSource,
  options: Partial<LoadRepresentationOptions> = {},
): Promise<Representation> {
  const { activity, factors, ...rest } = { ...loadRepresentationDefaults, ...options };
  const file = await openDataFile(source);
  return readRecording(file, { ...rest, activity: [activity], factors: [factors] });
}
