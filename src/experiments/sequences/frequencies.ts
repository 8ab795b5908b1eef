/** Pairs of frequencies, radians a unit of time; `ratio` where the two are commensurable. */
export const PAIRS = {
  "1-2": { frequencies: [3, 6], ratio: [1, 2] },
  "1-3": { frequencies: [2, 6], ratio: [1, 3] },
  "1-4": { frequencies: [2, 8], ratio: [1, 4] },
  "2-3": { frequencies: [4, 6], ratio: [2, 3] },
  "3-7": { frequencies: [3, 7], ratio: [3, 7] },
  "5-8": { frequencies: [5, 8], ratio: [5, 8] },
  "irrational-a": { frequencies: [1.7 * Math.PI, Math.sqrt(13)], ratio: undefined },
  "irrational-b": { frequencies: [0.9 * Math.PI, Math.sqrt(47)], ratio: undefined },
} as const satisfies Readonly<
  Record<string, { frequencies: readonly [number, number]; ratio: readonly [number, number] | undefined }>
>;

export type PairName = keyof typeof PAIRS;

/** In the order in which they are listed. */
export const PAIR_NAMES = Object.keys(PAIRS) as [PairName, ...PairName[]];

/** Whether one frequency is a whole multiple of the other. */
export const isHarmonic = (name: PairName): boolean => PAIRS[name].ratio?.[0] === 1;
