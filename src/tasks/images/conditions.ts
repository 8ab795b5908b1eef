/**
 * Some conditions of a grid: factors held at chosen levels, and corners of their joint range cut off, as in Dorrell et al. 2025
 * (Fig. 2), where a missing corner, and not correlation, decides between pure and mixed neurons.
 */
import { UsageError } from "../../math/errors.js";
import type { FactorGrid } from "../../protocols.js";
import { findFactor, levelsOf } from "./factorGrid.js";

export interface Corner {
  /** The end of each factor's range that meets in the corner. */
  readonly at: Readonly<Record<string, "lowest" | "highest">>;
  /** Conditions stay whose distances from these ends, summed over the factors, are at least so much. */
  readonly cut: number;
  /** Distances in whole ranges, 0 to 1 for each factor (default), or in levels. */
  readonly measure?: "ranges" | "levels";
}

export interface ConditionChoice {
  /** Levels that stay, by factor; all of the factors that are not named. One level holds a factor fixed. */
  readonly levels?: Readonly<Record<string, readonly number[]>>;
  readonly corners?: readonly Corner[];
  /** Whatever else decides, from the levels of all factors in the grid's order. */
  readonly keep?: (levels: readonly number[]) => boolean;
}

/** The conditions that stay, ascending. Throws UsageError for unknown factors or levels, and where none stays. */
export function chooseConditions(grid: FactorGrid, choice: ConditionChoice = {}): Int32Array {
  const tests = [...levelTests(grid, choice), ...(choice.corners ?? []).map((corner) => outside(grid, corner))];
  if (choice.keep) tests.push(choice.keep);
  const kept: number[] = [];
  for (let index = 0; index < grid.count; index++) {
    const levels = levelsOf(grid, index);
    if (tests.every((test) => test(levels))) kept.push(index);
  }
  if (kept.length === 0) throw new UsageError("no condition is left: cut less, or name more levels");
  return Int32Array.from(kept);
}

type Test = (levels: readonly number[]) => boolean;

function levelTests(grid: FactorGrid, { levels = {} }: ConditionChoice): Test[] {
  return Object.entries(levels).map(([name, chosen]) => {
    const place = findFactor(grid, name);
    const size = grid.sizes[place];
    const wrong = chosen.find((level) => !(Number.isInteger(level) && level >= 0 && level < size));
    if (wrong !== undefined) throw new UsageError(`${name} has levels 0 to ${size - 1}, not ${wrong}`);
    const allowed = new Set(chosen);
    return (own) => allowed.has(own[place]);
  });
}

/** Rounding must not cut what lies on the line itself. */
const SLACK = 1e-9;

function outside(grid: FactorGrid, { at, cut, measure = "ranges" }: Corner): Test {
  const ends = Object.entries(at).map(([name, end]) => {
    const place = findFactor(grid, name);
    const last = grid.sizes[place] - 1;
    const unit = measure === "levels" ? 1 : Math.max(1, last);
    return (levels: readonly number[]) => (end === "lowest" ? levels[place] : last - levels[place]) / unit;
  });
  return (levels) => ends.reduce((sum, distance) => sum + distance(levels), 0) >= cut - SLACK;
}
