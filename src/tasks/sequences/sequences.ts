/** Trials of several steps, all of them in every batch: what recurrent networks are trained on. */
import type { BatchStream } from "../../protocols.js";

export interface Sequences {
  readonly trials: number;
  readonly steps: number;
  /** Of one step. */
  readonly inputs: number;
  readonly outputs: number;
  /** [trials x (steps inputs)], a row for each trial */
  readonly input: Float32Array;
  /** [steps trials x outputs], all trials at the first step, then all at the second, ... */
  readonly target: Float32Array;
}

/** What one step of one trial shows and asks for. */
export interface SequenceStep {
  /** [inputs] */
  readonly input: readonly number[];
  /** [outputs] */
  readonly target: readonly number[];
}

/** Trials of equally many steps, laid out for training. Throws RangeError where they differ in length. */
export function sequencesOf(trials: readonly (readonly SequenceStep[])[]): Sequences {
  const [first] = trials;
  const steps = first.length;
  if (trials.some(({ length }) => length !== steps)) throw new RangeError("trials have equally many steps");
  const [inputs, outputs] = [first[0].input.length, first[0].target.length];
  const input = Float32Array.from(trials.flatMap((trial) => trial.flatMap((step) => step.input)));
  const target = new Float32Array(steps * trials.length * outputs);
  for (const [row, trial] of trials.entries()) {
    for (const [step, { target: wanted }] of trial.entries())
      target.set(wanted, (step * trials.length + row) * outputs);
  }
  return { trials: trials.length, steps, inputs, outputs, input, target };
}

/** All trials at every step of training. */
export const allTrials = ({ trials, steps, inputs, outputs, input, target }: Sequences): BatchStream => ({
  inputShape: [trials, steps * inputs],
  targetShape: [steps * trials, outputs],
  batch: () => ({ input, target }),
});
