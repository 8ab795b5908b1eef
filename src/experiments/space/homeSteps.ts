/** Results of studies that vary the probability that an object is at its home: grouped, complete seeds only. */
import type { SpatialResult } from "./measures.js";

/** The codes of one probability, one for each seed that has finished at every probability. */
export interface HomeStep<Values> {
  readonly atHome: number;
  readonly results: readonly SpatialResult<Values>[];
}

/** Ascending in probability; only seeds that have them all. */
export function homeSteps<Values>(all: readonly SpatialResult<Values>[]): HomeStep<Values>[] {
  const probabilities = [...new Set(all.map(({ condition }) => Number(condition)))].sort((a, b) => a - b);
  const at = (p: number) => all.filter(({ condition }) => Number(condition) === p);
  const complete = (seed: number) => probabilities.every((p) => at(p).some((result) => result.seed === seed));
  return probabilities.map((atHome) => ({
    atHome,
    results: at(atHome)
      .filter(({ seed }) => complete(seed))
      .sort((a, b) => a.seed - b.seed),
  }));
}
