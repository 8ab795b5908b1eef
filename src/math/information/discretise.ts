/** From values to labels: the step on which every histogram estimate of information depends. */
import { extent, quantileSorted, sorted } from "../statistics.js";

/** A discretised variable. */
export interface Labels {
  /** [samples], each below `levels` */
  readonly values: Uint16Array;
  /** One more than the largest label that may occur; some may be empty. */
  readonly levels: number;
}

const MOST_LEVELS = 65535;

function checkBins(bins: number): void {
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= MOST_LEVELS)) {
    throw new RangeError(`bins are a whole number from 1 to ${MOST_LEVELS}, not ${bins}`);
  }
}

/**
 * Equal-width bins between the smallest and the largest value (or over `range`), the last one closed:
 * `np.digitize(x, np.histogram(x, bins)[1][:-1]) - 1`, edge for edge. Values outside `range` go to the end bins. A constant
 * variable falls into one bin.
 */
export function equalWidthBins(
  values: ArrayLike<number>,
  bins: number,
  range: readonly [number, number] = extent(values),
): Labels {
  checkBins(bins);
  const [low, high] = range;
  const width = (high - low) / bins;
  const out = new Uint16Array(values.length);
  if (!(width > 0)) return { values: out, levels: bins };
  for (let i = 0; i < out.length; i++) out[i] = equalWidthBin(values[i], low, width, bins);
  return { values: out, levels: bins };
}

/** Largest b with edge b = low + b width <= value, the edges rounded as `np.linspace` rounds them. */
function equalWidthBin(value: number, low: number, width: number, bins: number): number {
  let bin = Math.floor((value - low) / width);
  // The division may round across an edge: one comparison with the edge itself on either side settles it.
  if (bin + 1 < bins && value >= (bin + 1) * width + low) bin++;
  else if (value < bin * width + low) bin--;
  return bin < 0 ? 0 : bin >= bins ? bins - 1 : bin;
}

/**
 * Bins that hold about equally many samples: edges at the quantiles k / bins (type 7). Equal values share a bin, so a unit
 * that is silent half of the time keeps its silence in one bin and has fewer bins than asked for.
 */
export function quantileBins(values: ArrayLike<number>, bins: number): Labels {
  checkBins(bins);
  const ascending = sorted(values);
  const edges: number[] = [];
  for (let k = 1; k < bins; k++) {
    const edge = quantileSorted(ascending, k / bins);
    if (edge > (edges.at(-1) ?? ascending[0])) edges.push(edge);
  }
  return { values: binsBetween(edges, values), levels: edges.length + 1 };
}

/** So few edges are compared sooner with every value one after another than by halving, whose way nobody can foretell. */
const FEW_EDGES = 24;

function binsBetween(edges: readonly number[], values: ArrayLike<number>): Uint16Array {
  const out = new Uint16Array(values.length);
  if (edges.length > FEW_EDGES) {
    for (let i = 0; i < out.length; i++) out[i] = countNotAbove(edges, values[i]);
    return out;
  }
  for (const edge of edges) for (let i = 0; i < out.length; i++) out[i] += Number(edge <= values[i]);
  return out;
}

/** How many of the ascending edges are <= value. */
export function countNotAbove(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every distinct value is a level, in ascending order. Throws RangeError above 65,535 levels. */
export function levelLabels(values: ArrayLike<number>): Labels {
  const distinct = sorted(values).filter((value, i, all) => i === 0 || value !== all[i - 1]);
  if (distinct.length > MOST_LEVELS) throw new RangeError(`${distinct.length} distinct values are too many levels`);
  const level = new Map(Array.from(distinct, (value, index) => [value, index]));
  return { values: Uint16Array.from(values, (value) => level.get(value) ?? 0), levels: distinct.length };
}

/** One variable that tells apart whatever `a` and `b` together tell apart; only the pairs that occur are levels. */
export function jointLabels(a: Labels, b: Labels): Labels {
  return levelLabels(Float64Array.from(a.values, (value, i) => value * b.levels + b.values[i]));
}
