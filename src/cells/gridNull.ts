/** How unusual a grid score is among maps with the same fields elsewhere (fieldShuffle.ts). */
import { type Key, split } from "../math/random.js";
import { autocorrelator } from "./autocorrelogram.js";
import { fieldShuffler } from "./fieldShuffle.js";
import { firingFields } from "./firingFields.js";
import { type GridGeometry, gridGeometry } from "./gridGeometry.js";
import { expandingRingScorer, type GridScore } from "./gridScoreExpanding.js";
import { type NullTest, nullTest } from "./nullTest.js";
import type { Autocorrelogram, RateMap } from "./types.js";

export interface GridTest extends NullTest {
  readonly grid: GridScore;
  readonly geometry: GridGeometry;
  readonly autocorrelogram: Autocorrelogram;
  /** Why there is no p-value. */
  readonly refusal?: string;
}

/** The expanding-ring score of a map with `draws` field shuffles; the shuffles hunt over all rings, as the score does. */
export function gridTest(map: RateMap, draws: number, key: Key): GridTest {
  const correlate = autocorrelator(map);
  const score = expandingRingScorer({ rows: 2 * map.rows - 1, columns: 2 * map.columns - 1 });
  const [own] = correlate([map.rate]);
  const grid = score(own);
  const few = fieldCount(map) < FEWEST_FIELDS;
  const shuffle = Number.isNaN(grid.score) || few ? undefined : fieldShuffler(map);
  const values = shuffle
    ? Float64Array.from(
        pairsOf(split(key, draws)).flatMap(([first, second]) =>
          correlate(second ? [shuffle(first), shuffle(second)] : [shuffle(first)]).map((of) =>
            definedOr(score(of).score),
          ),
        ),
      )
    : new Float64Array(0);
  const refusal = grid.reason ?? (few ? "fewer than two fields: their arrangement cannot be tested" : undefined);
  const test = { ...nullTest(grid.score, values), ...(refusal !== undefined && { refusal }) };
  return { ...test, grid, geometry: gridGeometry(own), autocorrelogram: own };
}

/** Keys two by two, since two maps are scored in one go. */
const pairsOf = (keys: readonly Key[]): (readonly [Key] | readonly [Key, Key])[] =>
  Array.from({ length: Math.ceil(keys.length / 2) }, (_, i) =>
    2 * i + 1 < keys.length ? [keys[2 * i], keys[2 * i + 1]] : [keys[2 * i]],
  );

/** A shuffle without a score (no edge to its central peak) is no grid: it counts as lower than any. */
const definedOr = (score: number): number => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score);

const FEWEST_FIELDS = 2;

/** Connected parts above half the peak rate. */
const fieldCount = (map: RateMap): number => firingFields(map, { threshold: 0.5, smallestShare: 0 }).length;
