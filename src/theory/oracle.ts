/**
 * Which neuron would save most: the maximum of u'Ru / c(u) over all directions (docs/theory.md, section 4). What exact
 * searches share: going through faces, in coordinates where B = I.
 */
import { apply, backSubstitute, cholesky, dot, forwardSubstitute, quadraticForm } from "../math/linearAlgebra.js";
import { type Matrix, matrix, transpose } from "../math/matrix.js";
import { type Face, faceMaximum } from "./faces.js";
import type { TightSet } from "./tightSet.js";

/** A direction with its price, in the coordinates of the scaled problem. */
export interface Candidate {
  readonly direction: Float64Array;
  readonly price: number;
  /** u'Ru / c(u) */
  readonly ratio: number;
}

export interface Search {
  /** No direction has a ratio above this; Infinity when the search was not exhaustive. */
  readonly bound: number;
  /** Directions whose ratio exceeds the threshold, best first. */
  readonly found: readonly Candidate[];
}

/** Searches directions for ratios above a threshold; `deadline` in milliseconds of performance.now(). */
export interface Oracle {
  /** Price of a direction. */
  price(u: Float64Array): number;
  search(r: Matrix, threshold: number, deadline: number): Search;
  /** All directions with ratios above a level just below the largest; undefined where the search is not exhaustive. */
  tight?(r: Matrix, level: number, deadline: number): TightSet | undefined;
}

/** h(u) = max_v -(u.v), at least 0, and the number of the point that attains it (-1 for 0). */
export function farthestAgainst(
  points: readonly Float64Array[],
  u: Float64Array,
): { readonly most: number; readonly at: number } {
  let most = 0;
  let at = -1;
  for (let k = 0; k < points.length; k++) {
    const point = points[k];
    let value = 0;
    for (let i = 0; i < point.length; i++) value -= u[i] * point[i];
    if (value > most) {
      most = value;
      at = k;
    }
  }
  return { most, at };
}

/** Coordinates in which B = I: w = C'u for directions, C^{-1} v for points, B = C C'. */
export class Whitening {
  readonly #lower: Matrix;

  constructor(base: Matrix) {
    this.#lower = cholesky(base);
  }

  readonly point = (v: ArrayLike<number>): Float64Array => forwardSubstitute(this.#lower, Float64Array.from(v));
  readonly direction = (u: ArrayLike<number>): Float64Array => apply(transpose(this.#lower), u);
  readonly toDirection = (w: ArrayLike<number>): Float64Array => backSubstitute(this.#lower, Float64Array.from(w));

  /** C^{-1} r C^{-T} */
  form(r: Matrix): Matrix {
    const d = r.rows;
    const half = matrix(d, d);
    for (let i = 0; i < d; i++) half.data.set(this.point(r.data.subarray(i * d, (i + 1) * d)), i * d);
    const turned = transpose(half);
    for (let i = 0; i < d; i++) half.data.set(this.point(turned.data.subarray(i * d, (i + 1) * d)), i * d);
    return half;
  }
}

/** How many directions one search hands back, and how far apart they are. */
export const mostFound = (d: number): number => 2 * d + 6;
const SAME_DIRECTION = 1 - 1e-7;

/** Best first, without near-duplicates. */
export function selectDistinct<T extends { readonly direction: Float64Array; readonly ratio: number }>(
  all: T[],
  most: number,
): T[] {
  all.sort((a, b) => b.ratio - a.ratio);
  const kept: { readonly item: T; readonly length: number }[] = [];
  for (const item of all) {
    const length = Math.sqrt(dot(item.direction, item.direction));
    const old = kept.some(
      (other) => dot(other.item.direction, item.direction) > SAME_DIRECTION * length * other.length,
    );
    if (!old) kept.push({ item, length });
    if (kept.length >= most) break;
  }
  return kept.map(({ item }) => item);
}

export interface Ranked {
  readonly direction: Float64Array;
  readonly ratio: number;
}

/** h(w), given up (Infinity) once it exceeds `atMost`. */
export type ReachWithin = (w: Float64Array, atMost: number) => number;

const negated = (u: Float64Array): Float64Array => u.map((value) => -value);

/** The top direction of a face at one sign: u'Ru, u'u, and the reach beyond which its ratio is below the threshold. */
interface Top {
  readonly direction: Float64Array;
  readonly value: number;
  readonly base: number;
  readonly allowed: number;
  /** At the last look. */
  ratio: number;
}

/**
 * Maxima over faces at both signs for one form; whitened coordinates. The faces may become more and the reach longer from one look to
 * the next: a face's direction is found once, and is out for good as soon as its ratio is not above the threshold.
 */
export class FaceMaxima {
  readonly #form: Matrix;
  readonly #threshold: number;
  #looked = 0;
  #open: readonly Top[] = [];

  constructor(form: Matrix, threshold: number) {
    this.#form = form;
    this.#threshold = threshold;
  }

  /** Directions with a ratio above the threshold, in the order of the faces. Undefined past the deadline. */
  above(faces: readonly Face[], reach: ReachWithin, deadline: number): Ranked[] | undefined {
    const tops = this.#open.filter((top) => this.#isAbove(top, reach));
    for (; this.#looked < faces.length; this.#looked++) {
      if ((this.#looked & 1023) === 1023 && performance.now() > deadline) return undefined;
      const top = this.#topOf(faces[this.#looked]);
      if (top === undefined) continue;
      if (this.#isAbove(top, reach)) tops.push(top);
      const other = { ...top, direction: negated(top.direction) };
      if (this.#isAbove(other, reach)) tops.push(other);
    }
    this.#open = tops;
    return tops.slice();
  }

  #topOf(face: Face): Top | undefined {
    const top = faceMaximum(face, this.#form, this.#threshold);
    if (top === undefined) return undefined;
    const { direction } = top;
    const value = quadraticForm(this.#form, direction);
    const base = dot(direction, direction);
    return { direction, value, base, allowed: Math.sqrt(Math.max(0, value / this.#threshold - base)), ratio: Infinity };
  }

  #isAbove(top: Top, reach: ReachWithin): boolean {
    const most = reach(top.direction, top.allowed);
    top.ratio = top.value / (top.base + most * most);
    return top.ratio > this.#threshold;
  }
}
