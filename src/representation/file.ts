/**
 * Representations as .npz files, schema version 1. Only the first two arrays are needed, so that
 * `np.savez("mine.npz", activity=a, factors=f)` is a complete file:
 *
 * | array | shape | |
 * |---|---|---|
 * | `activity` | [conditions x units] | numbers |
 * | `factors` | [conditions x factors] | numbers, or strings as names of levels |
 * | `factor_names` | [factors] | strings; "factor 0", ... by default |
 * | `factor_kinds` | [factors] | "categorical", "continuous", "circular" or "auto"; by default "auto": whole numbers are categorical |
 * | `factor_periods` | [factors] | numbers, NaN for factors that are not circular |
 * | `factor_levels_0`, ... | [levels] | names of the levels of that factor, whose values are then level numbers |
 * | `unit_names` | [units] | strings |
 * | `schema_version` | single number | 1 |
 */
import { type ByteSource, listNpz, type NpyArray, readNpz, toFloat64, writeNpz } from "../io/index.js";
import { InputError } from "../math/errors.js";
import type { Factor, Representation } from "../protocols.js";
import { type FactorReading, factorFromNames, factorFromNumbers, representation } from "./representation.js";

export const SCHEMA_VERSION = 1;

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

export interface LoadRepresentationOptions {
  /** Name of the array [conditions x units]. */
  readonly activity: string;
  /** Name of the array [conditions x factors]. */
  readonly factors: string;
  /** How to read each factor, by its name or number; takes precedence over the file. */
  readonly kinds: Readonly<Record<string, FactorReading>>;
  /** Periods of circular factors, by name or number; take precedence over the file. */
  readonly periods: Readonly<Record<string, number>>;
}

export const loadRepresentationDefaults: LoadRepresentationOptions = {
  activity: "activity",
  factors: "factors",
  kinds: {},
  periods: {},
};

const DESCRIPTIONS = ["factor_names", "factor_kinds", "factor_periods", "unit_names", "schema_version"];

/**
 * Reads a representation. Throws InputError naming the file and array for whatever `readNpz` and `representation` refuse,
 * missing arrays, shapes that do not fit each other, and files from a newer version.
 */
export async function loadRepresentation(
  source: ByteSource,
  options: Partial<LoadRepresentationOptions> = {},
): Promise<Representation> {
  const all: LoadRepresentationOptions = { ...loadRepresentationDefaults, ...options };
  const present = await listNpz(source);
  const described = present.filter((name) => DESCRIPTIONS.includes(name) || name.startsWith("factor_levels_"));
  const file: NpzFile = { source, arrays: await readNpz(source, { only: [all.activity, all.factors, ...described] }) };
  checkVersion(file);
  const [conditions, units] = tableShape(file, all.activity);
  const factors = loadFactors(file, all);
  if (factors[0]?.values.length !== conditions) {
    throw new InputError(
      `${source.name}: "${all.activity}" has ${conditions} conditions (rows) but "${all.factors}" has ` +
        `${factors[0]?.values.length ?? 0}: they must be the same, in the same order`,
    );
  }
  const unitNames = texts(file, "unit_names", units);
  return representation({ activity: numbers(file, all.activity), units, factors, ...(unitNames && { unitNames }) });
}

interface NpzFile {
  readonly source: ByteSource;
  readonly arrays: ReadonlyMap<string, NpyArray>;
}

const refuse = ({ source }: NpzFile, name: string, problem: string): InputError =>
  new InputError(`${source.name}: array "${name}" ${problem}`);

function present(file: NpzFile, name: string): NpyArray {
  const array = file.arrays.get(name);
  if (!array) throw refuse(file, name, "is missing");
  return array;
}

const numbers = (file: NpzFile, name: string): Float64Array =>
  toFloat64(present(file, name), `${file.source.name}: array "${name}"`);

/** [rows, columns]; one dimension is a single column. */
function tableShape(file: NpzFile, name: string): readonly [number, number] {
  const [rows, columns = 1, ...more] = present(file, name).shape;
  if (rows === undefined || more.length > 0) {
    throw refuse(file, name, `has shape (${present(file, name).shape.join(", ")}); rows of conditions are expected`);
  }
  return [rows, columns];
}

/** Strings of an optional array, checked to have `count` entries. */
function texts(file: NpzFile, name: string, count?: number): readonly string[] | undefined {
  const array = file.arrays.get(name);
  if (!array) return undefined;
  const { data } = array;
  if (ArrayBuffer.isView(data)) throw refuse(file, name, "holds numbers where strings are expected");
  if (count !== undefined && data.length !== count)
    throw refuse(file, name, `has ${data.length} entries, not ${count}`);
  return data;
}

function checkVersion(file: NpzFile): void {
  if (!file.arrays.has("schema_version")) return;
  const [version] = numbers(file, "schema_version");
  if (version !== SCHEMA_VERSION) {
    throw refuse(file, "schema_version", `is ${version}; this version of purecell reads ${SCHEMA_VERSION}: update it`);
  }
}

function loadFactors(file: NpzFile, options: LoadRepresentationOptions): Factor[] {
  const [, count] = tableShape(file, options.factors);
  const { data } = present(file, options.factors);
  const names = texts(file, "factor_names", count) ?? Array.from({ length: count }, (_, f) => `factor ${f}`);
  checkNamed(options, names);
  if (!ArrayBuffer.isView(data)) {
    return names.map((name, f) =>
      factorFromNames(
        name,
        data.filter((_, at) => at % count === f),
      ),
    );
  }
  const table = numbers(file, options.factors);
  return names.map((name, index) =>
    numericFactor(file, options, { name, index, values: table.filter((_, at) => at % count === index) }),
  );
}

interface FactorColumn {
  readonly name: string;
  readonly index: number;
  readonly values: Float64Array;
}

/** What the caller says of a factor goes before what the file says. */
function numericFactor(
  file: NpzFile,
  options: LoadRepresentationOptions,
  { name, index, values }: FactorColumn,
): Factor {
  const kinds = texts(file, "factor_kinds");
  const kind = options.kinds[name] ?? options.kinds[index] ?? reading(file, kinds?.[index]);
  const levels = texts(file, `factor_levels_${index}`);
  if (levels && kind === "categorical") return { name, kind, values, levels };
  const periods = file.arrays.has("factor_periods") ? numbers(file, "factor_periods") : new Float64Array();
  const period = options.periods[name] ?? options.periods[index] ?? periods[index];
  const raw = levels ? values.map((level) => Number(levels[level])) : values; // levels may be numbers read otherwise now
  return factorFromNumbers(name, raw, kind, Number.isNaN(period) ? undefined : period);
}

const READINGS: readonly FactorReading[] = ["auto", "categorical", "continuous", "circular"];

function reading(file: NpzFile, kind = "auto"): FactorReading {
  const known = READINGS.find((name) => name === kind);
  if (!known) throw refuse(file, "factor_kinds", `holds "${kind}"; ${READINGS.join(", ")} are known`);
  return known;
}

/** Options that name a factor which is not there are mistakes. */
function checkNamed({ kinds, periods }: LoadRepresentationOptions, names: readonly string[]): void {
  for (const named of [...Object.keys(kinds), ...Object.keys(periods)]) {
    if (!names.includes(named) && !(Number(named) < names.length)) {
      throw new InputError(`there is no factor "${named}"; the factors are ${names.slice(0, 20).join(", ")}`);
    }
  }
}
