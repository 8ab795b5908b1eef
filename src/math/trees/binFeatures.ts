/** Features as bin numbers: trees compare bins, of which there are few, instead of values. */
import { countNotAbove } from "../information/discretise.js";
import { quantileSorted } from "../statistics.js";

/**
 * Features cut into ordered bins. A feature with at most as many distinct values as bins has one bin a value, so that trees on
 * it are exact; others have bins of about equal counts.
 */
export interface BinnedFeatures {
  readonly rows: number;
  readonly features: number;
  /** Number of the cell of every value, `offset[feature] + bin` [rows x features] */
  readonly cells: Int32Array;
  /** First cell of every feature, and the number of all cells at the end [features + 1] */
  readonly offset: Int32Array;
  /** Smallest and largest value in every cell [cells] */
  readonly smallest: Float64Array;
  readonly largest: Float64Array;
}

/** Finer than the usual 255: where a few thousand rows are fitted closely, the coarser cuts show in the importances. */
export const MOST_BINS = 1024;

/** Bins of the columns of `values` [rows x features]. */
export function binFeatures(values: Float64Array, features: number, bins = MOST_BINS): BinnedFeatures {
  const rows = values.length / features;
  const cells = new Int32Array(values.length);
  const offset = new Int32Array(features + 1);
  const column = new Float64Array(rows);
  for (let feature = 0; feature < features; feature++) {
    for (let row = 0; row < rows; row++) column[row] = values[row * features + feature];
    const edges = binEdges(column.slice().sort(), bins);
    for (let row = 0; row < rows; row++) {
      cells[row * features + feature] = offset[feature] + countNotAbove(edges, column[row]);
    }
    offset[feature + 1] = offset[feature] + edges.length + 1;
  }
  return { rows, features, cells, offset, ...cellExtents(values, cells, offset[features]) };
}

/** Smallest value of every bin but the first, from ascending values. */
function binEdges(ascending: Float64Array, bins: number): number[] {
  const distinct: number[] = [];
  for (let i = 1; i < ascending.length && distinct.length < bins; i++) {
    if (ascending[i] > ascending[i - 1]) distinct.push(ascending[i]);
  }
  if (distinct.length < bins) return distinct;
  const edges: number[] = [];
  for (let k = 1; k < bins; k++) {
    const edge = quantileSorted(ascending, k / bins);
    if (edge > (edges.at(-1) ?? ascending[0])) edges.push(edge);
  }
  return edges;
}

function cellExtents(values: Float64Array, cells: Int32Array, count: number) {
  const smallest = new Float64Array(count).fill(Infinity);
  const largest = new Float64Array(count).fill(-Infinity);
  for (let i = 0; i < values.length; i++) {
    const cell = cells[i];
    if (values[i] < smallest[cell]) smallest[cell] = values[i];
    if (values[i] > largest[cell]) largest[cell] = values[i];
  }
  return { smallest, largest };
}
