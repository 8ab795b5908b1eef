/** Sets of pairs of places worth trying: which never occur, as a function of the number of places on the ring. */

export interface TrialSet {
  readonly name: string;
  /** Whether the pair of places occurs. */
  readonly shows: (first: number, second: number, places: number) => boolean;
  /** Condition of `sequence-memory` that has just these trials. */
  readonly condition?: "with-repeats" | "without-repeats";
}

const apart = (first: number, second: number, places: number): number => {
  const steps = (second - first + places) % places;
  return Math.min(steps, places - steps);
};

export const TRIAL_SETS: readonly TrialSet[] = [
  { name: "all pairs", shows: () => true, condition: "with-repeats" },
  { name: "never the same twice", shows: (first, second) => first !== second, condition: "without-repeats" },
  { name: "neighbours only", shows: (...pair) => apart(...pair) === 1 },
  { name: "never the opposite", shows: (first, second, places) => 2 * apart(first, second, places) !== places },
];

/** The pairs that a set leaves out, each as first x places + second. */
export const leftOut = ({ shows }: TrialSet, places: number): number[] =>
  Array.from({ length: places ** 2 }, (_, at) => at).filter(
    (at) => !shows(Math.floor(at / places), at % places, places),
  );

/** The set that leaves out just these. */
export const setOf = (missing: readonly number[], places: number): TrialSet | undefined => {
  const sorted = [...missing].sort((a, b) => a - b).join();
  return TRIAL_SETS.find((set) => leftOut(set, places).join() === sorted);
};
