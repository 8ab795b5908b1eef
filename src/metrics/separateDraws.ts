/**
 * Draws from neurons that were not recorded together: each neuron's trials are permuted, or cut in half, by themselves. What the rows of
 * pseudo-trials have in common is chance, so that to move whole rows would keep what is not there.
 */
import { InputError } from "../math/errors.js";
import { fold, type Key, permutation } from "../math/random.js";
import type { Representation } from "../protocols.js";
import { takeConditions, withActivity } from "../representation/index.js";

/** Two parts of the conditions, without a condition in common. */
export type Pair = readonly [Representation, Representation];

/** Two halves of the conditions, and two quarters. */
export type Halving = readonly [...halves: Pair, ...quarters: Pair];

/** Every unit's trials in an order of their own over all conditions. */
export function separatePermutation(representation: Representation, key: Key): Representation {
  const { conditions, units, activity } = representation;
  const out = new Float64Array(activity.length);
  for (let unit = 0; unit < units; unit++) {
    const order = permutation(fold(key, unit), conditions);
    for (let row = 0; row < conditions; row++) out[row * units + unit] = activity[order[row] * units + unit];
  }
  return withActivity(representation, out);
}

/** Halves and quarters of the trials of every cell, each unit's its own. Throws InputError for fewer than four trials a cell. */
export function separateHalving(representation: Representation, trials: number): (key: Key) => Halving {
  if (trials < 4) {
    throw new InputError(
      trials === 1
        ? "averages of conditions have no trials to cut in halves: an interval needs --trials 4 or more"
        : `${trials} pseudo-trials a cell; an interval needs at least four (--trials)`,
    );
  }
  const [half, quarter] = [trials >> 1, trials >> 2];
  return (key) => {
    const shuffled = withinCells(representation, trials, key);
    const take = (from: number, count: number) =>
      takeConditions(shuffled, rowsOf(representation.conditions, trials, from, count));
    return [take(0, half), take(half, half), take(0, quarter), take(quarter, quarter)];
  };
}

/** Every unit's trials of a cell in a random order of their own. */
function withinCells(representation: Representation, trials: number, key: Key): Representation {
  const { conditions, units, activity } = representation;
  const out = new Float64Array(activity.length);
  for (let unit = 0; unit < units; unit++) {
    const own = fold(key, unit);
    for (let first = 0; first < conditions; first += trials) {
      const order = permutation(fold(own, first), trials);
      for (let trial = 0; trial < trials; trial++)
        out[(first + trial) * units + unit] = activity[(first + order[trial]) * units + unit];
    }
  }
  return withActivity(representation, out);
}

/** So many rows of every cell, from the same place in each. */
const rowsOf = (conditions: number, trials: number, from: number, count: number): Int32Array =>
  Int32Array.from(
    { length: (conditions / trials) * count },
    (_, i) => Math.floor(i / count) * trials + from + (i % count),
  );
