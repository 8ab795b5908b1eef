/** Trials of several steps, all of them in every batch: what recurrent networks are trained on. */
import { fold, integers, type Key } from "../../math/random.js";
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

/** At every step of training so many of the trials, drawn with replacement. */
export function someTrials(sequences: Sequences, batch: number, key: Key): BatchStream {
  const { trials, steps, inputs, outputs, input, target } = sequences;
  const width = steps * inputs;
  return {
    inputShape: [batch, width],
    targetShape: [steps * batch, outputs],
    batch(update) {
      const [shown, wanted] = [new Float32Array(batch * width), new Float32Array(steps * batch * outputs)];
      integers(fold(key, update), batch, trials).forEach((trial, row) => {
        for (let at = 0; at < width; at++) shown[row * width + at] = input[trial * width + at];
        for (let step = 0; step < steps; step++) {
          const [from, to] = [(step * trials + trial) * outputs, (step * batch + row) * outputs];
          for (let k = 0; k < outputs; k++) wanted[to + k] = target[from + k];
        }
      });
      return { input: shown, target: wanted };
    },
  };
}
