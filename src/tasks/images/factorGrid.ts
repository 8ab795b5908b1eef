/** Complete designs: numbers of conditions <-> levels of factors, and some of the conditions by choice. */
import { UsageError } from "../../math/errors.js";
import type { Factor, FactorGrid, GridFactor } from "../../protocols.js";

/** Every combination of the factors' levels. Throws RangeError where a factor has none. */
export function factorGrid(factors: readonly GridFactor[]): FactorGrid {
  const sizes = factors.map(({ values }) => values.length);
  const count = sizes.reduce((product, size) => product * size, 1);
  if (!(count >= 1)) throw new RangeError("every factor of a grid needs a level");
  return { factors, sizes, count };
}

/** The level of every factor in condition `index`. Throws RangeError outside the grid. */
export function levelsOf({ sizes, count }: FactorGrid, index: number): number[] {
  if (!(Number.isInteger(index) && index >= 0 && index < count)) {
    throw new RangeError(`there is no condition ${index}: the grid has ${count}`);
  }
  const levels = sizes.slice();
  let rest = index;
  for (let factor = sizes.length - 1; factor >= 0; factor--) {
    levels[factor] = rest % sizes[factor];
    rest = Math.floor(rest / sizes[factor]);
  }
  return levels;
}

/** The condition with these levels, one for each factor. Throws RangeError for a level that is not there. */
export function indexOf({ factors, sizes }: FactorGrid, levels: readonly number[]): number {
  if (levels.length !== sizes.length) throw new RangeError(`${sizes.length} levels are needed, not ${levels.length}`);
  return levels.reduce((index, level, factor) => {
    if (Number.isInteger(level) && level >= 0 && level < sizes[factor]) return index * sizes[factor] + level;
    throw new RangeError(`${factors[factor].name} has levels 0 to ${sizes[factor] - 1}, not ${level}`);
  }, 0);
}

/** Values of the factors in the given conditions; factors that have one level only are no variables and are left out. */
export function factorsAt(grid: FactorGrid, conditions: ArrayLike<number>): Factor[] {
  const levels = Array.from(conditions, (index) => levelsOf(grid, index));
  return grid.factors.flatMap(({ values, ...factor }, place) => {
    if (values.length < 2) return [];
    const take = factor.kind === "categorical" ? (level: number) => level : (level: number) => values[level];
    return [{ ...factor, values: Float64Array.from(levels, (own) => take(own[place])) }];
  });
}

/** The factor of that name and its place. Throws UsageError with the names there are. */
export function findFactor({ factors }: FactorGrid, name: string): number {
  const place = factors.findIndex((factor) => factor.name === name);
  if (place >= 0) return place;
  throw new UsageError(`there is no factor "${name}"; there are ${factors.map((factor) => factor.name).join(", ")}`);
}
