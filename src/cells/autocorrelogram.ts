/**
 * Spatial autocorrelogram: Pearson's correlation of a rate map with its shifted self, over the bins visited in both.
 *
 * Hafting et al., Nature 436 (2005), supplement; Sargolini et al., Science 312 (2006):
 *   r(t) = [n Sab - Sa Sb] / sqrt([n Saa - Sa^2] [n Sbb - Sb^2]),
 * sums over the n bins p such that p and p + t are both visited, a = rate(p), b = rate(p + t). All six sums are correlations of
 * the map, its square and its mask, and come from three Fourier transforms.
 *
 * Rivals: the DeepMind and Ganguli scorers and opexebo read unvisited bins as 0 Hz (`unvisited: "zero"`), which invents structure
 * along gaps; opexebo also cuts the outer fifth away.
 */
import { type ComplexGrid, type Fourier2d, fourier2d, powerOfTwo } from "../math/fourier.js";
import type { Autocorrelogram, RateMap } from "./types.js";

export interface AutocorrelogramOptions {
  /** Fewest overlapping bins at which a correlation is reported (Sargolini et al. 2006: 20). */
  readonly smallestOverlap: number;
  /** `exclude` leaves unvisited bins out; `zero` reads them as silent. */
  readonly unvisited: "exclude" | "zero";
}

export const autocorrelogramDefaults: AutocorrelogramOptions = { smallestOverlap: 20, unvisited: "exclude" };

export function autocorrelogram(map: RateMap, options: Partial<AutocorrelogramOptions> = {}): Autocorrelogram {
  return autocorrelator(map, options)(map.rate);
}

/** Autocorrelograms of many maps that share their shape and unvisited bins, as a map and its shuffles do. */
export function autocorrelator(
  { rows, columns, binSize, rate }: RateMap,
  options: Partial<AutocorrelogramOptions> = {},
): (rate: Float64Array) => Autocorrelogram {
  const { smallestOverlap, unvisited } = { ...autocorrelogramDefaults, ...options };
  const visited = Float64Array.from(rate, (value) => (unvisited === "zero" || !Number.isNaN(value) ? 1 : 0));
  const sums = laggedSums(visited, rows, columns);
  const shape = { rows: 2 * rows - 1, columns: 2 * columns - 1, binSize };
  return (values) => ({ ...shape, correlation: correlate(sums(values), smallestOverlap) });
}

/** The sums of the formula at every lag, [lags]: lags from most negative to most positive, row-major, centre in the middle. */
interface LaggedSums {
  readonly overlap: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly products: Float64Array;
}

/** Of the same length, hence: the sum over b at lag t is the sum over a at lag -t, which stands at the mirrored place. */
function correlate({ overlap, sum, squares, products }: LaggedSums, smallestOverlap: number): Float64Array {
  const lags = overlap.length;
  const out = new Float64Array(lags);
  for (let lag = 0, mirror = lags - 1; lag < lags; lag++, mirror--) {
    const n = Math.round(overlap[lag]);
    const varianceA = n * squares[lag] - sum[lag] ** 2;
    const varianceB = n * squares[mirror] - sum[mirror] ** 2;
    const floor = ROUNDING * n * (squares[lag] + squares[mirror]);
    const defined = n >= smallestOverlap && varianceA > floor && varianceB > floor;
    const r = (n * products[lag] - sum[lag] * sum[mirror]) / Math.sqrt(varianceA * varianceB);
    out[lag] = defined ? Math.max(-1, Math.min(1, r)) : Number.NaN;
  }
  return out;
}

/** Variances below this share of the mean square are rounding, not structure. */
const ROUNDING = 1e-10;

function laggedSums(visited: Float64Array, rows: number, columns: number): (rate: Float64Array) => LaggedSums {
  const fourier = fourier2d(powerOfTwo(2 * Math.max(rows, columns)));
  const read = lagReader(fourier, rows, columns);
  const lagRows = Array.from({ length: 2 * rows - 1 }, (_, i) => (i + 1 - rows + fourier.size) % fourier.size);
  const [mask, spectrum, work] = [fourier.grid(), fourier.grid(), fourier.grid()];
  const correlations = (combine: Combine): ComplexGrid => {
    combine(work.values, spectrum.values, mask.values, fourier.size);
    fourier.inverse(work, lagRows);
    return work;
  };
  place(mask, columns, visited);
  fourier.forward(mask, rows);
  spectrum.values.set(mask.values);
  const overlap = read(correlations(powerOfReal), 0);
  return (rate) => {
    const centred = centre(rate, visited);
    place(
      spectrum,
      columns,
      centred,
      centred.map((value) => value * value),
    );
    fourier.forward(spectrum, rows);
    const products = read(correlations(powerOfReal), 0);
    const both = correlations(mirroredTimesMask);
    return { overlap, sum: read(both, 0), squares: read(both, 1), products };
  };
}

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

/** A map in the corner of a padded complex grid, zeros elsewhere. */
function place({ values, rows }: ComplexGrid, columns: number, real: Float64Array, imaginary?: Float64Array): void {
  values.fill(0);
  for (let from = 0; from < real.length; from++) {
    const to = 2 * (Math.floor(from / columns) * rows.length + (from % columns));
    values[to] = real[from];
    if (imaginary) values[to + 1] = imaginary[from];
  }
}

/** Writes a grid whose value at every frequency k follows from a spectrum at k and -k. */
type Combine = (out: Float64Array, spectrum: Float64Array, mask: Float64Array, size: number) => void;

/** Place of the frequency -k in an array whose rows are `size` complex numbers long. */
const mirrored = (row: number, column: number, size: number): number =>
  2 * (((size - row) & (size - 1)) * size + ((size - column) & (size - 1)));

/** |A(k)|^2 where X is the transform of a + i b with real a and b: A(k) = (X(k) + conj X(-k)) / 2. */
const powerOfReal: Combine = (out, x, _mask, size) => {
  for (let row = 0, at = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at += 2) {
      const opposite = mirrored(row, column, size);
      const real = (x[at] + x[opposite]) / 2;
      const imaginary = (x[at + 1] - x[opposite + 1]) / 2;
      out[at] = real * real + imaginary * imaginary;
      out[at + 1] = 0;
    }
  }
};

/** X(-k) M(k): its inverse is sum_p a(p) m(p + t) + i sum_p b(p) m(p + t), for X the transform of a + i b. */
const mirroredTimesMask: Combine = (out, x, mask, size) => {
  for (let row = 0, at = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at += 2) {
      const opposite = mirrored(row, column, size);
      out[at] = x[opposite] * mask[at] - x[opposite + 1] * mask[at + 1];
      out[at + 1] = x[opposite] * mask[at + 1] + x[opposite + 1] * mask[at];
    }
  }
};

type LagReader = (grid: ComplexGrid, part: 0 | 1) => Float64Array;

/** Reads part 0 (real) or 1 (imaginary) at all lags, centre in the middle, from a grid whose lag 0 is in the corner. */
function lagReader({ size }: Fourier2d, rows: number, columns: number): LagReader {
  const places = new Int32Array((2 * rows - 1) * (2 * columns - 1));
  let lag = 0;
  for (let dy = 1 - rows; dy < rows; dy++) {
    const row = ((dy + size) % size) * size;
    for (let dx = 1 - columns; dx < columns; dx++) places[lag++] = 2 * (row + ((dx + size) % size));
  }
  return ({ values }, part) => {
    const out = new Float64Array(places.length);
    for (let at = 0; at < out.length; at++) out[at] = values[places[at] + part];
    return out;
  };
}
