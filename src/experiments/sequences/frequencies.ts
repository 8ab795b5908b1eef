/** Pairs of frequencies of two sinusoids. */

/** Whole numbers without a common part, the smaller first. */
export type Ratio = readonly [slow: number, fast: number];

interface FrequencyPair {
  /** Radians a unit of time. */
  readonly frequencies: readonly [number, number];
  /** Where the two are commensurable. */
  readonly ratio: Ratio | undefined;
}

/** Every ratio of whole numbers up to 8, at frequencies of up to 8, and two that are none. */
export const PAIRS = {
  "1-2": { frequencies: [3, 6], ratio: [1, 2] },
  "1-3": { frequencies: [2, 6], ratio: [1, 3] },
  "1-4": { frequencies: [2, 8], ratio: [1, 4] },
  "2-3": { frequencies: [4, 6], ratio: [2, 3] },
  "3-7": { frequencies: [3, 7], ratio: [3, 7] },
  "5-8": { frequencies: [5, 8], ratio: [5, 8] },
  "irrational-a": { frequencies: [1.7 * Math.PI, Math.sqrt(13)], ratio: undefined },
  "irrational-b": { frequencies: [0.9 * Math.PI, Math.sqrt(47)], ratio: undefined },
  "3-4": { frequencies: [6, 8], ratio: [3, 4] },
  "1-5": { frequencies: [1, 5], ratio: [1, 5] },
  "2-5": { frequencies: [2, 5], ratio: [2, 5] },
  "3-5": { frequencies: [3, 5], ratio: [3, 5] },
  "4-5": { frequencies: [4, 5], ratio: [4, 5] },
  "1-6": { frequencies: [1, 6], ratio: [1, 6] },
  "5-6": { frequencies: [5, 6], ratio: [5, 6] },
  "1-7": { frequencies: [1, 7], ratio: [1, 7] },
  "2-7": { frequencies: [2, 7], ratio: [2, 7] },
  "4-7": { frequencies: [4, 7], ratio: [4, 7] },
  "5-7": { frequencies: [5, 7], ratio: [5, 7] },
  "6-7": { frequencies: [6, 7], ratio: [6, 7] },
  "1-8": { frequencies: [1, 8], ratio: [1, 8] },
  "3-8": { frequencies: [3, 8], ratio: [3, 8] },
  "7-8": { frequencies: [7, 8], ratio: [7, 8] },
} as const satisfies Readonly<Record<string, FrequencyPair>>;

export type PairName = keyof typeof PAIRS;

/** In the order in which they are listed. */
export const PAIR_NAMES = Object.keys(PAIRS) as [PairName, ...PairName[]];

/** Those that are trained unless others are asked for. */
export const USUAL_PAIRS: readonly PairName[] = [
  "1-2",
  "1-3",
  "1-4",
  "2-3",
  "3-7",
  "5-8",
  "irrational-a",
  "irrational-b",
];

/** Whether one frequency is a whole multiple of the other. */
export const isHarmonic = (name: PairName): boolean => PAIRS[name].ratio?.[0] === 1;
