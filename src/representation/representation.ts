/** Making representations, and refusing the ones that cannot be measured. */

import { InputError } from "../math/errors.js";
import { counted } from "../math/words.js";
import type { Factor, FactorKind, Representation } from "../protocols.js";

/** What `representation` is made of. */
export interface RepresentationParts {
  /** [conditions x units], row-major */
  readonly activity: Float64Array;
  readonly units: number;
  readonly factors: readonly Factor[];
  readonly unitNames?: readonly string[];
}

/**
 * A checked representation. Throws InputError naming the unit or factor for: no conditions or units, lengths that differ,
 * NaN or infinite values, a factor that never changes, a level number outside its levels, a circular factor without period.
 */
export function representation({ activity, units, factors, unitNames }: RepresentationParts): Representation {
  checkShape(activity.length, units, unitNames?.length);
  const conditions = activity.length / units;
  checkFinite(activity, units, unitNames);
  checkFactors(factors, conditions);
  return { conditions, units, activity, factors, ...(unitNames && { unitNames }) };
}

/** Throws InputError as `representation`, for what is wrong with the factors. */
export function checkFactors(factors: readonly Factor[], conditions: number): void {
  if (factors.length === 0) throw new InputError("a representation needs at least one factor; none was given");
  for (const factor of factors) checkFactor(factor, conditions);
}

/** The name of a unit: its own, or its number. */
export const unitName = (unit: number, names?: readonly string[]): string => names?.[unit] ?? `unit ${unit}`;

/** Throws InputError as `representation`, for what is wrong with the number of units and their names. */
export function checkShape(entries: number, units: number, names = units): void {
  if (!(Number.isInteger(units) && units > 0))
    throw new InputError(`activity has ${counted(units, "unit")}; at least one is needed`);
  if (entries === 0) throw new InputError("activity has no conditions (rows); at least one is needed");
  if (entries % units !== 0) {
    throw new InputError(
      `activity of ${counted(entries, "value")} does not divide into ${counted(units, "unit")}: give [conditions x units]`,
    );
  }
  if (names !== units) throw new InputError(`${names} unit names were given for ${counted(units, "unit")}`);
}

function checkFinite(activity: Float64Array, units: number, names?: readonly string[]): void {
  const bad = activity.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const unit = bad % units;
  let rows = 0;
  for (let i = unit; i < activity.length; i += units) rows += Number.isFinite(activity[i]) ? 0 : 1;
  const conditions = activity.length / units;
  throw new InputError(notFinite({ unit, row: Math.floor(bad / units), bad: rows, conditions }, names));
}

/** In how many conditions a unit is not finite, and where first. */
export interface NotFinite {
  readonly unit: number;
  readonly row: number;
  readonly bad: number;
  readonly conditions: number;
}

export const notFinite = ({ unit, row, bad, conditions }: NotFinite, names?: readonly string[]): string =>
  `activity of ${unitName(unit, names)} (column ${unit}) is NaN or infinite in ${bad} of ${conditions} ` +
  `conditions, first in row ${row}: leave those conditions out (--missing leave-out) or that unit (--leave-out)`;

function checkFactor(factor: Factor, conditions: number): void {
  const { name, kind, values, period, levels } = factor;
  if (values.length !== conditions) {
    throw new InputError(
      `factor "${name}" has ${counted(values.length, "value")} but activity has ${counted(conditions, "condition")}`,
    );
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new InputError(
      `factor "${name}" is NaN or infinite in row ${bad}: leave those conditions out (--missing leave-out)`,
    );
  if (values.every((value) => value === values[0])) {
    throw new InputError(`factor "${name}" never changes, so nothing can be known about it: leave it out`);
  }
  if (kind === "circular" && !(period !== undefined && Number.isFinite(period) && period > 0)) {
    throw new InputError(
      `circular factor "${name}" needs a period above zero, 360 for degrees or 2pi for radians; it has ${period ?? "none"} (--periods ${name}=360)`,
    );
  }
  if (kind === "categorical") checkLevels(name, values, levels?.length ?? Infinity);
}

function checkLevels(name: string, values: Float64Array, levels: number): void {
  const bad = values.find((value) => !(Number.isInteger(value) && value >= 0 && value < levels));
  if (bad !== undefined) {
    throw new InputError(
      `categorical factor "${name}" holds ${bad}; level numbers are whole, from 0 and below ${levels}: ` +
        "make it with factorFromNumbers or factorFromNames",
    );
  }
}

/** How a column of numbers is to be read; `auto` takes whole numbers as categories. */
export type FactorReading = FactorKind | "auto";

/**
 * A factor from raw numbers. `auto` (the default) reads a column of whole numbers as categorical and any other as
 * continuous. A categorical factor's distinct values, ascending, become levels 0, 1, ... and keep their numbers as names.
 * Throws InputError where `auto` finds whole numbers with too many levels to be categories, or a circular factor has no
 * period.
 */
export function factorFromNumbers(
  name: string,
  values: ArrayLike<number>,
  reading: FactorReading = "auto",
  period?: number,
): Factor {
  const numbers = Float64Array.from(values);
  const kind = reading === "auto" ? (numbers.every(Number.isInteger) ? "categorical" : "continuous") : reading;
  if (kind !== "categorical") return { name, kind, values: numbers, ...(period !== undefined && { period }) };
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  if (reading === "auto") checkLevelCount(name, distinct.length, numbers.length);
  const level = new Map(distinct.map((value, index) => [value, index]));
  return {
    name,
    kind,
    values: numbers.map((value) => level.get(value) ?? Number.NaN),
    levels: distinct.map(String),
  };
}

/** Fewer than two conditions a level say nothing about a level. */
function checkLevelCount(name: string, levels: number, conditions: number): void {
  if (levels <= 2 || 2 * levels <= conditions) return;
  throw new InputError(
    `factor "${name}" holds whole numbers, read as categories, but has ${counted(levels, "level")} in ${counted(conditions, "condition")}: ` +
      "declare it continuous, or categorical if that is meant",
  );
}

/** A categorical factor from names; levels in the order of first appearance. */
export function factorFromNames(name: string, values: readonly string[]): Factor {
  const level = new Map<string, number>();
  for (const value of values) if (!level.has(value)) level.set(value, level.size);
  return {
    name,
    kind: "categorical",
    values: Float64Array.from(values, (value) => level.get(value) ?? Number.NaN),
    levels: [...level.keys()],
  };
}
