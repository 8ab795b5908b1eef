/**
 * Object-vector maps and score: Hoydal, Skytoen, Andersson, Moser and Moser, Nature 568 (2019). The rate by distance and allocentric
 * bearing from an object, in two sessions (or halves) with the object at different places; the score is Pearson's correlation of
 * the two maps over the bins visited in both. A place cell's map moves with the object and does not repeat; an object-vector
 * cell's does.
 *
 * Bins and smoothing after Obenhaus et al., PNAS 119 (2022): 25 mm by 5 degrees, Gaussian of 2 bins over spikes and seconds;
 * distance does not wrap around (their code lets it).
 */

import { integersOf } from "../../math/integers.js";
import { dwellOf, type Placed, sumByBin } from "../session/cellActivity.js";
import type { Session } from "../session/session.js";
import { gaussianSums } from "../session/smooth.js";
import { mapCorrelation } from "./mapCorrelation.js";
import type { Point } from "./types.js";
import { onlyVisited, ratesOf } from "./visited.js";

export interface ObjectVectorOptions {
  /** Side of a distance bin, in the unit of the positions. */
  readonly distanceBin: number;
  /** Largest distance, in the unit of the positions. */
  readonly reach: number;
  readonly angleBins: number;
  /** Standard deviation of the smoothing, bins. */
  readonly sigma: number;
}

export interface ObjectVectorMap {
  /** Distances. */
  readonly rows: number;
  /** Bearings, from -pi counter-clockwise. */
  readonly columns: number;
  readonly distanceBin: number;
  /** [rows x columns] Hz, NaN where not visited */
  readonly rate: Float64Array;
  /** [rows x columns] s */
  readonly occupancy: Float64Array;
}

/** Bins of every sample of a session around an object: the same for all cells. */
export interface ObjectFrame {
  readonly rows: number;
  readonly columns: number;
  readonly distanceBin: number;
  readonly sigma: number;
  /** [samples], -1 beyond reach or where the position is lost */
  readonly binOf: Int32Array;
  readonly occupancy: Float64Array;
  /** [rows x columns] smoothed seconds */
  readonly seconds: Float64Array;
}

/** Places the samples of a session in bins of distance and bearing around `object`. Hoydal et al. 2019. */
export function objectFrame(session: Session, object: Point, options: ObjectVectorOptions): ObjectFrame {
  const { distanceBin, reach, angleBins: columns, sigma } = options;
  const { x, y } = session;
  const rows = Math.max(1, Math.ceil(reach / distanceBin - 1e-9));
  const binOf = integersOf(x.length, (i) => {
    const [dx, dy] = [x[i] - object.x, y[i] - object.y];
    const row = Math.floor(Math.hypot(dx, dy) / distanceBin);
    const turn = (Math.atan2(dy, dx) + Math.PI) / (2 * Math.PI);
    return row >= 0 && row < rows ? row * columns + Math.min(columns - 1, Math.floor(turn * columns)) : -1;
  });
  const occupancy = sumByBin([binOf], [dwellOf(session)], rows * columns);
  const seconds = gaussianSums(occupancy, rows, columns, { sigma, circularColumns: true });
  return { rows, columns, distanceBin, sigma, binOf, occupancy, seconds };
}

/** Rates by distance and bearing of one cell, Hz, NaN where no time was spent; `amounts` are its spikes by sample. */
export function objectVectorMap(frame: ObjectFrame, amounts: Placed): ObjectVectorMap {
  const { rows, columns, distanceBin, occupancy, seconds } = frame;
  const totals = onlyVisited(sumByBin([frame.binOf], [amounts], rows * columns), occupancy);
  const smooth = { sigma: frame.sigma, circularColumns: true };
  const rate = ratesOf(gaussianSums(totals, rows, columns, smooth), seconds, occupancy);
  return { rows, columns, distanceBin, rate, occupancy };
}

/** Pearson's correlation of two object-vector maps over the bins visited in both. Hoydal et al. 2019. NaN as `mapCorrelation`. */
export const objectVectorScore = (first: ObjectVectorMap, second: ObjectVectorMap): number =>
  mapCorrelation(first, second);

/** Distance and bearing of the peak of the mean of two maps. */
export function preferredVector(
  first: ObjectVectorMap,
  second: ObjectVectorMap,
): { distance: number; bearing: number } {
  let [best, most] = [-1, Number.NEGATIVE_INFINITY];
  first.rate.forEach((rate, bin) => {
    const together = rate + second.rate[bin];
    if (together > most) [best, most] = [bin, together];
  });
  if (best < 0) return { distance: Number.NaN, bearing: Number.NaN };
  return {
    distance: (Math.floor(best / first.columns) + 0.5) * first.distanceBin,
    bearing: -Math.PI + (((best % first.columns) + 0.5) * 2 * Math.PI) / first.columns,
  };
}
