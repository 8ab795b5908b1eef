/** How much of each of two frequencies every unit carries. */
import { fitLinear } from "../../math/leastSquares.js";
import { matrix } from "../../math/matrix.js";
import { mean, variance } from "../../math/statistics.js";

/** Below this part of the largest variance a unit is silent. */
const ACTIVE = 0.01;
/** Above this part of its larger frequency the smaller one makes a unit mixed. */
const MIXED = 0.1;
/** The first steps, in which a network comes into its rhythm, are left out. */
const SETTLED = 20;

export interface TwoRhythms {
  /** Sum over units of the power of the larger frequency, over that of both: 1 where every unit has one. */
  readonly share: number;
  /** The published index, from the moduli of real parts of Fourier coefficients: 0 to 1. */
  readonly index: number;
  readonly active: number;
  readonly mixed: number;
  /** [units][2], squared amplitudes */
  readonly powers: readonly (readonly number[])[];
}

/** `code` is [steps x units]. */
export function twoRhythms(
  code: Float64Array,
  units: number,
  interval: number,
  frequencies: readonly [number, number],
): TwoRhythms {
  const traces = Array.from({ length: units }, (_, unit) =>
    Float64Array.from({ length: code.length / units }, (_, step) => code[step * units + unit]),
  );
  const powers = traces.map((trace) => powersOf(trace, interval, frequencies));
  const spread = traces.map((trace) => variance(trace, 0));
  const most = Math.max(...spread);
  const active = [...spread.keys()].filter((unit) => spread[unit] > ACTIVE * most);
  const mixed = active.filter((unit) => Math.min(...powers[unit]) > MIXED * Math.max(...powers[unit]));
  const published = traces.map((trace) => frequencies.map((frequency) => realPart(trace, interval, frequency)));
  return {
    share: mainShare(powers),
    index: 2 * mainShare(published) - 1,
    active: active.length,
    mixed: mixed.length,
    powers,
  };
}

const mainShare = (parts: readonly (readonly number[])[]): number =>
  parts.reduce((sum, part) => sum + Math.max(...part), 0) / parts.reduce((sum, [a, b]) => sum + a + b, 0);

/** Squared amplitude of each frequency, by least squares on cosine and sine of both and a constant. */
function powersOf(trace: Float64Array, interval: number, frequencies: readonly [number, number]): number[] {
  const rows = trace.length - SETTLED;
  const waves = frequencies.flatMap((frequency) => [
    (time: number) => Math.cos(frequency * time),
    (time: number) => Math.sin(frequency * time),
  ]);
  const design = matrix(rows, waves.length);
  for (let row = 0; row < rows; row++) {
    waves.forEach((wave, column) => {
      design.data[row * waves.length + column] = wave((row + SETTLED) * interval);
    });
  }
  const { coefficients } = fitLinear(design, matrix(rows, 1, trace.slice(SETTLED)), { l2: 0 });
  return frequencies.map((_, k) => coefficients.data[2 * k] ** 2 + coefficients.data[2 * k + 1] ** 2);
}

/** Half the width of the window around a frequency, radians a unit of time. */
const WINDOW = 0.2;

/**
 * Part of the moduli of real Fourier parts, frequencies from 0 on, that lies near `frequency` (RNN_linear_modularity_torch). NaN where
 * the trace is too short to have a frequency there.
 */
function realPart(trace: Float64Array, interval: number, frequency: number): number {
  const n = trace.length;
  const centre = mean(trace);
  let near = 0;
  let bins = 0;
  let all = 0;
  for (let k = 0; k < n / 2; k++) {
    const angle = (2 * Math.PI * k) / n;
    let real = 0;
    for (let step = 0; step < n; step++) real += (trace[step] - centre) * Math.cos(angle * step);
    const size = Math.abs(real) + 1e-8;
    all += size;
    if (Math.abs(angle / interval - frequency) > WINDOW) continue;
    near += size;
    bins++;
  }
  return bins > 0 ? near / all : Number.NaN;
}
