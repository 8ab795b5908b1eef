/** A factor as something to predict: by its kind, numbers or a class. */
import { InputError } from "../math/errors.js";
import type { Factor } from "../protocols.js";

/** Columns of numbers; an angle has two, its cosine and sine. */
export interface NumberTarget {
  readonly of: "numbers";
  /** [targets][conditions] */
  readonly columns: readonly Float64Array[];
}

export interface ClassTarget {
  readonly of: "classes";
  /** Level numbers [conditions] */
  readonly values: Float64Array;
}

export function factorTarget(factor: Factor): NumberTarget | ClassTarget {
  const { kind, values } = factor;
  if (kind === "categorical") return { of: "classes", values };
  return { of: "numbers", columns: kind === "continuous" ? [values] : angleColumns(factor) };
}

function angleColumns({ values, period = Number.NaN }: Factor): Float64Array[] {
  const angle = values.map((value) => (2 * Math.PI * value) / period);
  return [angle.map(Math.cos), angle.map(Math.sin)];
}

/**
 * Numbers behind a factor, where it has them: the values of a continuous one, the level names of a categorical one that are all
 * numbers. Throws InputError naming the factor otherwise.
 */
export function factorNumbers({ name, kind, values, levels }: Factor, wantedBy: string): Float64Array {
  if (kind === "continuous") return values;
  const numbers = kind === "categorical" && levels ? levels.map(Number) : [];
  const areNumbers =
    numbers.length > 0 && levels?.every((level, i) => level.trim() !== "" && Number.isFinite(numbers[i]));
  if (areNumbers) return values.map((level) => numbers[level]);
  throw new InputError(
    `factor "${name}" is ${kind}, without numbers in an order, which ${wantedBy} needs: leave it out`,
  );
}
