/**
 * An analysis in rounds: which tasks a round holds depends on what those before it found, and what a task finds on nothing but
 * itself, so that the tasks of a round may be carried out in any order, on any thread.
 */

/** Yields the tasks of a round and is resumed with what each of them found, in their order. */
export type Rounds<Task, Found, Result> = Generator<readonly Task[], Result, readonly Found[]>;

/** Progress: tasks of this round done so far, of how many. */
export interface AnalyseProgress {
  readonly done: number;
  readonly total: number;
}

/** Carries the tasks out one by one; yields after each, and returns the result of the last round. */
export function* oneByOne<Task, Found, Result>(
  rounds: Rounds<Task, Found, Result>,
  carryOut: (task: Task) => Found,
): Generator<AnalyseProgress, Result> {
  let round = rounds.next([]);
  while (!round.done) {
    const found: Found[] = [];
    for (const task of round.value) {
      found.push(carryOut(task));
      yield { done: found.length, total: round.value.length };
    }
    round = rounds.next(found);
  }
  return round.value;
}
