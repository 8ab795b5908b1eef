/** Which neurons of the second delay hold the picture that was shown last, whatever its rank, and which the first picture. */
import type { CategoryReading } from "../categoryReading.js";

/** Below this part of the largest variance a unit is silent. */
export const ACTIVE = 0.01;
/** Above this part of its larger part the smaller one makes a unit one of both ranks. */
const BOTH = 0.1;

export const KINDS = ["first", "second", "both"] as const;
export type Kind = (typeof KINDS)[number];

/** Whether a unit follows the first picture, the second, or both, by its parts of a reading on the two. */
export function kindOf([first, second]: readonly number[]): Kind {
  if (Math.min(first, second) > BOTH * Math.max(first, second)) return "both";
  return first > second ? "first" : "second";
}

/** The picture that a unit likes most, by its effects. */
export const favourite = (effects: readonly number[]): number => effects.indexOf(Math.max(...effects));

/**
 * Visual cells: units that hold a picture after it was shown, whatever its rank. They follow the second picture in the second delay, and like
 * that picture most which they like most as the first in the first delay.
 */
export const visualCells = (
  firstDelay: CategoryReading,
  secondDelay: CategoryReading,
  units: readonly number[],
): number[] =>
  units.filter(
    (unit) =>
      kindOf(secondDelay.parts[unit]) !== "first" &&
      favourite(firstDelay.effects[unit][0]) === favourite(secondDelay.effects[unit][1]),
  );
