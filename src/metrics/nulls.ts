/**
 * Chance levels: the same score on data from which one thing has been taken away.
 *
 * - `permuted`: conditions of the factors shuffled against those of the activity, all factors together. No relation is left;
 *   relations among units and among factors stay. For independent trials. Of neurons that were not recorded together, which have
 *   no relations, each one's trials are shuffled by themselves.
 * - `shifted`: factors shifted in time against the activity by a random amount, the end wrapped to the start. No relation is
 *   left, and both keep their autocorrelation. For time series, where `permuted` is too easy to beat.
 * - `rotated`: the centred code after a random orthogonal mixing of its units. Every linear readout finds the same
 *   information, but no unit is aligned with a factor other than by chance. "Entangled" means inside the central 95 % of it.
 *
 * Which rotations? A wide network that knows six factors moves in six dimensions of its 188. The default, `occupied`, turns the
 * code within the span it occupies: units that were alike stay alike, silent units stay silent, and the null is as wide as six
 * random directions make it. `full` turns it through all of unit space: 188 random mixtures, silent units revived, hence a
 * narrower null that also asks whether units *repeat* each other. A network whose weights have no preferred direction lies
 * within either. The two agree where the code fills its space.
 */

import { InputError } from "../math/errors.js";
import { gram, multiply, transpose } from "../math/matrix.js";
import { orthonormalRows, pivotedCholesky, randomOrthonormalRows } from "../math/orthogonal.js";
import { integers, type Key, permutation, key as rootKey, split } from "../math/random.js";
import { centralInterval, median } from "../math/statistics.js";
import { counted } from "../math/words.js";
import type { Representation } from "../protocols.js";
import { centredActivity, takeFactor, withActivity, withFactors } from "../representation/index.js";
import { separatePermutation } from "./separateDraws.js";

export type NullKind = "permuted" | "shifted" | "rotated";

export interface NullOptions {
  readonly kind: NullKind;
  readonly draws: number;
  /** Central share of the draws that `interval` spans. */
  readonly level: number;
  /** `rotated` only: where the code may turn. */
  readonly span: "occupied" | "full";
  /** `shifted` only: smallest shift, in conditions; should exceed the autocorrelation time. */
  readonly smallestShift: number;
}

/** 200 rotations of the code within the dimensions it occupies; the central 95 % of the draws. */
export const nullDefaults: NullOptions = {
  kind: "rotated",
  draws: 200,
  level: 0.95,
  span: "occupied",
  smallestShift: 1,
};

/** Where a score stands among the scores of its null. */
export interface ChanceLevel {
  readonly kind: NullKind;
  readonly draws: number;
  readonly observed: number;
  readonly median: number;
  readonly interval: readonly [number, number];
  /** (1 + number of draws that score at least as high) / (1 + draws): one-sided, never zero. */
  readonly p: number;
  /** Score of every draw [draws] */
  readonly values: Float64Array;
}

/** A score as a function of the representation alone, e.g. `(r) => mir(r, options).score`. */
export type Score = (representation: Representation) => number;

/**
 * Chance level of a score. Draws for which the score is undefined count as beating it in `p` and are left out of the interval.
 * Throws InputError for a rotation of a code that has no two directions to turn in, or a series too short to shift.
 */
export function chanceLevel(
  score: Score,
  representation: Representation,
  options: Partial<NullOptions> = {},
  key: Key = rootKey(0),
): ChanceLevel {
  const all: NullOptions = { ...nullDefaults, ...options };
  const draw = nullSampler(representation, all);
  const observed = score(representation);
  const values = Float64Array.from(split(key, all.draws), (drawKey) => score(draw(drawKey)));
  return chanceAmong(observed, values, all);
}

/** The place of a score among the scores of its null. NaN where there are no draws, and where the score is undefined. */
export function chanceAmong(
  observed: number,
  values: Float64Array,
  { kind, level }: Pick<NullOptions, "kind" | "level">,
): ChanceLevel {
  const defined = values.filter((value) => !Number.isNaN(value));
  const below = defined.filter((value) => value < observed).length;
  const draws = values.length;
  return {
    kind,
    draws,
    observed,
    median: median(defined),
    interval: centralInterval(defined, level),
    p: draws === 0 || Number.isNaN(observed) ? Number.NaN : (1 + draws - below) / (1 + draws),
    values,
  };
}

/** True where the score lies within the central interval of its null. */
export const withinChance = ({ observed, interval }: ChanceLevel): boolean =>
  observed >= interval[0] && observed <= interval[1];

/** A function that makes one random representation under the null for every key. */
export function nullSampler(representation: Representation, options: NullOptions): (key: Key) => Representation {
  if (options.kind === "rotated") return rotationSampler(representation, options.span);
  if (representation.trialsPerCell !== undefined) return separateSampler(representation, options.kind);
  return options.kind === "permuted"
    ? (key) => reordered(representation, permutation(key, representation.conditions))
    : shiftSampler(representation, options.smallestShift);
}

function separateSampler(representation: Representation, kind: NullKind): (key: Key) => Representation {
  if (kind === "permuted") return (key) => separatePermutation(representation, key);
  throw new InputError(
    "trials of neurons that were not recorded together have no order in time to shift: --null-kind permuted",
  );
}

/** The factors at other conditions, the activity where it was. */
const reordered = (representation: Representation, order: ArrayLike<number>): Representation =>
  withFactors(
    representation,
    representation.factors.map((factor) => takeFactor(factor, order)),
  );

function shiftSampler(representation: Representation, smallest: number): (key: Key) => Representation {
  const { conditions } = representation;
  const choices = conditions - 2 * smallest + 1;
  if (choices < 1) {
    throw new InputError(
      `a shift of at least ${smallest} does not fit twice into ${counted(conditions, "condition")}: record longer`,
    );
  }
  return (key) => {
    const shift = smallest + integers(key, 1, choices)[0];
    return reordered(
      representation,
      Int32Array.from({ length: conditions }, (_, i) => (i + shift) % conditions),
    );
  };
}

/** Directions with less than this share of the largest unit's variance are not part of the span. */
const SPAN_TOLERANCE = 1e-6;

function rotationSampler(representation: Representation, span: "occupied" | "full"): (key: Key) => Representation {
  const code = centredActivity(representation);
  const frame = orthonormalRows(pivotedCholesky(gram(code), SPAN_TOLERANCE)); // [rank x units]
  const rank = frame.rows;
  const directions = span === "full" && rank > 0 ? code.columns : rank;
  if (directions < 2) throw new InputError("a code that varies in fewer than two directions cannot be rotated");
  const coordinates = multiply(code, transpose(frame)); // [conditions x rank]
  return (key) => {
    const turned =
      span === "full"
        ? randomOrthonormalRows(key, rank, code.columns)
        : multiply(randomOrthonormalRows(key, rank, rank), frame);
    return withActivity(representation, multiply(coordinates, turned).data);
  };
}
