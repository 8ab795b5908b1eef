/**
 * Arrays of neurons recorded together, with axes trial, unit and time in any order: a table [trials x units] of means over time. Whatever
 * else the file has for each trial may be a factor.
 */
import { type Choice, type DataEntry, type DataFile, memoryFile } from "../../io/index.js";
import { InputError } from "../../math/errors.js";
import { counted } from "../../math/words.js";
import { windowNote, windowOf } from "../separate/window.js";
import { type Axis, type AxisNames, arrayOf, meaningOf, namedAxes } from "./names.js";
import { type Sums, sumOverTime } from "./timeSums.js";

export interface TrialMeansOptions extends AxisNames {
  readonly window?: readonly [from: number, to: number];
}

/** Whether axes are called trial and unit, and none is a factor. */
export function areOfTrials(axes: readonly string[]): boolean {
  const meanings = axes.map(meaningOf);
  return meanings.includes("trial") && meanings.includes("unit") && !meanings.includes("factor");
}

export interface TrialMeans {
  /** The file with the table in the place of the array. */
  readonly file: DataFile;
  /** Its name. */
  readonly activity: string;
}

/** Reads the whole array, a part at a time. Throws InputError where the axes do not fit it, or the window lies outside. */
export async function trialMeans(file: DataFile, options: TrialMeansOptions): Promise<TrialMeans> {
  const array = arrayOf(file, options);
  const axes = namedAxes(file, array, options.axes);
  const time = axes.find(({ meaning }) => meaning === "time");
  if (!time && options.window)
    throw new InputError(`${file.name}: --window chooses bins of time; none of the axes is called time`);
  const window = time && windowOf(options.window, time.size, file.name);
  const sums = await sumOverTime(file, array, axes, window);
  const table = meansOf(sums);
  const said = time && window ? [windowNote(options.window, window, time.size)] : [];
  const gaps = table.short > 0 ? [gapsNote(table.short)] : [];
  const choices = [...(file.choices ?? []), ...[...said, ...gaps].map((note): Choice => ({ said: note }))];
  return { file: { ...replaced(file, array, table.means, axes), choices }, activity: array.name };
}

const gapsNote = (count: number): string =>
  `${counted(count, "mean is", "means are")} of fewer bins, where values are missing (otherwise --window FROM:TO)`;

/** [trials x units], NaN where no bin has a value; and how many are of fewer bins than the others. */
function meansOf({ sums, counts, units, trials, bins }: Sums) {
  const means = new Float64Array(trials * units);
  let short = 0;
  for (let unit = 0; unit < units; unit++) {
    for (let trial = 0; trial < trials; trial++) {
      const at = unit * trials + trial;
      means[trial * units + unit] = sums[at] / counts[at];
      if (counts[at] > 0 && counts[at] < bins) short++;
    }
  }
  return { means, short };
}

function replaced(file: DataFile, array: DataEntry, means: Float64Array, axes: readonly Axis[]): DataFile {
  const sizeOf = (wanted: Axis["meaning"]) => axes.find(({ meaning }) => meaning === wanted)?.size ?? 1;
  const { name, units } = array;
  const shape = [sizeOf("trial"), sizeOf("unit")];
  const table = memoryFile(file.format, file.name, [
    { name, shape, data: means, ...(units !== undefined && { units }) },
  ]);
  return {
    ...file,
    entries: file.entries.map((entry) => (entry === array ? table.entries[0] : entry)),
    read: (asked, options) => (asked === name ? table : file).read(asked, options),
  };
}
