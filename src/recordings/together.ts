/** Neurons that were recorded together, in an array whose axes are named: trials, units, and time that is averaged. */
import type { DataFile } from "../io/index.js";
import { UsageError } from "../math/errors.js";
import { given } from "../math/given.js";
import { areOfTrials, trialMeans } from "../representation/index.js";
import type { WantedSeparate } from "./population.js";

/** What was asked of the file, before its axes are named and after. */
interface Asked {
  readonly separate: WantedSeparate;
  readonly activity?: readonly string[] | undefined;
}

/**
 * The file with a table of trials in the place of the array, and what is then asked of it; as they were where no axes are named, or some
 * are factors of a design. Throws UsageError for what does not go with them.
 */
export async function inTrials<Wanted extends Asked>(
  file: DataFile,
  wanted: Wanted,
): Promise<{ readonly file: DataFile; readonly wanted: Wanted }> {
  const { separate, activity } = wanted;
  const { axes, window, trials } = separate;
  if (axes === undefined || !areOfTrials(axes)) return { file, wanted };
  if (trials !== undefined) {
    throw new UsageError(
      `--trials is for neurons that were not recorded together; with the axes ${axes.join(", ")} every trial is a row: leave it out`,
    );
  }
  const found = await trialMeans(file, { axes, ...given({ window, activity: activity?.join(",") }) });
  const rest = { ...separate, axes: undefined, window: undefined };
  return { file: found.file, wanted: { ...wanted, separate: rest, activity: [found.activity] } };
}
