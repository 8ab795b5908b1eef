/** Whether a file numbers its images as its grid does. */
import { type DataFile, readSlices } from "../../../io/index.js";
import type { FactorGrid } from "../../../protocols.js";
import { levelsOf } from "../factorGrid.js";
import type { FileLayout } from "../layouts.js";

type Labels = NonNullable<FileLayout["labels"]>;

/** Says where the labels [conditions x factors] first differ from the grid; undefined where they agree. */
export async function wrongLabel(file: DataFile, grid: FactorGrid, labels: Labels): Promise<string | undefined> {
  const differs = labelCheck(grid, labels.hold);
  for await (const { from, to, values } of readSlices(file, labels.name)) {
    const problem = differs(from, to, values);
    if (problem !== undefined) return `array "${labels.name}", ${problem}`;
  }
  return undefined;
}

/**
 * A check that is given the labels of conditions `from` to `to`, in order, and says what is wrong with them. Levels must be the very
 * levels. Values are judged by what they tell apart, since units differ between editions: each level has one value throughout,
 * different from those of the other levels, and ascending unless the factor is categorical.
 */
export function labelCheck(grid: FactorGrid, hold: Labels["hold"]) {
  const width = grid.sizes.length;
  const known = grid.factors.map((): number[] => []);
  return (from: number, to: number, labels: Float64Array): string | undefined => {
    for (let index = from; index < to; index++) {
      const levels = levelsOf(grid, index);
      for (let place = 0; place < width; place++) {
        const value = labels[(index - from) * width + place];
        const problem = hold === "levels" ? wrongLevel(value, levels[place]) : wrongValue(place, levels[place], value);
        if (problem === undefined) continue;
        return `row ${index}: ${grid.factors[place].name} ${problem}, so images are in another order`;
      }
    }
    return undefined;
  };

  /** Levels are met in ascending order, from 0. */
  function wrongValue(place: number, level: number, value: number): string | undefined {
    const values = known[place];
    if (level < values.length) return values[level] === value ? undefined : `is ${value}; ${values[level]} is expected`;
    const isNew =
      grid.factors[place].kind === "categorical" ? !values.includes(value) : !(value <= (values.at(-1) ?? -Infinity));
    if (!isNew || !Number.isFinite(value)) return `is ${value} at level ${level}, after ${values.join(", ")}`;
    values.push(value);
    return undefined;
  }
}

const wrongLevel = (value: number, level: number): string | undefined =>
  value === level ? undefined : `is ${value}; ${level} is expected`;
