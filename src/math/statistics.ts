/** Descriptive statistics of samples. All take any array of numbers; a NaN in gives a NaN out. */

type Sample = ArrayLike<number>;

/** Sum in the order given; 0 of nothing. */
export function sum(values: Sample): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** Arithmetic mean; NaN of nothing. */
export const mean = (values: Sample): number => sum(values) / values.length;

/** Mean of the values that are not NaN; NaN where all are. */
export function meanDefined(values: Sample): number {
  let total = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    total += values[i];
    count++;
  }
  return total / count;
}

/** Sum of squared deviations from the mean, in two passes (no cancellation for large offsets). */
function squaredDeviations(values: Sample): number {
  const centre = mean(values);
  let total = 0;
  for (let i = 0; i < values.length; i++) total += (values[i] - centre) ** 2;
  return total;
}

/**
 * Variance with divisor n - `lost`: 1 (the default) is the unbiased estimate from a sample, 0 the variance of the numbers
 * themselves, as `numpy.var` gives by default. NaN for too few values.
 */
export const variance = (values: Sample, lost = 1): number =>
  squaredDeviations(values) / Math.max(0, values.length - lost);

/** Square root of `variance` with the same divisor. */
export const standardDeviation = (values: Sample, lost = 1): number => Math.sqrt(variance(values, lost));

/** Standard error of the mean of independent values. */
export const standardError = (values: Sample): number => Math.sqrt(variance(values) / values.length);

/** Smallest and largest value; [Infinity, -Infinity] of nothing, [NaN, NaN] where any value is NaN. */
export function extent(values: Sample): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
    if (Number.isNaN(value)) return [Number.NaN, Number.NaN];
  }
  return [low, high];
}

/** Ascending copy; NaN last, as typed arrays sort. */
export const sorted = (values: Sample): Float64Array => new Float64Array(values).sort();

/**
 * Quantile of ascending values at `probability` in [0, 1]: linear interpolation between order statistics at position
 * (n - 1) p, type 7 of Hyndman and Fan (1996), the default of NumPy and R. NaN of nothing.
 */
export const quantileSorted = (ascending: Sample, probability: number): number =>
  interpolated(ascending, placeOf(ascending.length, probability), 0);

interface Place {
  readonly below: number;
  readonly share: number;
}

function placeOf(count: number, probability: number): Place {
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`a probability is within [0, 1], not ${probability}`);
  const position = (count - 1) * probability;
  const below = Math.floor(position);
  return { below, share: position - below };
}

/** Between ascending values, of which the first `left` are left out. */
function interpolated(ascending: Sample, { below, share }: Place, left: number): number {
  if (ascending.length === 0) return Number.NaN;
  const at = below - left;
  const above = Math.min(at + 1, ascending.length - 1);
  return share === 0 ? ascending[at] : ascending[at] * (1 - share) + ascending[above] * share;
}

/** So many largest values are found sooner by looking through all than by sorting them. */
const FEW = 12;

/** `quantileSorted` of values in any order; NaN where any value is NaN. */
export function quantile(values: Sample, probability: number): number {
  const place = placeOf(values.length, probability);
  const needed = values.length - place.below;
  const few = values.length > 0 && needed <= FEW;
  const ascending = few ? largest(values, needed) : sorted(values);
  return Number.isNaN(ascending.at(-1)) ? Number.NaN : interpolated(ascending, place, few ? place.below : 0);
}

/** The largest values, ascending; NaN last. */
function largest(values: Sample, count: number): Float64Array {
  const out = new Float64Array(count).fill(-Infinity);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) return out.fill(value);
    if (!(value > out[0])) continue;
    let at = 0;
    for (; at + 1 < count && out[at + 1] < value; at++) out[at] = out[at + 1];
    out[at] = value;
  }
  return out;
}

/** `quantile` at 1/2: NaN of nothing, and where any value is NaN. */
export const median = (values: Sample): number => quantile(values, 0.5);

/** The central `level` of a sample by its quantiles, e.g. the 2.5 % and 97.5 % points at level 0.95. */
export function centralInterval(values: Sample, level = 0.95): readonly [number, number] {
  return [quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)];
}

/** Pearson's correlation of two samples of one length; NaN where either is constant. */
export function pearson(x: Sample, y: Sample): number {
  if (x.length !== y.length) throw new RangeError(`samples of ${x.length} and ${y.length} values cannot be correlated`);
  const meanX = mean(x);
  const meanY = mean(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = x[i] - meanX;
    const dy = y[i] - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/** For an ascending sort of numbers: NaN comes last. A plain difference is NaN for NaN and leaves the rest in no order at all. */
function compare(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/** Indices that put the values in ascending order, NaN last; equal values keep their order. */
export function ascendingOrder(values: Sample): Int32Array {
  return Int32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => compare(values[a], values[b]));
}

/** Ranks from 1; equal values share the mean of their ranks. NaN has none: it stays NaN and does not count. */
export function ranks(values: Sample): Float64Array {
  const order = ascendingOrder(values).filter((i) => !Number.isNaN(values[i]));
  const out = new Float64Array(values.length).fill(Number.NaN);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]] === values[order[first]]) last++;
    for (let i = first; i <= last; i++) out[order[i]] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return out;
}

/** Spearman's rank correlation: Pearson's correlation of the ranks, ties sharing their mean rank. */
export const spearman = (x: Sample, y: Sample): number => pearson(ranks(x), ranks(y));
