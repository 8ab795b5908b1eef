/**
 * Reaches that are prepared and then made: Dorrell et al., "Don't Cut Corners" (arXiv 2410.06232v1; programs: Single_Motor, Dual_Motor).
 * A cue shows the reach during preparation; in its last step a go signal comes on; in the two steps after it the reach's output is 1.
 * In double trials a second reach is cued some steps after the first go signal; where that is at once, its preparation overlaps the
 * movement of the first.
 */
import { type SequenceStep, type Sequences, sequencesOf } from "./sequences.js";

export interface ReachOptions {
  readonly reaches: number;
  /** Lengths of the first preparation, in steps. */
  readonly preparations: readonly number[];
  /** Steps that the second preparation is longer than one, and steps from the first go signal to the second cue; none: single reaches. */
  readonly second?: { readonly preparations: readonly number[]; readonly delays: readonly number[] };
}

/** Steps that a movement takes. */
const MOVEMENT = 2;

export interface ReachTrials extends Sequences {
  /** [trials]: true where one reach is made alone */
  readonly single: readonly boolean[];
}

/** Every combination of reaches, lengths and delays. */
export function reachTrials(options: ReachOptions): ReachTrials {
  const { reaches, preparations, second } = options;
  const lengths = second?.preparations ?? [0];
  const delays = second?.delays ?? [0];
  const steps = Math.max(...preparations) + (second ? Math.max(...lengths) + Math.max(...delays) + 1 : 0) + MOVEMENT;
  const others = Array.from({ length: second ? reaches + 1 : 1 }, (_, other) =>
    second && other < reaches ? other : undefined,
  );
  const plans = preparations.flatMap((first) =>
    lengths.flatMap((length) =>
      delays.flatMap((delay) =>
        Array.from({ length: reaches }, (_, reach) => reach).flatMap((reach) =>
          others.map((other) => ({ first, length, delay, reach, other })),
        ),
      ),
    ),
  );
  const trials = plans.map(({ first, length, delay, reach, other }) => {
    const trial = emptyTrial(steps, reaches);
    addReach(trial, reach, 0, first);
    if (other !== undefined) addReach(trial, other, first + delay, first + delay + length + 1);
    return trial;
  });
  return { ...sequencesOf(trials), single: plans.map(({ other }) => other === undefined) };
}

interface OpenStep extends SequenceStep {
  readonly input: number[];
  readonly target: number[];
}

const emptyTrial = (steps: number, reaches: number): OpenStep[] =>
  Array.from({ length: steps }, () => ({
    input: Array<number>(reaches + 1).fill(0),
    target: Array<number>(reaches).fill(0),
  }));

/** Prepared from `begin` up to the step before `end`, then made. */
function addReach(trial: readonly OpenStep[], reach: number, begin: number, end: number): void {
  const go = trial[0].input.length - 1;
  for (let step = begin; step < end; step++) trial[step].input[reach] = 1;
  trial[end - 1].input[go] = 1;
  for (let step = end; step < end + MOVEMENT; step++) trial[step].target[reach] = 1;
}
