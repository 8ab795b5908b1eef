/** Whether a file numbers its images as its grid does. */
import { type DataFile, readSlices } from "../../../io/index.js";
import type { FactorGrid } from "../../../protocols.js";
import { levelsOf } from "../factorGrid.js";
import type { FileLayout } from "../layouts.js";

type Labels = NonNullable<FileLayout["labels"]>;

/** Values of labels may be rounded to single precision. */
const CLOSE = 1e-5;

/** Says where the labels [conditions x factors] first differ from the grid; undefined where they agree. */
export async function wrongLabel(file: DataFile, grid: FactorGrid, labels: Labels): Promise<string | undefined> {
  for await (const { from, to, values } of readSlices(file, labels.name)) {
    for (let row = from; row < to; row++) {
      const own = values.subarray((row - from) * grid.sizes.length, (row - from + 1) * grid.sizes.length);
      const problem = differs(grid, row, own, labels.hold);
      if (problem !== undefined) return `array "${labels.name}", row ${row}: ${problem}`;
    }
  }
  return undefined;
}

/** The same for one condition. */
export function differs(
  { factors, ...grid }: FactorGrid,
  index: number,
  labels: Float64Array,
  hold: Labels["hold"],
): string | undefined {
  const levels = levelsOf({ factors, ...grid }, index);
  const expected = levels.map((level, place) => (hold === "levels" ? level : factors[place].values[level]));
  const wrong = expected.findIndex((value, place) => !(Math.abs(labels[place] - value) <= CLOSE));
  if (wrong < 0) return undefined;
  return `${factors[wrong].name} is ${labels[wrong]}; ${expected[wrong]} is expected, so images are in another order`;
}
