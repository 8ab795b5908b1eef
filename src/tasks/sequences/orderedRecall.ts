/**
 * Two places shown in order, held over a delay and recalled in order: Dorrell et al., "Don't Cut Corners" (arXiv 2410.06232v1; program:
 * Xie_2022), after Xie, Hu, Li, Chen, Song, Wang, Yang, Dehaene, Tang, Min and Wang, Science 375, 632 (2022). Places are on a ring.
 */
import { type ColourPairs, onRing, pairsOfItems } from "./cuedRecall.js";
import { type Sequences, sequencesOf } from "./sequences.js";

export interface OrderedTrials extends Sequences {
  readonly colours: number;
  /** Place shown first and place shown second, of each trial. */
  readonly pairs: readonly (readonly [first: number, second: number])[];
}

/** The step after both were shown. */
export const DELAY_STEP = 2;

const NOTHING = [0, 0];

/** One trial for each pair: two steps of showing, one of delay, two of recall. */
export const orderedRecall = (places: number, shown: ColourPairs): OrderedTrials =>
  orderedTrials(places, pairsOfItems(places, shown));

/** The same of any pairs of places. Throws RangeError without any. */
export function orderedTrials(places: number, pairs: OrderedTrials["pairs"]): OrderedTrials {
  if (pairs.length === 0) throw new RangeError("no pair of places is shown");
  const trials = pairs.map(([first, second]) => {
    const [one, other] = [onRing(first, places), onRing(second, places)];
    return [
      { input: one, target: NOTHING },
      { input: other, target: NOTHING },
      { input: NOTHING, target: NOTHING },
      { input: NOTHING, target: one },
      { input: NOTHING, target: other },
    ];
  });
  return { ...sequencesOf(trials), colours: places, pairs };
}
