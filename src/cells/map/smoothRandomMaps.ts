/**
 * Random maps that are as smooth as a given one and hold the same rates: a null for scores that ask where in the room a cell fires.
 *
 * White noise is smoothed as rate maps are (smooth.ts) and given the map's own rates in the order of its values, as in surrogates
 * with adjusted amplitudes (Theiler et al., Physica D 58, 1992). The width of the Gaussian is the one with which such maps are
 * alike as far as the map is.
 *
 * Why not field shuffles (fieldShuffle.ts): they put the peaks of fields on all bins alike, while a smooth map has more of its peaks
 * at a wall, where a maximum along the wall will do (Adler and Taylor, Random Fields and Geometry, 2007, on maxima at boundaries).
 * Judged by them, up to a quarter of smooth random maps have a border.
 */
import { fold, type Key, normal } from "../../math/random.js";
import { ascendingOrder, mean, meanDefined } from "../../math/statistics.js";
import { smoothMean } from "../session/smooth.js";
import { laggedSummer, type Values } from "./laggedSums.js";
import { radialProfiler } from "./radialProfile.js";
import type { RateMap } from "./types.js";

/** Random maps of one map: `(key) => rate` [rows x columns], NaN where the map is. */
export function smoothRandomMaps(map: RateMap, key: Key): (key: Key) => Float64Array {
  const draw = drawer(map);
  const sigma = widthOf(map, draw, fold(key, "width"));
  return (own) => draw(own, sigma);
}

type Draw = (key: Key, sigma: number) => Float64Array;

function drawer({ rows, columns, rate }: RateMap): Draw {
  const visited = Int32Array.from(rate.keys()).filter((bin) => !Number.isNaN(rate[bin]));
  const weights = rate.map((value) => (Number.isNaN(value) ? 0 : 1));
  const ascending = Float64Array.from(visited, (bin) => rate[bin]).sort();
  return (key, sigma) => {
    const noise = smoothMean(normal(key, rate.length), weights, rows, columns, { sigma });
    const out = new Float64Array(rate.length).fill(Number.NaN);
    ascendingOrder(Float64Array.from(visited, (bin) => noise[bin])).forEach((at, rank) => {
      out[visited[at]] = ascending[rank];
    });
    return out;
  };
}

/** Maps whose mean width is compared with the map's, and how often the Gaussian is adjusted to it. */
const MAPS = 6;
const STEPS = 2;

/** Standard deviation, bins. Widths are nearly proportional to it: at half height, 2 sqrt(ln 2) sigma for normal noise. */
function widthOf(map: RateMap, draw: Draw, key: Key): number {
  const halfWidths = halfWidthMeter(map);
  const [wanted] = halfWidths([map.rate]);
  let sigma = wanted / (2 * Math.sqrt(Math.LN2));
  for (let step = 0; step < STEPS; step++) {
    const of = (i: number) => draw(fold(key, i), sigma);
    const widths = Array.from({ length: MAPS / 2 }, (_, i) => halfWidths([of(2 * i), of(2 * i + 1)]));
    sigma *= wanted / mean(widths.flat());
  }
  return sigma;
}

/**
 * Distance at which the mean product of two bins, less the mean rate, falls below half the variance, bins; for one map or two that
 * share their bins. Pearson's correlation would not do: of a rate that falls exponentially from a wall it is 1 at every distance.
 */
function halfWidthMeter({ rows, columns, binSize, rate }: RateMap): (rates: Values) => number[] {
  const visited = rate.map((value) => (Number.isNaN(value) ? 0 : 1));
  const middle = meanDefined(rate);
  const centred = (values: Float64Array) => values.map((value) => (Number.isNaN(value) ? 0 : value - middle));
  const sumsOf = laggedSummer(visited, { rows, columns });
  const shape = { rows: 2 * rows - 1, columns: 2 * columns - 1, binSize };
  const profile = radialProfiler(shape);
  return ([first, second]) =>
    sumsOf(second ? [centred(first), centred(second)] : [centred(first)]).map(({ products, overlap }) => {
      const covariance = products.map((product, lag) => (overlap[lag] < 0.5 ? Number.NaN : product / overlap[lag]));
      const byDistance = profile({ ...shape, correlation: covariance });
      return firstBelow(byDistance, byDistance[0] / 2);
    });
}

/** Place at which values fall below a level, between whole numbers; their number where they do not. */
function firstBelow(values: Float64Array, level: number): number {
  const after = values.findIndex((value) => !(value >= level));
  if (after < 1) return values.length;
  const [before, next] = [values[after - 1], values[after]];
  return Number.isNaN(next) ? after : after - 1 + (before - level) / (before - next);
}
