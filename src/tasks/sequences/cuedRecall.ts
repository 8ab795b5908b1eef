/**
 * Two remembered colours of which one is asked for: Panichello and Buschman 2021, as in Dorrell et al., arXiv 2410.06232v1 (program:
 * P&B_Train). After a delay a cue asks for the upper colour or the lower; both reports are trained on every pair.
 */

/** Which pairs of (upper, lower) colours are shown. */
export type ColourPairs = "all" | "opposite-doubled" | "without-same";

export interface RecallTrials {
  readonly colours: number;
  /** [trials][upper, lower] */
  readonly pairs: readonly (readonly [number, number])[];
  /** One-hot of the trial [trials x trials]: what is in memory during the delay is free. */
  readonly input: Float32Array;
  /** [3 trials x 2]: nothing in the delay, then cosine and sine of the upper colour, then of the lower. */
  readonly target: Float32Array;
}

/** Cosine and sine of a colour on its ring. */
export const onRing = (colour: number, colours: number): [number, number] => [
  Math.cos((2 * Math.PI * colour) / colours),
  Math.sin((2 * Math.PI * colour) / colours),
];

/** Every pair of so many items on a ring that is shown, as often as it is. */
export function pairsOfItems(items: number, shown: ColourPairs): (readonly [number, number])[] {
  const ring = Array.from({ length: items }, (_, item) => item);
  return ring.flatMap((one) =>
    ring.flatMap((other) => Array.from({ length: copies(one, other, items, shown) }, () => [one, other] as const)),
  );
}

/** A trial for every pair that is shown, as often as it is. */
export function recallTrials(colours: number, shown: ColourPairs): RecallTrials {
  const pairs = pairsOfItems(colours, shown);
  const trials = pairs.length;
  const input = new Float32Array(trials * trials);
  const target = new Float32Array(3 * trials * 2);
  pairs.forEach(([upper, lower], trial) => {
    input[trial * trials + trial] = 1;
    target.set(onRing(upper, colours), (trials + trial) * 2);
    target.set(onRing(lower, colours), (2 * trials + trial) * 2);
  });
  return { colours, pairs, input, target };
}

function copies(upper: number, lower: number, colours: number, shown: ColourPairs): number {
  if (shown === "without-same" && upper === lower) return 0;
  const opposite = (upper - lower + colours) % colours === colours / 2;
  return shown === "opposite-doubled" && opposite ? 2 : 1;
}
