/**
 * Field shuffle: a null for grid scores that keeps the fields and loses their arrangement. Barry and Burgess, Sci Rep 7, 8675
 * (2017), who show that shifting spikes in time calls up to a fifth of patchy cells grids.
 *
 * The map is cut into the basins of its peaks (watershed.ts). Peaks are put on random visited bins; then bin by bin, in order of
 * distance from their own peak, every other bin goes to the free bin nearest to where its offset from its peak would put it. The
 * result holds exactly the same rates, each field in one piece as far as its neighbours allow.
 */
import { type Key, uniform } from "../math/random.js";
import type { RateMap } from "./types.js";
import { watershed } from "./watershed.js";

/** Shuffled maps of one map: `(key) => rate` [rows x columns], NaN where the map is. */
export function fieldShuffler(map: RateMap): (key: Key) => Float64Array {
  const { peaks, basinOf } = watershed(map);
  const { rows, columns, rate } = map;
  const visited = Int32Array.from(Array.from(rate.keys()).filter((bin) => basinOf[bin] >= 0));
  const { bins, dy, dx } = movesByDistance(map, visited, peaks, basinOf);
  const frame = paddedFrame(map);
  return (key) => {
    const free = frame.free.slice();
    const homes = distinct(key, visited, peaks.length);
    const out = new Float64Array(rate.length).fill(Number.NaN);
    for (let move = 0; move < bins.length; move++) {
      const home = homes[basinOf[bins[move]]];
      const row = clamp(Math.floor(home / columns) + dy[move], rows);
      const column = clamp((home % columns) + dx[move], columns);
      out[frame.nearestFree(free, row, column)] = rate[bins[move]];
    }
    return out;
  };
}

/** `count` different ones of `choices`, in random order (the first steps of a shuffle by Fisher and Yates). */
function distinct(key: Key, choices: Int32Array, count: number): Int32Array {
  const order = choices.slice();
  const u = uniform(key, count);
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(u[i] * (order.length - i));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order.subarray(0, count);
}

/** Every visited bin with its offset from the peak of its basin, in the order in which they are put down. */
interface Moves {
  readonly bins: Int32Array;
  readonly dy: Int32Array;
  readonly dx: Int32Array;
}

/** Peaks first, then outwards; equal distances in the order of the bins. */
function movesByDistance({ columns }: RateMap, visited: Int32Array, peaks: Int32Array, basinOf: Int32Array): Moves {
  const moves = Array.from(visited, (bin) => {
    const peak = peaks[basinOf[bin]];
    return { bin, dy: Math.floor(bin / columns) - Math.floor(peak / columns), dx: (bin % columns) - (peak % columns) };
  });
  moves.sort((a, b) => a.dy ** 2 + a.dx ** 2 - b.dy ** 2 - b.dx ** 2 || a.bin - b.bin);
  return {
    bins: Int32Array.from(moves, ({ bin }) => bin),
    dy: Int32Array.from(moves, ({ dy }) => dy),
    dx: Int32Array.from(moves, ({ dx }) => dx),
  };
}

const clamp = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at));

interface PaddedFrame {
  /** 1 where a bin of the map is visited; a margin of zeros all around, so that a search needs no test of the edge. */
  readonly free: Uint8Array;
  /** Takes the free bin nearest to a place within the map, marks it as taken and gives its number in the map. */
  nearestFree(free: Uint8Array, row: number, column: number): number;
}

function paddedFrame({ rows, columns, rate }: RateMap): PaddedFrame {
  const margin = Math.max(rows, columns);
  const width = columns + 2 * margin;
  const free = new Uint8Array(width * (rows + 2 * margin));
  rate.forEach((value, bin) => {
    const at = (Math.floor(bin / columns) + margin) * width + (bin % columns) + margin;
    free[at] = Number.isNaN(value) ? 0 : 1;
  });
  const spiral = spiralOffsets(margin, width);
  const nearestFree = (left: Uint8Array, row: number, column: number): number => {
    const start = (row + margin) * width + column + margin;
    let i = 0;
    while (left[start + spiral[i]] === 0) i++;
    const at = start + spiral[i];
    left[at] = 0;
    return (Math.floor(at / width) - margin) * columns + (at % width) - margin;
  };
  return { free, nearestFree };
}

/** Offsets within the padded array by growing distance. */
function spiralOffsets(reach: number, width: number): Int32Array {
  const side = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const offsets = side.flatMap((dy) => side.map((dx) => ({ at: dy * width + dx, far: dx * dx + dy * dy })));
  return Int32Array.from(
    offsets.sort((a, b) => a.far - b.far),
    ({ at }) => at,
  );
}
