/** What units follow of several variables with levels, by an additive regression on those that are given. */
import { fitLinear } from "../../math/leastSquares.js";
import { type Matrix, matrix } from "../../math/matrix.js";
import { mean, variance } from "../../math/statistics.js";

/** Codes, and the variables that they may be about. */
export interface Coded {
  /** [rows x units] */
  readonly code: Matrix;
  /** [variables][rows], levels from 0 */
  readonly variables: readonly (readonly number[])[];
  /** Levels of each variable. */
  readonly levels: number;
}

export interface CategoryReading {
  /** A unit's mean by each level, less that over levels, the other variables kept [units][variables][levels]. */
  readonly effects: readonly (readonly (readonly number[])[])[];
  /** Variance of these over levels, in parts of the unit's own variance [units][variables]. */
  readonly parts: readonly (readonly number[])[];
  /** R^2 of each unit [units]: of variables that are correlated not the sum of the parts. */
  readonly explained: readonly number[];
}

/** Regression of each unit on the given variables together, as categories. */
export function readingOf({ code, variables, levels }: Coded, given: readonly number[]): CategoryReading {
  const { coefficients, residual, total } = fitLinear(indicators(code.rows, variables, levels, given), code);
  const effect = (unit: number, k: number): number[] => {
    const values = Array.from({ length: levels }, (_, level) =>
      level < levels - 1 ? coefficients.data[(k * (levels - 1) + level) * code.columns + unit] : 0,
    );
    const centre = mean(values);
    return values.map((value) => value - centre);
  };
  const units = Array.from({ length: code.columns }, (_, unit) => unit);
  const effects = units.map((unit) => given.map((_, k) => effect(unit, k)));
  return {
    effects,
    parts: effects.map((own, unit) => own.map((values) => (code.rows * variance(values, 0)) / total[unit])),
    explained: units.map((unit) => 1 - residual[unit] / total[unit]),
  };
}

/** A column for every level of every given variable but its last, [rows x (given (levels - 1))]. */
function indicators(rows: number, variables: Coded["variables"], levels: number, given: readonly number[]): Matrix {
  const width = levels - 1;
  const columns = matrix(rows, given.length * width);
  given.forEach((variable, k) => {
    variables[variable].forEach((level, row) => {
      if (level < width) columns.data[row * columns.columns + k * width + level] = 1;
    });
  });
  return columns;
}

/** Units whose variance is more than this part of the largest. */
export function activeOf({ code }: Coded, part: number): number[] {
  const spread = Array.from({ length: code.columns }, (_, unit) =>
    variance(
      Float64Array.from({ length: code.rows }, (_, row) => code.data[row * code.columns + unit]),
      0,
    ),
  );
  const most = Math.max(...spread);
  return [...spread.keys()].filter((unit) => spread[unit] > part * most);
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Part of a unit's tuning that is to its main variable. */
export const shareOf = (parts: readonly number[]): number => Math.max(...parts) / sum(parts);

/** Mean share of the given units; NaN without any. */
export const meanShare = ({ parts }: CategoryReading, units: readonly number[]): number =>
  sum(units.map((unit) => shareOf(parts[unit]))) / units.length;
