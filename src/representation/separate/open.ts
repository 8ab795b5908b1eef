/** Neurons that were not recorded together, whatever form their file has. */
import { type DataFile, placeOf } from "../../io/index.js";
import { InputError } from "../../math/errors.js";
import { axesTrials } from "./axes.js";
import { longTableTrials } from "./longTable.js";
import { structTrials, type UnitStructs, unitStructs } from "./structs.js";
import type { SeparateTrials } from "./trials.js";
import type { TimeWindow } from "./window.js";

/** What the user said of the file. */
export interface SeparateOptions {
  readonly axes?: readonly string[];
  readonly unitColumn?: string;
  readonly window?: TimeWindow;
  readonly activity?: readonly string[];
  readonly factors?: readonly string[];
}

/**
 * The trials of every neuron: by the names of axes, by a column of neurons, or from structs with a neuron each where there is nothing
 * else to be activity. Undefined for a file of neurons recorded together. Throws InputError where what was said does not fit.
 */
export async function separateTrials(file: DataFile, options: SeparateOptions): Promise<SeparateTrials | undefined> {
  const { axes, unitColumn, window, activity, factors } = options;
  if (axes && unitColumn !== undefined)
    throw new InputError("--axes and --unit-column describe different files: give one of them");
  if (axes) {
    if (factors) throw new InputError(`with --axes the factors are axes (${axes.join(", ")}): leave --factors out`);
    return axesTrials(file, { axes, ...(activity && { activity: activity.join(",") }), ...(window && { window }) });
  }
  if (unitColumn !== undefined) {
    if (window)
      throw new InputError("--window chooses bins of time, which a row for each trial does not have: leave it out");
    if (!activity || !factors)
      throw new InputError("--unit-column needs --activity COLUMN and --factors COLUMN,COLUMN as well");
    return longTableTrials(file, { unitColumn, activity, factors });
  }
  const structs = onlyStructs(file, activity);
  if (!structs) return undefined;
  return structTrials(file, structs, {
    ...(activity && { activity: activity[0] }),
    ...(factors && { factors }),
    ...(window && { window }),
  });
}

/** The one array of structs that the file, or `activity`, means. */
function onlyStructs(file: DataFile, activity: readonly string[] | undefined): UnitStructs | undefined {
  const { entries } = file;
  if (activity && (activity.length > 1 || activity[0].includes("*") || placeOf(entries, activity[0]) !== undefined))
    return undefined;
  const isOrdinary = entries.some(({ name, role }) => name === "activity" || role === "activity");
  if (!activity && isOrdinary) return undefined;
  const found = unitStructs(entries, activity?.[0]);
  if (found.length < 2) return found[0];
  const commands = found.map(({ name, response }) => `  --activity ${name}/${response}`);
  throw new InputError(`${file.name} holds several arrays of neurons. Give one of\n${commands.join("\n")}`);
}
