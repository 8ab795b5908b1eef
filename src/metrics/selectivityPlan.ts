/** How single neurons of a measurement are tested, wherever it is carried out. */
import { fold, type Key } from "../math/random.js";
import type { Representation } from "../protocols.js";
import type { DrawingOptions } from "./measuring.js";
import { affordableBins, type SelectivityOptions, selectivityDefaults } from "./selectivity.js";

/** Options of the tests of single neurons; a time series is shifted, and held out in one piece at a time. */
export function selectivityPlan(
  representation: Representation,
  draws: number,
  { nulls, smallestShift }: Pick<DrawingOptions, "nulls" | "smallestShift">,
): SelectivityOptions {
  const timed = { null: "shifted", order: "as-given", smallestShift } as const;
  return {
    ...selectivityDefaults,
    draws,
    bins: affordableBins(representation),
    ...(nulls.includes("shifted") && timed),
  };
}

/** Draws beyond these take long. */
const MOST_DRAWS = 999;

/** Draws of the tests of single neurons: so many that a single selective unit among all can be found, up to 999. */
export function selectivityDraws({ units }: Pick<Representation, "units">): number {
  const { draws, alpha } = selectivityDefaults;
  return Math.max(draws, Math.min(MOST_DRAWS, Math.ceil(units / alpha)));
}

/** From the root key of a measurement. */
export const selectivityKey = (key: Key): Key => fold(key, "selectivity");
