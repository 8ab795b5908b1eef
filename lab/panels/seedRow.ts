/** The seeds of a condition in a run. */
export interface SeedRow {
  /** Of the condition; after it which run, where there are two. */
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  /** Runs are told apart by it. */
  readonly hollow: boolean;
  readonly seeds: readonly { readonly seed: number; readonly value: number }[];
}
