/**
 * Two pictures shown in order, each held over a delay, and reported together: Dorrell et al., "Don't Cut Corners" (arXiv 2410.06232v1; program:
 * Warden_Train), after Warden and Miller, J. Neurosci. 30, 15801 (2010). Pictures are one-hot. A last step asks for a reward.
 */
import { type ColourPairs, pairsOfItems } from "./cuedRecall.js";
import { type SequenceStep, type Sequences, sequencesOf } from "./sequences.js";

export interface PictureTrials extends Sequences {
  readonly pictures: number;
  /** Picture shown first and picture shown second, of each trial. */
  readonly pairs: readonly (readonly [first: number, second: number])[];
}

/** Steps of each delay. */
const DELAY = 3;
/** Step in which the second picture is shown. */
export const SECOND_CUE = 1 + DELAY;
const REPORT = SECOND_CUE + 1 + DELAY;
/** Last steps of the two delays. */
export const DELAY_ENDS = [SECOND_CUE - 1, REPORT - 1] as const;

/** One trial for each pair: cue, delay, cue, delay, report of both in columns of their own, reward. */
export function picturesInOrder(pictures: number, shown: ColourPairs): PictureTrials {
  const pairs = pairsOfItems(pictures, shown);
  return { ...sequencesOf(pairs.map((pair) => trialOf(pair, pictures))), pictures, pairs };
}

function trialOf([first, second]: readonly [number, number], pictures: number): SequenceStep[] {
  const oneHot = (length: number, ...ones: readonly number[]): number[] =>
    Array.from({ length }, (_, at) => Number(ones.includes(at)));
  const outputs = 2 * pictures + 1;
  return Array.from({ length: REPORT + 2 }, (_, step) => ({
    input: oneHot(pictures, ...(step === 0 ? [first] : step === SECOND_CUE ? [second] : [])),
    target: oneHot(
      outputs,
      ...(step === REPORT ? [first, pictures + second] : step === REPORT + 1 ? [2 * pictures] : []),
    ),
  }));
}
