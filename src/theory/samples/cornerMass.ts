/**
 * How much of the distribution is missing in each corner of two factors. A corner is where both factors are in their outermost part,
 * of probability sqrt(p0) each (a level of a category: all of it), so that independent factors enter it with about the probability p0
 * that still has to be served. Limits are those of a binomial proportion (Clopper and Pearson 1934) of the effective moments.
 */
import { incompleteBeta } from "../../math/distributions.js";
import type { Matrix } from "../../math/matrix.js";
import type { End, Place } from "../reasons/ends.js";

/** One-sided error of every limit. */
const LEVEL = 0.05;
/** Corners that are looked at, at most; pairs beyond are not. */
const MOST_CORNERS = 4000;

export interface CornerMass {
  /** Names of the two factors. */
  readonly factors: readonly [string, string];
  readonly ends: readonly [CornerEnd, CornerEnd];
  /** Probability that independent factors with the same margins would have there. */
  readonly expected: number;
  /** Part of the rows that is there, and its upper 95 % limit. */
  readonly found: number;
  readonly foundAtMost: number;
  /** expected - found, at least 0: the mass missing there, and its upper 95 % limit. */
  readonly missing: number;
  readonly upperLimit: number;
}

/** `value`: where the outermost part begins, in the factor's units; a level's is its name. */
export type CornerEnd = { readonly factor: string; readonly value: number | string } & Place;

export interface CornerRows {
  /** [rows x coordinates], in the factors' units */
  readonly rows: Matrix;
  readonly weights: Float64Array | undefined;
  /** Independent moments; Infinity where the rows are all there is. */
  readonly effective: number;
}

/** All corners of pairs of factors of different blocks. */
export function cornerMasses(ends: readonly End[], sample: CornerRows, rare: number): CornerMass[] {
  const { rows, weights, effective } = sample;
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows.rows;
  const share = (row: number): number => (weights === undefined ? 1 : weights[row]) / total;
  const parts = ends.map((end) => outermost(end, sample, Math.sqrt(rare), share));
  const corners: CornerMass[] = [];
  for (let i = 0; i < ends.length; i++) {
    for (let j = i + 1; j < ends.length; j++) {
      if (ends[i].block === ends[j].block || corners.length >= MOST_CORNERS) continue;
      const [first, second] = [parts[i], parts[j]];
      let found = 0;
      for (let row = 0; row < rows.rows; row++) if (first.inside[row] && second.inside[row]) found += share(row);
      const expected = first.mass * second.mass;
      const [atLeast, atMost] = proportionLimits(found, effective);
      corners.push({
        factors: [first.end.factor, second.end.factor],
        ends: [first.end, second.end],
        expected,
        found,
        foundAtMost: atMost,
        missing: Math.max(0, expected - found),
        upperLimit: Math.max(0, expected - atLeast),
      });
    }
  }
  return corners;
}

interface Part {
  readonly end: CornerEnd;
  readonly inside: Uint8Array;
  readonly mass: number;
}

function outermost(end: End, { rows }: CornerRows, part: number, share: (row: number) => number): Part {
  const along = new Float64Array(rows.rows);
  for (let row = 0; row < rows.rows; row++) {
    for (let i = 0; i < rows.columns; i++) along[row] += end.towards[i] * rows.data[row * rows.columns + i];
  }
  const from = end.place.kind === "level" ? 1 : upperQuantile(along, part, share);
  const inside = Uint8Array.from(along, (value) => (value >= from ? 1 : 0));
  const mass = inside.reduce((sum, flag, row) => sum + (flag === 1 ? share(row) : 0), 0);
  return { end: { factor: end.name, value: placeValue(end, from), ...end.place }, inside, mass };
}

/** The largest value that at least `part` of the weight reaches. */
function upperQuantile(values: Float64Array, part: number, share: (row: number) => number): number {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  let passed = 0;
  for (const row of order) {
    passed += share(row);
    if (passed >= part - 1e-12) return values[row];
  }
  return values[order[order.length - 1]];
}

function placeValue({ place, towards }: End, from: number): number | string {
  if (place.kind === "level") return place.level;
  if (place.kind === "angle") return place.angle;
  return from * (towards.find((value) => value !== 0) ?? 1);
}

/** One-sided limits of a proportion found in so many moments, each 95 %; the proportion itself where there is no sampling. */
export function proportionLimits(found: number, moments: number): readonly [number, number] {
  if (moments === Infinity) return [found, found];
  const count = Math.min(moments, found * moments);
  const rest = moments - count;
  return [
    count <= 0 ? 0 : betaQuantile(LEVEL, count, rest + 1),
    rest <= 0 ? 1 : betaQuantile(1 - LEVEL, count + 1, rest),
  ];
}

function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
