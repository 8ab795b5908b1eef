/** What a file of schema version 1 (file.ts) says about its table of factors: names, kinds, periods, levels. */
import { type DataFile, type NpyArray, toFloat64 } from "../io/index.js";
import { InputError } from "../math/errors.js";
import type { FactorReading } from "./representation.js";

export const SCHEMA_VERSION = 1;

/** Everything optional: a file without descriptions has none of it. */
export interface Descriptions {
  /** [factors] */
  readonly names?: readonly string[];
  /** [factors] */
  readonly kinds?: readonly FactorReading[];
  /** [factors], NaN for factors that are not circular */
  readonly periods?: Float64Array;
  /** Names of the levels by number of the factor. */
  readonly levels: ReadonlyMap<number, readonly string[]>;
  /** [units] */
  readonly unitNames?: readonly string[];
}

const NAMES = ["factor_names", "factor_kinds", "factor_periods", "unit_names", "schema_version"];
const LEVELS = /^factor_levels_(\d+)$/;

/** Whether an entry describes others, and is neither activity nor a factor. */
export const isDescription = (name: string): boolean => NAMES.includes(name) || LEVELS.test(name);

/** Reads what there is. Throws InputError naming file and array for entries of the wrong type, unknown kinds, a newer version. */
export async function readDescriptions(file: DataFile): Promise<Descriptions> {
  const arrays = new Map<string, NpyArray>();
  for (const { name } of file.entries) if (isDescription(name)) arrays.set(name, await file.read(name));
  checkVersion(file, arrays.get("schema_version"));
  const numbers = (name: string) => optional(arrays.get(name), (array) => toFloat64(array, entryName(file, name)));
  const strings = (name: string) => optional(arrays.get(name), (array) => textsOf(file, name, array));
  const levels = [...arrays].flatMap(([name, array]): [number, readonly string[]][] => {
    const index = LEVELS.exec(name)?.[1];
    return index === undefined ? [] : [[Number(index), textsOf(file, name, array)]];
  });
  return {
    levels: new Map(levels),
    ...named("names", strings("factor_names")),
    ...named(
      "kinds",
      strings("factor_kinds")?.map((kind) => reading(file, kind)),
    ),
    ...named("periods", numbers("factor_periods")),
    ...named("unitNames", strings("unit_names")),
  };
}

const optional = <Value>(array: NpyArray | undefined, read: (array: NpyArray) => Value): Value | undefined =>
  array && read(array);

/** An object with this member, or an empty one. */
const named = <Name extends string, Value>(name: Name, value: Value | undefined): { [key in Name]?: Value } => {
  const out: { [key in Name]?: Value } = {};
  if (value !== undefined) out[name] = value;
  return out;
};

export const entryName = (file: Pick<DataFile, "name">, name: string): string => `${file.name}: array "${name}"`;

function textsOf(file: DataFile, name: string, { data }: NpyArray): readonly string[] {
  if (!ArrayBuffer.isView(data)) return data;
  throw new InputError(`${entryName(file, name)} holds numbers where strings are expected`);
}

const READINGS: readonly FactorReading[] = ["auto", "categorical", "continuous", "circular"];

function reading(file: DataFile, kind: string): FactorReading {
  const known = READINGS.find((name) => name === kind);
  if (known) return known;
  throw new InputError(`${entryName(file, "factor_kinds")} holds "${kind}"; ${READINGS.join(", ")} are known`);
}

function checkVersion(file: DataFile, array: NpyArray | undefined): void {
  if (!array) return;
  const [version] = toFloat64(array, entryName(file, "schema_version"));
  if (version === SCHEMA_VERSION) return;
  throw new InputError(
    `${entryName(file, "schema_version")} is ${version}; this version of purecell reads ${SCHEMA_VERSION}: update it`,
  );
}
