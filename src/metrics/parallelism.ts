/**
 * Parallelism: whether a variable is coded along the same directions whatever another one is. The coding direction of two levels in one
 * context is the difference of their mean codes there; the score is the mean cosine between the directions of the same two levels in two
 * contexts, over all pairs of levels and of contexts (Bernardi, Benna, Rigotti, Munuera, Fusi and Salzman, Cell 183, 954 (2020), who take the best
 * matching of levels; here levels are matched by name). 1 where the context only shifts the code, 0 where directions are unrelated.
 * Noise in the means draws it towards 0.
 */
import { dot } from "../math/linearAlgebra.js";
import { type Matrix, rowOf } from "../math/matrix.js";
import { type Key, permutation, split } from "../math/random.js";
import { centralInterval, mean, median } from "../math/statistics.js";

export interface Parallelism {
  /** Mean cosine, -1 to 1; NaN where all codes of a context are alike. */
  readonly score: number;
  /** The same where units are exchanged at random within each context, all levels alike: directions keep their lengths and lose their relation. */
  readonly chance: { readonly draws: number; readonly median: number; readonly interval: readonly [number, number] };
  /** (1 + draws at least as parallel) / (1 + draws). */
  readonly p: number;
}

/** `codes` holds for each context mean codes [levels x units], levels in the same order. Throws RangeError for fewer than two contexts or levels. */
export function parallelism(codes: readonly Matrix[], key: Key, draws = 500): Parallelism {
  requireComparable(codes);
  const directions = codes.map(codingDirections);
  const score = meanCosine(directions);
  const units = codes[0].columns;
  const drawn = Float64Array.from(split(key, draws), (own) =>
    meanCosine(
      split(own, codes.length).map((context, c) => {
        const order = permutation(context, units);
        return directions[c].map((direction) => Float64Array.from(order, (unit) => direction[unit]));
      }),
    ),
  );
  const above = drawn.filter((value) => value >= score).length;
  return {
    score,
    chance: { draws, median: median(drawn), interval: centralInterval(drawn, 0.95) },
    p: Number.isNaN(score) ? Number.NaN : (1 + above) / (1 + draws),
  };
}

function requireComparable(codes: readonly Matrix[]): void {
  const [first] = codes;
  if (codes.length < 2 || first.rows < 2) {
    throw new RangeError("parallelism compares directions between two levels or more in two contexts or more");
  }
  if (codes.some(({ rows, columns }) => rows !== first.rows || columns !== first.columns)) {
    throw new RangeError("every context has the same levels and the same units");
  }
}

/** Differences between any two levels. */
function codingDirections(code: Matrix): Float64Array[] {
  const levels = Array.from({ length: code.rows }, (_, level) => rowOf(code, level));
  return levels.flatMap((one, i) => levels.slice(i + 1).map((other) => other.map((value, unit) => value - one[unit])));
}

/** Over all pairs of contexts, of the same direction in both. */
function meanCosine(contexts: readonly (readonly Float64Array[])[]): number {
  const cosines = contexts.flatMap((one, i) =>
    contexts.slice(i + 1).flatMap((other) => one.map((direction, k) => cosine(direction, other[k]))),
  );
  return mean(cosines);
}

const cosine = (a: Float64Array, b: Float64Array): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
