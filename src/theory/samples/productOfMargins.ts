/**
 * What independent factors with the same margins would look like: every factor keeps its values, and they are joined as evenly as
 * possible. Each factor's values in order are visited along a lattice of low discrepancy (Niederreiter 1992, chapter 5; the
 * multipliers are powers of the root of x^(k+1) = x + 1), so that prices depend on the lattice by O(log n / n), where columns
 * shuffled at random would leave 1 / sqrt(n).
 */
import type { WeightedRows } from "./tolerantBody.js";

/** Rows of the product at least. */
export const FEWEST = 4096;

/**
 * Joins the margins of `blocks` of columns: a multiple of the rows, and at least `fewest`. The lattice is kept for the next rows of
 * the same number.
 */
export function marginJoiner(
  blocks: readonly (readonly number[])[],
  fewest = FEWEST,
): (rows: WeightedRows) => WeightedRows {
  let places: readonly Int32Array[] = [];
  return ({ columns, weights }) => {
    const n = columns[0].length;
    const count = n * Math.ceil(fewest / n);
    if (places[0]?.length !== count) places = blocks.map((_, k) => latticeRanks(count, blocks.length, k));
    const out = columns.map(() => new Float64Array(count));
    blocks.forEach((block, k) => {
      const order = ordered(columns[block[0]]);
      const source = weights === undefined ? evenly(order, count) : byWeight(order, weights, count);
      for (const i of block) for (let row = 0; row < count; row++) out[i][row] = columns[i][source[places[k][row]]];
    });
    return { columns: out, weights: undefined };
  };
}

function ordered(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
}

/** Every row equally often, in order [count]. */
const evenly = (order: Int32Array, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, at) => order[Math.floor((at * order.length) / count)]);

/** The rows at the middles of `count` equal parts of the total weight. */
function byWeight(order: Int32Array, weights: Float64Array, count: number): Int32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const out = new Int32Array(count);
  let passed = weights[order[0]];
  for (let at = 0, row = 0; at < count; at++) {
    const wanted = ((at + 0.5) * total) / count;
    while (passed < wanted && row < order.length - 1) passed += weights[order[++row]];
    out[at] = order[row];
  }
  return out;
}

/** The place of every lattice point along coordinate k of `dimension`, among all `count` [count]. */
function latticeRanks(count: number, dimension: number, k: number): Int32Array {
  const step = k === 0 ? 1 / count : rootOf(dimension - 1) ** -k;
  const places = Float64Array.from({ length: count }, (_, i) => (i * step) % 1);
  const ranks = new Int32Array(count);
  ordered(places).forEach((point, rank) => {
    ranks[point] = rank;
  });
  return ranks;
}

/** The root above 1 of x^(k+1) = x + 1: the golden ratio for k = 1. */
function rootOf(k: number): number {
  let x = 1.5;
  for (let step = 0; step < 60; step++) x = (1 + x) ** (1 / (k + 1));
  return x;
}
