/**
 * Spatial autocorrelogram: Pearson's correlation of a rate map with its shifted self, over the bins visited in both.
 *
 * Hafting et al., Nature 436 (2005), supplement; Sargolini et al., Science 312 (2006):
 *   r(t) = [n Sab - Sa Sb] / sqrt([n Saa - Sa^2] [n Sbb - Sb^2]),
 * sums over the n bins p such that p and p + t are both visited, a = rate(p), b = rate(p + t): laggedSums.ts.
 *
 * Rivals: the DeepMind and Ganguli scorers and opexebo read unvisited bins as 0 Hz (`unvisited: "zero"`), which invents structure
 * along gaps; opexebo also cuts the outer fifth away.
 */
import { type LaggedSums, laggedSummer, type Values } from "./laggedSums.js";
import type { Autocorrelogram, RateMap } from "./types.js";

export interface AutocorrelogramOptions {
  /** Fewest overlapping bins at which a correlation is reported (Sargolini et al. 2006: 20). */
  readonly smallestOverlap: number;
  /** `exclude` leaves unvisited bins out; `zero` reads them as silent. */
  readonly unvisited: "exclude" | "zero";
}

/** At least 20 bins of overlap (Sargolini et al. 2006); unvisited bins are left out. */
export const autocorrelogramDefaults: AutocorrelogramOptions = { smallestOverlap: 20, unvisited: "exclude" };

/** Of one map [rows x columns]: [2 rows - 1 x 2 columns - 1], NaN where too few bins overlap. Sargolini et al. 2006. */
export function autocorrelogram(map: RateMap, options: Partial<AutocorrelogramOptions> = {}): Autocorrelogram {
  return autocorrelator(map, options)([map.rate])[0];
}

/**
 * Autocorrelograms of maps that share their shape and unvisited bins, as a map and its shuffles do: of one map, or of two at once,
 * which takes hardly longer.
 */
export function autocorrelator(
  { rows, columns, binSize, rate }: RateMap,
  options: Partial<AutocorrelogramOptions> = {},
): (rates: Values) => Autocorrelogram[] {
  const { smallestOverlap, unvisited } = { ...autocorrelogramDefaults, ...options };
  const visited = Float64Array.from(rate, (value) => (unvisited === "zero" || !Number.isNaN(value) ? 1 : 0));
  const sumsOf = laggedSummer(visited, { rows, columns });
  const shape = { rows: 2 * rows - 1, columns: 2 * columns - 1, binSize };
  const centred = (values: Float64Array) => centre(values, visited);
  return ([first, second]) =>
    sumsOf(second ? [centred(first), centred(second)] : [centred(first)]).map((sums) => ({
      ...shape,
      correlation: correlate(sums, smallestOverlap),
    }));
}

/** The second sums of the formula stand at the mirrored lag: the sum over b at lag t is the sum over a at lag -t. */
function correlate({ overlap, sum, squares, products }: LaggedSums, smallestOverlap: number): Float64Array {
  const lags = overlap.length;
  const out = new Float64Array(lags);
  for (let lag = 0, mirror = lags - 1; lag <= mirror; lag++, mirror--) {
    const n = Math.round(overlap[lag]);
    const varianceA = n * squares[lag] - sum[lag] * sum[lag];
    const varianceB = n * squares[mirror] - sum[mirror] * sum[mirror];
    const floor = ROUNDING * n * (squares[lag] + squares[mirror]);
    const defined = n >= smallestOverlap && varianceA > floor && varianceB > floor;
    const r = (n * products[lag] - sum[lag] * sum[mirror]) / Math.sqrt(varianceA * varianceB);
    out[lag] = defined ? Math.max(-1, Math.min(1, r)) : Number.NaN;
    out[mirror] = out[lag];
  }
  return out;
}

/** Variances below this share of the mean square are rounding, not structure. */
const ROUNDING = 1e-10;

/** Rate minus its mean over visited bins, 0 elsewhere: correlations are the same, and no digits are lost to a large mean. */
function centre(rate: Float64Array, visited: Float64Array): Float64Array {
  let total = 0;
  let count = 0;
  for (let at = 0; at < rate.length; at++) {
    if (visited[at] === 0 || Number.isNaN(rate[at])) continue;
    total += rate[at];
    count++;
  }
  const mean = total / Math.max(1, count);
  return rate.map((value, at) => (visited[at] === 0 ? 0 : Number.isNaN(value) ? -mean : value - mean));
}
