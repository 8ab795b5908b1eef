/** Series and spikes on a grid of time. */
import { centre, finder, type TimeGrid } from "./grid.js";

/** Samples in the order of their times. */
export interface Samples {
  /** In seconds, ascending. */
  readonly times: Float64Array;
  /** [samples x columns] */
  readonly values: Float64Array;
  readonly columns: number;
  /** Of circular quantities. */
  readonly period?: number;
}

/** Neighbours farther apart than this many usual sampling intervals have a gap between them. */
const GAP = 2.5;

/**
 * [rows x columns]: in each stretch the mean of the samples taken in it, NaN samples aside. Where there is none, because
 * stretches are shorter than the sampling interval, the value at the middle by linear interpolation; NaN in gaps. Circular
 * quantities have circular means.
 */
export function averaged(samples: Samples, grid: TimeGrid): Float64Array {
  const { columns } = samples;
  const out = new Float64Array(grid.starts.length * columns);
  for (let column = 0; column < columns; column++) {
    const { times, values } = finiteColumn(samples, column);
    const meanOf = samples.period === undefined ? mean : circularMean(samples.period);
    const [first, last] = [finder(times), finder(times)];
    const between = interpolator(times, values, samples.period);
    for (let row = 0; row < grid.starts.length; row++) {
      const [from, to] = [first(grid.starts[row]), last(grid.stops[row])];
      out[row * columns + column] = to > from ? meanOf(values, from, to) : between(centre(grid, row));
    }
  }
  return out;
}

function finiteColumn(
  { times, values, columns }: Samples,
  column: number,
): { times: Float64Array; values: Float64Array } {
  const own = times.map((_, sample) => values[sample * columns + column]);
  const isNumber = (_: number, sample: number) => Number.isFinite(own[sample]);
  return { times: times.filter(isNumber), values: own.filter(isNumber) };
}

function mean(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at];
  return sum / (to - from);
}

/** The direction of the mean of unit vectors (Mardia and Jupp 2000, section 2.2), from 0 to below the period. */
function circularMean(period: number): typeof mean {
  const turn = (2 * Math.PI) / period;
  return (values, from, to) => {
    let [x, y] = [0, 0];
    for (let at = from; at < to; at++) {
      x += Math.cos(values[at] * turn);
      y += Math.sin(values[at] * turn);
    }
    return wrapped(Math.atan2(y, x) / turn, period);
  };
}

function wrapped(value: number, period: number): number {
  const turned = value - period * Math.floor(value / period);
  return turned < period ? turned : 0;
}

function interpolator(times: Float64Array, values: Float64Array, period: number | undefined): (at: number) => number {
  const widest = GAP * usualInterval(times);
  const find = finder(times);
  return (at) => {
    const after = find(at);
    const before = after - 1;
    if (before < 0 || after >= times.length || times[after] - times[before] > widest) return Number.NaN;
    const part = (at - times[before]) / (times[after] - times[before]);
    const step = values[after] - values[before];
    if (period === undefined) return values[before] + part * step;
    return wrapped(values[before] + part * (step - period * Math.round(step / period)), period);
  };
}

/** The median interval between samples. */
function usualInterval(times: Float64Array): number {
  const intervals = times.subarray(1).map((time, at) => time - times[at]);
  return intervals.sort()[intervals.length >> 1] ?? 0;
}

/** [rows x units] firing rates in Hz: spikes in each stretch over its length. `trains` hold ascending times. */
export function firingRates(trains: readonly Float64Array[], { starts, stops }: TimeGrid): Float64Array {
  const units = trains.length;
  const out = new Float64Array(starts.length * units);
  for (const [unit, times] of trains.entries()) {
    const [first, last] = [finder(times), finder(times)];
    for (let row = 0; row < starts.length; row++) {
      out[row * units + unit] = (last(stops[row]) - first(starts[row])) / (stops[row] - starts[row]);
    }
  }
  return out;
}
