/**
 * What independent factors would show if some corners were known to be missing: the null of quasi-independence. Values of a factor
 * are exchanged between rows wherever no row thereby enters a missing corner; the chain's rows are uniform over all such
 * arrangements (permutations with restricted positions: Diaconis, Graham and Holmes 2001; Efron and Petrosian 1999 for data that
 * are truncated), and keep every factor's own values.
 */
import { fold, integers, type Key } from "../../math/random.js";

/** Sum of weight x distance < reach, in which no row may lie. */
export interface Region {
  readonly ends: readonly number[];
  readonly weights: readonly number[];
  readonly reach: number;
}

export interface FittedHull {
  /** [ends] of [rows] */
  readonly distances: readonly Float64Array[];
  /** Factor that an end belongs to [ends]. */
  readonly blocks: readonly number[];
  readonly known: readonly Region[];
}

/** Rows that are exchanged, at most, arrangements that are looked at, and exchanges per row and factor before the first. */
const MOST_ROWS = 2000;
const DRAWS = 16;
const BURN_IN = 4;

/** Part of the rows that lies in each region, on average over arrangements outside of the known ones [regions]. */
export function expectedInside(hull: FittedHull, regions: readonly Region[], source: Key): Float64Array {
  const out = new Float64Array(regions.length);
  if (regions.length === 0) return out;
  const chain = new Arrangement(hull, Math.min(MOST_ROWS, hull.distances[0].length));
  for (let draw = 0; draw < BURN_IN + DRAWS; draw++) {
    chain.exchange(fold(source, draw));
    if (draw < BURN_IN) continue;
    regions.forEach((region, at) => {
      out[at] += chain.share(region) / DRAWS;
    });
  }
  return out;
}

/** Rows made of values of different rows, one for each factor. */
class Arrangement {
  readonly #hull: FittedHull;
  readonly #rows: number;
  /** For each end, which row's value of its factor stands in each row; ends of one factor share theirs. */
  readonly #places: readonly Int32Array[];
  readonly #factors: readonly { readonly places: Int32Array; readonly known: readonly Region[] }[];

  constructor(hull: FittedHull, rows: number) {
    this.#hull = hull;
    this.#rows = rows;
    const all = hull.distances[0].length;
    const spread = Int32Array.from({ length: rows }, (_, row) => Math.floor((row * all) / rows));
    const byBlock = new Map(hull.blocks.map((block) => [block, spread.slice()]));
    this.#places = hull.blocks.map((block) => byBlock.get(block) ?? spread);
    this.#factors = [...byBlock].map(([block, places]) => ({
      places,
      known: hull.known.filter(({ ends }) => ends.some((end) => hull.blocks[end] === block)),
    }));
  }

  /** As many exchanges of each factor as there are rows. */
  exchange(source: Key): void {
    this.#factors.forEach(({ places, known }, factor) => {
      const pairs = integers(fold(source, factor), 2 * this.#rows, this.#rows);
      for (let at = 0; at < pairs.length; at += 2) this.#tryExchange(places, known, pairs[at], pairs[at + 1]);
    });
  }

  share(region: Region): number {
    let inside = 0;
    for (let row = 0; row < this.#rows; row++) if (this.#isInside(region, row)) inside++;
    return inside / this.#rows;
  }

  #tryExchange(places: Int32Array, known: readonly Region[], a: number, b: number): void {
    const [atA, atB] = [places[a], places[b]];
    places[a] = atB;
    places[b] = atA;
    for (const region of known) {
      if (!this.#isInside(region, a) && !this.#isInside(region, b)) continue;
      places[a] = atA;
      places[b] = atB;
      return;
    }
  }

  #isInside({ ends, weights, reach }: Region, row: number): boolean {
    let total = 0;
    for (let k = 0; k < ends.length; k++) {
      total += weights[k] * this.#hull.distances[ends[k]][this.#places[ends[k]][row]];
    }
    return total < reach * (1 - 1e-9);
  }
}
