/** Populations whose truth is known: linear tuning to variables, with least or higher baselines, and the noise of trials. */
import { fold, type Key, normal, uniformStream } from "../math/random.js";
import type { Factor, Representation } from "../protocols.js";

export interface Simulated {
  /** Values of the variables in every condition, each repeated as often as there are repeats. */
  readonly conditions: readonly Factor[];
  /** Coordinates of the conditions, of mean 0 [conditions][coordinates] */
  readonly coordinates: readonly (readonly number[])[];
  /** Of every neuron [units][coordinates] */
  readonly gains: readonly (readonly number[])[];
  readonly repeats: number;
  /** Standard deviation of a neuron's tuning over conditions over that of one trial: sets the noise of Gaussian trials. */
  readonly signalToNoise: number;
  /** Rectified: negative rates become 0. Poisson: counts, whose noise is that of their mean alone. */
  readonly noise?: "gaussian" | "rectified" | "poisson";
  /** Rate above the least legal bias of every neuron, in units of its largest rate; 0 by default. */
  readonly baseline?: number;
  /** Through which tuning goes before noise comes; as it is by default. */
  readonly bend?: (drive: number) => number;
}

/** Trials in rounds of all conditions [repeats * conditions x units]. */
export function simulated(wanted: Simulated, key: Key): Representation {
  const { conditions, gains, repeats } = wanted;
  const tuning = gains.map((gain) => tuningCurve(wanted, gain));
  const count = conditions[0].values.length;
  const units = gains.length;
  const activity = new Float64Array(repeats * count * units);
  tuning.forEach((rates, unit) => {
    const trials = trialsOfNeuron(rates, wanted, fold(key, unit));
    for (let row = 0; row < trials.length; row++) activity[row * units + unit] = trials[row];
  });
  const factors = conditions.map((factor) => ({ ...factor, values: repeated(factor.values, repeats) }));
  return { conditions: repeats * count, units, activity, factors };
}

const repeated = (values: Float64Array, repeats: number): Float64Array =>
  Float64Array.from({ length: repeats * values.length }, (_, row) => values[row % values.length]);

/** Mean rate of a neuron in every condition. */
function tuningCurve({ coordinates, baseline = 0, bend = (x) => x }: Simulated, gain: readonly number[]): Float64Array {
  const drive = coordinates.map((s) => bend(s.reduce((total, value, i) => total + gain[i] * value, 0)));
  const [low, high] = [Math.min(...drive), Math.max(...drive)];
  return Float64Array.from(drive, (value) => value - low + baseline * (high - low));
}

function trialsOfNeuron(rates: Float64Array, { repeats, signalToNoise, noise = "gaussian" }: Simulated, key: Key) {
  const rows = repeats * rates.length;
  if (noise === "poisson") {
    const draw = uniformStream(key);
    return Float64Array.from({ length: rows }, (_, row) => poisson(rates[row % rates.length], draw));
  }
  const mean = rates.reduce((total, rate) => total + rate / rates.length, 0);
  const spread = Math.sqrt(rates.reduce((total, rate) => total + (rate - mean) ** 2 / rates.length, 0)) / signalToNoise;
  const drawn = normal(key, rows).map((value, row) => rates[row % rates.length] + spread * value);
  return noise === "rectified" ? drawn.map((rate) => Math.max(0, rate)) : drawn;
}

/** By products of uniform numbers (Knuth 1969), in pieces for large rates. */
function poisson(rate: number, draw: () => number): number {
  if (rate > 20) return poisson(rate / 2, draw) + poisson(rate / 2, draw);
  const limit = Math.exp(-rate);
  let count = 0;
  for (let product = draw(); product > limit; product *= draw()) count++;
  return count;
}
