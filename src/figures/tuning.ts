/** A unit's activity against one factor, in bins: what a tuning-curve panel draws. */
import { mean, quantile } from "../math/statistics.js";
import type { Factor } from "../protocols.js";

export interface TuningCurve {
  /** Middle of each bin, or the level number of a categorical factor. [bins] */
  readonly x: readonly number[];
  /** Mean activity in each bin; empty bins are left out. [bins] */
  readonly mean: readonly number[];
  /** Quartiles of the activity in each bin. [bins] */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Equal-width bins over the factor's range (over one period when circular), or its levels. `activity` [conditions]. */
export function tuningCurve(activity: ArrayLike<number>, factor: Factor, bins = 20): TuningCurve {
  const { at, centres } = factor.kind === "categorical" ? levelBins(factor) : equalBins(factor, bins);
  const inBin = centres.map((): number[] => []);
  factor.values.forEach((value, condition) => {
    inBin[at(value)]?.push(activity[condition]);
  });
  const filled = centres.map((x, bin) => ({ x, values: inBin[bin] })).filter(({ values }) => values.length > 0);
  return {
    x: filled.map(({ x }) => x),
    mean: filled.map(({ values }) => mean(values)),
    low: filled.map(({ values }) => quantile(values, 0.25)),
    high: filled.map(({ values }) => quantile(values, 0.75)),
  };
}

interface Bins {
  readonly centres: readonly number[];
  at(value: number): number;
}

function levelBins({ values }: Factor): Bins {
  const centres = [...new Set(values)].sort((a, b) => a - b);
  return { centres, at: (value) => centres.indexOf(value) };
}

function equalBins({ kind, values, period = 1 }: Factor, bins: number): Bins {
  const circular = kind === "circular";
  const low = circular ? 0 : values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = circular ? period : values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const width = (high - low) / bins || 1;
  const wrapped = (value: number) => (circular ? value - period * Math.floor(value / period) : value);
  return {
    centres: Array.from({ length: bins }, (_, bin) => low + (bin + 0.5) * width),
    at: (value) => Math.min(bins - 1, Math.floor((wrapped(value) - low) / width)),
  };
}
