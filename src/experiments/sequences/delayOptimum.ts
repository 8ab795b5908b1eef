/** The certified optimum of the code of a delay in which two items are held, and the angles between its two memories. */
import { type ColourPairs, onRing, pairsOfItems } from "../../tasks/sequences/cuedRecall.js";
import { type CirclePair, type CirclesOptimum, circlesOptimum, twoCircles } from "./twoCircles.js";

export interface DelayOptimum {
  /** Part of the energy that mixed neurons save. */
  readonly saving: number;
  /** Degrees, ascending. */
  readonly angles: readonly number[];
  readonly status: string;
}

/** Price of the weights out of a delay's code. */
export const DELAY_OUT = 0.01;

/** Both items of every pair on the ring. */
export const itemsOnRing = (pairs: readonly (readonly [number, number])[], items: number): CirclePair[] =>
  pairs.map(([first, second]) => [...onRing(first, items), ...onRing(second, items)]);

const found = new Map<string, DelayOptimum>();

/** Two items on a ring as two groups of cosine and sine; alpha 1, lambda_in 1e-6, lambda_out 0.01. */
export function delayOptimum(colours: number, shown: ColourPairs): DelayOptimum {
  const name = `${colours} ${shown}`;
  const known = found.get(name) ?? described(solve(colours, shown));
  found.set(name, known);
  return known;
}

const solve = (colours: number, shown: ColourPairs): CirclesOptimum =>
  circlesOptimum(twoCircles(itemsOnRing(pairsOfItems(colours, shown), colours), DELAY_OUT));

const described = ({ prediction: { saving, status }, angles }: CirclesOptimum): DelayOptimum => ({
  saving: saving.least,
  angles,
  status,
});
