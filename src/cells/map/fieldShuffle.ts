/**
 * Field shuffle: a null for grid scores that keeps the fields and loses their arrangement. Barry and Burgess, To be a grid cell, bioRxiv
 * (2017), who show that shifting spikes in time calls up to a fifth of patchy cells grids.
 *
 * The map is cut into the basins of its peaks (watershed.ts). Peaks are put on random visited bins; then bin by bin, in order of
 * distance from their own peak, every other bin goes to the free bin nearest to where its offset from its peak would put it. The
 * result holds exactly the same rates, each field in one piece as far as its neighbours allow.
 *
 * Peaks of a smooth map keep a distance from one another, since two that are nearer are one. Peaks put anywhere are less evenly spread
 * than that, so smooth random maps then look more like lattices than their shuffles do: with `apart` they keep the distance too
 * (random sequential adsorption: Evans, Rev Mod Phys 65, 1281, 1993).
 */
import { type Key, uniform } from "../../math/random.js";
import type { RateMap } from "./types.js";
import { watershed } from "./watershed.js";

/** Shuffled maps of one map: `(key) => rate` [rows x columns], NaN where the map is; peaks at least `apart` bins from one another. */
export function fieldShuffler(map: RateMap, apart = 0): (key: Key) => Float64Array {
  const { peaks, basinOf } = watershed(map);
  const { rows, columns, rate } = map;
  const visited = Int32Array.from(Array.from(rate.keys()).filter((bin) => basinOf[bin] >= 0));
  const { bins, dy, dx } = movesByDistance(map, visited, peaks, basinOf);
  const free = freeBins(map);
  return (key) => {
    free.restart();
    const homes =
      apart > 0 ? spread(key, visited, peaks.length, { columns, apart }) : distinct(key, visited, peaks.length);
    const out = new Float64Array(rate.length).fill(Number.NaN);
    for (let move = 0; move < bins.length; move++) {
      const home = homes[basinOf[bins[move]]];
      const row = clamp(Math.floor(home / columns) + dy[move], rows);
      const column = clamp((home % columns) + dx[move], columns);
      out[free.take(row, column)] = rate[bins[move]];
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

/** Bins tried for a peak; where none is far enough from those before it, the farthest is taken. */
const TRIES = 30;

interface Spread {
  readonly columns: number;
  /** Bins. */
  readonly apart: number;
}

/** `count` of `choices`, one after another, each as far from those before it as is asked, or as was found. */
function spread(key: Key, choices: Int32Array, count: number, { columns, apart }: Spread): Int32Array {
  const homes = new Int32Array(count);
  const u = uniform(key, count * TRIES);
  for (let i = 0; i < count; i++) {
    let farthest = -1;
    for (let tried = 0; tried < TRIES && farthest < apart * apart; tried++) {
      const bin = choices[Math.floor(u[i * TRIES + tried] * choices.length)];
      const near = nearestSquare(bin, homes.subarray(0, i), columns);
      if (near <= farthest) continue;
      farthest = near;
      homes[i] = bin;
    }
  }
  return homes;
}

/** Squared distance to the nearest of `homes`, bins; infinite without any. */
function nearestSquare(bin: number, homes: Int32Array, columns: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const home of homes) {
    const dy = Math.floor(bin / columns) - Math.floor(home / columns);
    const dx = (bin % columns) - (home % columns);
    least = Math.min(least, dy * dy + dx * dx);
  }
  return least;
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

interface FreeBins {
  /** Makes all visited bins free again. */
  restart(): void;
  /** Takes the free bin nearest to a place within the map, marks it as taken and gives its number in the map. */
  take(row: number, column: number): number;
}

/**
 * A margin of zeros all around, so that a search along a spiral needs no test of the edge. Taken bins stay taken: what one search has
 * found full out to some radius need not be looked at again from there, nor, one bin less far, from its neighbours.
 */
function freeBins({ rows, columns, rate }: RateMap): FreeBins {
  const margin = Math.max(rows, columns) + 1;
  const width = columns + 2 * margin;
  const visited = new Uint8Array(width * (rows + 2 * margin));
  const binAt = new Int32Array(visited.length);
  rate.forEach((value, bin) => {
    const at = (Math.floor(bin / columns) + margin) * width + (bin % columns) + margin;
    visited[at] = Number.isNaN(value) ? 0 : 1;
    binAt[at] = bin;
  });
  const { offsets, distance, begins } = spiral(margin - 1, width);
  const free = new Uint8Array(visited.length);
  const reached = new Int32Array(visited.length);
  const full = new Float64Array(visited.length);
  return {
    restart() {
      free.set(visited);
      reached.fill(0);
      full.fill(0);
    },
    take(row, column) {
      const from = (row + margin) * width + column + margin;
      const around = Math.max(full[from - 1], full[from + 1], full[from - width], full[from + width]);
      let i = Math.max(reached[from], begins[Math.floor(STEPS * (around - 1)) + STEPS]);
      while (free[from + offsets[i]] === 0) i++;
      reached[from] = i;
      full[from] = distance[i];
      const at = from + offsets[i];
      free[at] = 0;
      return binAt[at];
    },
  };
}

interface Spiral {
  /** Within the padded array, by growing distance. */
  readonly offsets: Int32Array;
  /** Of every offset. */
  readonly distance: Float64Array;
  /** begins[STEPS (r + 1)]: number of offsets closer than r, from r = -1 in steps of 1 / STEPS */
  readonly begins: Int32Array;
}

/** Steps of a table of distances, per bin. */
const STEPS = 8;

function spiral(reach: number, width: number): Spiral {
  const side = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const places = side.flatMap((dy) => side.map((dx) => ({ at: dy * width + dx, far: dx * dx + dy * dy })));
  places.sort((a, b) => a.far - b.far);
  const distance = Float64Array.from(places, ({ far }) => Math.sqrt(far));
  const begins = Int32Array.from({ length: STEPS * (2 * reach + 2) }, (_, i) =>
    Math.max(
      0,
      distance.findIndex((far) => far >= i / STEPS - 1),
    ),
  );
  return { offsets: Int32Array.from(places, ({ at }) => at), distance, begins };
}
