/** Activity and factors of sizes with which nothing can be computed, refused by name. */
import { InputError } from "../math/errors.js";
import { sizeProblem } from "../math/scale.js";
import { extent } from "../math/statistics.js";
import type { Representation } from "../protocols.js";
import { unitName } from "./representation.js";

/** Throws InputError naming the first unit or factor whose values are too large or too small to be squared and summed. */
export function checkSizes({ activity, units, unitNames, factors }: Representation): void {
  const low = new Float64Array(units).fill(Infinity);
  const high = new Float64Array(units).fill(-Infinity);
  for (let at = 0, unit = 0; at < activity.length; at++, unit = at % units) {
    if (activity[at] < low[unit]) low[unit] = activity[at];
    if (activity[at] > high[unit]) high[unit] = activity[at];
  }
  for (let unit = 0; unit < units; unit++)
    refuse(`activity of ${unitName(unit, unitNames)}`, sizeProblem(low[unit], high[unit]));
  for (const { name, values } of factors) refuse(`factor "${name}"`, sizeProblem(...extent(values)));
}

function refuse(what: string, problem: string | undefined): void {
  if (problem !== undefined) throw new InputError(`${what} ${problem}`);
}
