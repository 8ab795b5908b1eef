/**
 * Occupancy-normalised rate maps: spikes over seconds in each bin, or the mean of a continuous activity.
 *
 * Two orders of smoothing are in use and differ where occupancy is uneven:
 * - `sums` (default): smoothed spikes over smoothed seconds (O'Keefe and Burgess 1996; Obenhaus et al. 2022); a bin that was hardly
 *   visited counts for little;
 * - `rates`: the raw rate is smoothed, every visited bin counting alike (opexebo).
 * A bin that was never visited is NaN: nothing is known there. Edges of bins are part of the answer.
 */
import { InputError } from "../../math/errors.js";
import { integersOf } from "../../math/integers.js";
import { extent } from "../../math/statistics.js";
import { dwellOf, type Placed, sumByBin } from "../session/cellActivity.js";
import type { Session } from "../session/session.js";
import { gaussianSums, smoothMean } from "../session/smooth.js";
import type { RateMap } from "./types.js";
import { onlyVisited, ratesOf } from "./visited.js";

/** Square bins over a rectangle. */
export interface Bins {
  readonly rows: number;
  readonly columns: number;
  readonly binSize: number;
  /** Lower left corner. */
  readonly left: number;
  readonly bottom: number;
}

export const SMOOTHING_ORDERS = ["sums", "rates"] as const;

export type SmoothingOrder = (typeof SMOOTHING_ORDERS)[number];

export interface RateMapOptions {
  /** Standard deviation of the smoothing, bins. */
  readonly sigma: number;
  readonly smooth: SmoothingOrder;
  /** Shortest stay for a bin to count as visited, s. */
  readonly shortestStay: number;
  /** Whether a place belongs to the arena: bins whose middle does not are left out. Everywhere, if not given. */
  readonly arena?: (place: { readonly x: number; readonly y: number }) => boolean;
}

/** Smoothed by 2 bins, sums before they are divided; every bin that was entered counts as visited. */
export const rateMapDefaults: RateMapOptions = { sigma: 2, smooth: "sums", shortestStay: 0 };

const LARGEST_SIDE = 1000;

/**
 * Bins that cover all positions of the sessions. `binSize` defaults to 1/40 of the longer side (2.5 cm in a box of 1 m). Throws
 * InputError where that makes more than 1000 bins a side, which a wrong unit does.
 */
export function binsFor(sessions: readonly Pick<Session, "x" | "y">[], binSize?: number): Bins {
  const [left, right] = finiteExtent(sessions.map(({ x }) => x));
  const [bottom, top] = finiteExtent(sessions.map(({ y }) => y));
  const size = binSize ?? Math.max(right - left, top - bottom) / 40;
  const count = (from: number, to: number) => Math.max(1, Math.ceil((to - from) / size - 1e-9));
  const bins = { rows: count(bottom, top), columns: count(left, right), binSize: size, left, bottom };
  if (!(size > 0) || Math.max(bins.rows, bins.columns) > LARGEST_SIDE) {
    throw new InputError(
      `bins of ${size} over an arena of ${right - left} x ${top - bottom} make ${bins.columns} x ${bins.rows} bins; ` +
        `at most ${LARGEST_SIDE} a side: is the bin size in the unit of the positions?`,
    );
  }
  return bins;
}

function finiteExtent(series: readonly Float64Array[]): readonly [number, number] {
  const ends = series.map((values) => extent(values.filter(Number.isFinite)));
  return [Math.min(...ends.map(([low]) => low)), Math.max(...ends.map(([, high]) => high))];
}

/** Bin number of every sample, -1 for lost positions and positions outside the bins. [samples] */
export function binOfSamples(
  { rows, columns, binSize, left, bottom }: Bins,
  { x, y }: Pick<Session, "x" | "y">,
): Int32Array {
  return integersOf(x.length, (i) => {
    const column = binIndex((x[i] - left) / binSize, columns);
    const row = binIndex((y[i] - bottom) / binSize, rows);
    return row < 0 || column < 0 ? -1 : row * columns + column;
  });
}

/** The upper edge belongs to the last bin. */
const binIndex = (position: number, count: number): number =>
  position >= 0 && position <= count + 1e-9 ? Math.min(count - 1, Math.floor(position)) : -1;

function arenaBins({ columns, binSize, left, bottom }: Bins, arena: RateMapOptions["arena"]): (bin: number) => boolean {
  if (!arena) return () => true;
  return (bin) =>
    arena({
      x: left + ((bin % columns) + 0.5) * binSize,
      y: bottom + (Math.floor(bin / columns) + 0.5) * binSize,
    });
}

/** Makes rate maps of one arena: bins and occupancy are worked out once, and serve every cell and every shuffle. */
export interface RateMapper {
  readonly bins: Bins;
  /** [rows x columns] seconds of all sessions together, unsmoothed */
  readonly occupancy: Float64Array;
  /** [samples] of every session */
  readonly binOf: readonly Int32Array[];
  /** The map of all sessions together, from the spikes (or activity times seconds) of each. */
  map(amounts: readonly Placed[]): RateMap;
}

/** Sessions in the same arena share one map; give one session for a map of its own. */
export const rateMapper = (
  sessions: readonly Session[],
  bins: Bins,
  options: Partial<RateMapOptions> = {},
): RateMapper =>
  binnedMapper(
    sessions,
    sessions.map((of) => binOfSamples(bins, of)),
    bins,
    options,
  );

/** The same for sessions whose samples have their bins already (`binOfSamples`), for more mappers than one. */
export function binnedMapper(
  sessions: readonly Session[],
  binOf: readonly Int32Array[],
  bins: Bins,
  options: Partial<RateMapOptions>,
): RateMapper {
  const all = { ...rateMapDefaults, ...options };
  const { rows, columns, binSize } = bins;
  const seconds = sumByBin(binOf, sessions.map(dwellOf), rows * columns);
  const inArena = arenaBins(bins, all.arena);
  const occupancy = seconds.map((stay, bin) => (stay > all.shortestStay && inArena(bin) ? stay : 0));
  const smoothed = gaussianSums(occupancy, rows, columns, all);
  const visited = occupancy.map(Math.sign);
  const map = (amounts: readonly Placed[]): RateMap => {
    const kept = onlyVisited(sumByBin(binOf, amounts, rows * columns), occupancy);
    const rate =
      all.smooth === "rates"
        ? smoothMean(
            kept.map((total, bin) => total / occupancy[bin]),
            visited,
            rows,
            columns,
            all,
          )
        : ratesOf(gaussianSums(kept, rows, columns, all), smoothed, occupancy);
    return { rows, columns, binSize, rate, occupancy };
  };
  return { bins, occupancy, binOf, map };
}
