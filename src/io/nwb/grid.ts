/** The stretches of time that become conditions: bins of one width, or one stretch a trial. */
import { InputError } from "../../math/errors.js";

/** Stretches [start, stop) in seconds, ordered as rows. */
export interface TimeGrid {
  readonly starts: Float64Array;
  readonly stops: Float64Array;
}

/** A stretch of time in seconds. */
export interface Stretch {
  readonly start: number;
  readonly stop: number;
}

const MOST_BINS = 50_000_000;

/** Whole bins from `from` to `to`, in seconds. Throws InputError where not one fits, or far too many do. */
export function regularGrid(from: number, to: number, width: number, name: string): TimeGrid {
  const count = Math.floor((to - from) / width + 1e-9);
  if (!(count >= 1)) {
    throw new InputError(
      `${name}: bins of ${width} s are longer than the ${(to - from).toPrecision(3)} s that there are`,
    );
  }
  if (count > MOST_BINS) throw new InputError(`${name}: bins of ${width} s make ${count} rows; choose wider bins`);
  const edges = Float64Array.from({ length: count + 1 }, (_, edge) => from + edge * width);
  return { starts: edges.slice(0, count), stops: edges.slice(1) };
}

export const centre = ({ starts, stops }: TimeGrid, row: number): number => (starts[row] + stops[row]) / 2;

export const centres = (grid: TimeGrid): Float64Array => grid.starts.map((_, row) => centre(grid, row));

/** The rows of a grid that `keep` says to keep. */
export function keptRows({ starts, stops }: TimeGrid, keep: (row: number) => boolean): TimeGrid {
  const kept = (_: number, row: number) => keep(row);
  return { starts: starts.filter(kept), stops: stops.filter(kept) };
}

/**
 * Index of the first time that is not before `at`. Asked in ascending order it walks along; asked backwards it searches anew.
 * `times` ascend.
 */
export function finder(times: Float64Array): (at: number) => number {
  let index = 0;
  return (at) => {
    if (index > 0 && times[index - 1] >= at) index = lowerBound(times, at);
    while (index < times.length && times[index] < at) index++;
    return index;
  };
}

function lowerBound(times: Float64Array, at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
