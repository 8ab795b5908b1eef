/**
 * Which corners of the joint range are emptier than chance leaves them. Measure how far a row is from an end of a factor: 0 at the
 * end, 1 at the mean. A line a x + b y = r cuts a corner off; let no row lie beyond. Had the factors been independent, with the same
 * margins, T = n P(a x + b y < r) of the n rows would be expected there, and none would be with probability (1 - T/n)^n <= exp(-T).
 * A corner is empty where that, times the number of lines looked at, is at most `LEVEL` (Bonferroni): so of full ranges at most that
 * part shows an empty corner, however the factors are distributed. Rows that remember each other, as those of a trajectory do, count for
 * the independent draws that they are worth.
 */

import { planarHull } from "../../math/hullPlanar.js";
import type { Matrix } from "../../math/matrix.js";
import type { Key } from "../../math/random.js";
import { sum } from "../../math/statistics.js";
import type { End } from "./ends.js";
import { expectedInside, type Region } from "./fittedHull.js";

/** Probability that any corner of a full range is called empty, at most. */
export const LEVEL = 0.01;
/** Slopes of the lines that cut the corner of a pair. */
const SLOPES = [0.5, 1, 2];
/** Factors of a corner, at most, and corners looked at, at most: those of more factors are left out first. */
const MOST_JOINED = 4;
const MOST_CORNERS = 4000;
/** Empty corners that are told apart, at most. */
const MOST_EMPTY = 8;
const BINS = 256;

/** A region of the joint range in which no row lies: sum of weight x distance from the end < reach. */
export interface EmptyCorner {
  /** Numbers of the ends. */
  readonly ends: readonly number[];
  /** [ends of the corner] */
  readonly weights: readonly number[];
  readonly reach: number;
  /** Draws that independent factors would have there. */
  readonly expected: number;
  /** Probability that some corner of a full range is as empty, at most. */
  readonly chance: number;
}

export interface Rows {
  /** Rows drawn [rows x coordinates], about the mean. */
  readonly rows: Matrix;
  /** Independent draws that all rows are worth, of which `rows` may be a random part. */
  readonly count: number;
  /** Points [points x coordinates] about the mean, whose hull is that of all rows and of what else is possible. */
  readonly points: Matrix;
}

export interface EmptyCorners {
  readonly corners: readonly EmptyCorner[];
  /** Lines that were looked at. */
  readonly lines: number;
}

/** Empty corners, the emptiest first; each is empty beyond what those before it explain. `source` draws from the fitted hull. */
export function emptyCorners(ends: readonly End[], sample: Rows, source: Key): EmptyCorners {
  const { rows, points } = distancesFrom(ends, sample);
  const candidates = candidateLines(ends);
  const lines = candidates.length;
  const enough = Math.log(lines / LEVEL);
  const surprising = (expected: number): boolean => expected >= enough;
  let rest = candidates
    .map((line) => {
      const reach = nearest(points, line.ends, line.weights);
      const expected = sample.count * shareWithin(rows, line, reach, enough / sample.count);
      return { ...line, reach, expected, chance: Math.min(1, lines * Math.exp(-expected)) };
    })
    .filter(({ expected }) => surprising(expected))
    .sort((a, b) => b.expected - a.expected);
  const corners: EmptyCorner[] = [];
  const known: Region[] = [];
  const blocks = ends.map(({ block }) => block);
  while (rest.length > 0 && corners.length < MOST_EMPTY) {
    const [first] = rest;
    corners.push(first);
    known.push(...hullAcross(points, first.ends));
    const others = rest.filter((other) => !sameEnds(other, first));
    const inside = expectedInside({ distances: rows, blocks, known }, others, source);
    rest = others.filter((_, at) => surprising(sample.count * inside[at]));
  }
  return { corners, lines };
}

/** Weights of lines across a known corner of three and more factors, besides the first end's 1. */
const COARSE = [0.25, 0.5, 1, 2, 4];

/** Regions beyond the hull of the points in the directions of a corner: of a pair's corner, beyond every edge. */
function hullAcross(points: readonly Float64Array[], ends: readonly number[]): Region[] {
  const [first, second, ...more] = ends;
  const slopes = more.length === 0 ? edgeSlopes(points[first], points[second]) : COARSE;
  const sets = ends
    .slice(1)
    .reduce<number[][]>((all) => all.flatMap((weights) => slopes.map((slope) => [...weights, slope])), [[1]]);
  return sets.map((weights) => ({ ends, weights, reach: nearest(points, ends, weights) }));
}

/** b / a of all edges a x + b y = r of the plane hull with a and b of one sign. */
function edgeSlopes(x: Float64Array, y: Float64Array): number[] {
  const flat = Float64Array.from({ length: 2 * x.length }, (_, at) => (at % 2 === 0 ? x : y)[at >> 1]);
  const corners = planarHull(flat);
  return [...corners].flatMap((from, k) => {
    const to = corners[(k + 1) % corners.length];
    const slope = -(x[to] - x[from]) / (y[to] - y[from]);
    return slope > 0 && slope < Infinity ? [slope] : [];
  });
}

const sameEnds = (a: EmptyCorner, b: EmptyCorner): boolean => a.ends.join() === b.ends.join();

interface Line {
  readonly ends: readonly number[];
  readonly weights: readonly number[];
}

/** Lines across the corners of pairs, then of more factors, as long as they are not too many. */
function candidateLines(ends: readonly End[]): Line[] {
  const lines: Line[] = [];
  let sets = ends.map((_, end) => [end]);
  for (let size = 2; size <= MOST_JOINED; size++) {
    sets = sets.flatMap((set) =>
      ends.flatMap((end, at) => (end.block > ends[set[set.length - 1]].block ? [[...set, at]] : [])),
    );
    if (size > 2 && lines.length + sets.length > MOST_CORNERS) break;
    const weights = size === 2 ? SLOPES.map((slope) => [1, slope]) : [sets[0]?.map(() => 1) ?? []];
    lines.push(...sets.flatMap((set) => weights.map((own) => ({ ends: set, weights: own }))));
  }
  return lines;
}

/** Distances of rows and points from every end, [ends] of [rows] and [points]: 0 at the end, 1 at the mean. */
function distancesFrom(ends: readonly End[], { rows, points }: Rows) {
  const reaches = ends.map(({ towards }) => along(points, towards));
  const tops = reaches.map((values) => values.reduce((most, value) => Math.max(most, value), 0));
  const distance = (values: Float64Array, top: number): Float64Array => values.map((value) => 1 - value / top);
  return {
    points: reaches.map((values, end) => distance(values, tops[end])),
    rows: ends.map(({ towards }, end) => distance(along(rows, towards), tops[end])),
  };
}

function along({ rows, columns, data }: Matrix, direction: Float64Array): Float64Array {
  const out = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < columns; i++) out[row] += direction[i] * data[row * columns + i];
  }
  return out;
}

/** Least weighted sum of distances. */
function nearest(distances: readonly Float64Array[], ends: readonly number[], weights: readonly number[]): number {
  let least = Infinity;
  for (let row = 0; row < distances[ends[0]].length; row++) {
    let total = 0;
    for (let k = 0; k < ends.length; k++) total += weights[k] * distances[ends[k]][row];
    if (total < least) least = total;
  }
  return least;
}

/**
 * P(sum of weighted distances < reach) for independent factors with the rows' margins, in bins that round distances up; 0 where it is
 * surely less than `least`.
 */
function shareWithin(
  distances: readonly Float64Array[],
  { ends, weights }: Line,
  reach: number,
  least: number,
): number {
  if (!(reach > 1e-9)) return 0;
  const margins = ends.map((end, k) => histogram(distances[end], weights[k] / reach));
  // every distance has to be less than the reach by itself
  if (margins.reduce((product, margin) => product * sum(margin), 1) < least) return 0;
  const [last, ...others] = margins;
  const cumulative = last.slice();
  for (let bin = 1; bin < BINS; bin++) cumulative[bin] += cumulative[bin - 1];
  const joined = others.reduce(convolve);
  return joined.reduce((total, part, bin) => total + part * cumulative[BINS - 1 - bin], 0);
}

/** Parts of the rows in each bin of [0, 1), values times `scale` rounded up. */
function histogram(values: Float64Array, scale: number): Float64Array {
  const out = new Float64Array(BINS);
  for (const value of values) {
    const bin = Math.ceil(value * scale * BINS - 1e-9);
    if (bin < BINS) out[Math.max(0, bin)] += 1 / values.length;
  }
  return out;
}

function convolve(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(BINS);
  for (let i = 0; i < BINS; i++) {
    if (a[i] === 0) continue;
    for (let j = 0; i + j < BINS; j++) out[i + j] += a[i] * b[j];
  }
  return out;
}
