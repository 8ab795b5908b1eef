/**
 * Two sinusoids to be kept going, Dorrell et al. 2025, Fig. 3A-B (program: RNN_linear_modularity_torch): outputs cos(f1 t) and cos(f2 t);
 * an input for each is 1 in the step in which a period begins and 0 else, so that both pulse at t = 0.
 */
import { type Sequences, sequencesOf } from "./sequences.js";

export interface SinusoidOptions {
  /** Radians a unit of time. */
  readonly frequencies: readonly [number, number];
  readonly steps: number;
  /** Time between steps. */
  readonly interval: number;
  /** Frequencies at which the two inputs pulse; by default those of the outputs. */
  readonly pulses?: readonly [number, number];
}

/** One trial. */
export function twoSinusoids({ frequencies, steps, interval, pulses = frequencies }: SinusoidOptions): Sequences {
  const begins = pulses.map((frequency) => pulseSteps(frequency, steps, interval));
  const trial = Array.from({ length: steps }, (_, step) => ({
    input: begins.map((at) => (at.has(step) ? 1 : 0)),
    target: frequencies.map((frequency) => Math.cos(frequency * step * interval)),
  }));
  return sequencesOf([trial]);
}

/** Steps floor(2 pi n / (f interval)) in which periods begin. */
function pulseSteps(frequency: number, steps: number, interval: number): Set<number> {
  const period = (2 * Math.PI) / (frequency * interval);
  const count = Math.floor(steps / period) + 1;
  return new Set(Array.from({ length: count }, (_, n) => Math.floor(n * period)).filter((step) => step < steps));
}
