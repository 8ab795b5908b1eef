/**
 * Which neuron would save most: the maximum of u'Ru / c(u) over all directions (docs/theory.md, section 4), found exactly
 * by going through the faces of the hull. For a box the faces are sign patterns. For a cloud only an inner polytope of a
 * few of its points is searched: leaving points out makes neurons cheaper, so the maximum there bounds the true one from
 * above, and points are added where the bound is not attained.
 */
import { NumericalError } from "../math/errors.js";
import { IncrementalHull } from "../math/hullIncremental.js";
import { apply, backSubstitute, cholesky, dot, forwardSubstitute, quadraticForm } from "../math/linearAlgebra.js";
import { type Matrix, matrix, transpose } from "../math/matrix.js";
import { fold, key, normal, split } from "../math/random.js";
import { ascend, coneRows } from "./ascent.js";
import { type Face, faceAt, faceMaximum } from "./faces.js";
import type { Box } from "./scaled.js";

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
}

/** The part of the plane a code may use: quadratic price B [d x d], points [d] each. */
export interface Cloud {
  readonly base: Matrix;
  readonly points: readonly Float64Array[];
}

/** h(u) = max_v -(u.v), at least 0, and the number of the point that attains it (-1 for 0). */
export function reachOf(
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

export const boxReach = (box: Box, u: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += Math.max(u[i] * box.low[i], -u[i] * box.high[i]);
  return sum;
};

/** Coordinates in which B = I: w = C'u for directions, C^{-1} v for points, B = C C'. */
class Whitening {
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
const mostFound = (d: number): number => 2 * d + 6;
const SAME_DIRECTION = 1 - 1e-7;
/** How many candidates' points one search may add to its inner polytope. */
const MOST_GROWN = 80;

/** Best first, without near-duplicates. */
function selectDistinct<T extends { readonly direction: Float64Array; readonly ratio: number }>(
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

interface Ranked {
  readonly direction: Float64Array;
  readonly ratio: number;
}

const negated = (u: Float64Array): Float64Array => u.map((value) => -value);

/** Maxima over the given faces at both signs, priced with `reach`; whitened coordinates. Undefined past the deadline. */
function searchFaces(
  faces: Iterable<Face>,
  r: Matrix,
  threshold: number,
  reach: (w: Float64Array, atMost: number) => number,
  deadline: number,
): Ranked[] | undefined {
  const out: Ranked[] = [];
  let count = 0;
  for (const face of faces) {
    if ((++count & 1023) === 0 && performance.now() > deadline) return undefined;
    const top = faceMaximum(face, r, threshold);
    if (top === undefined) continue;
    const value = quadraticForm(r, top.direction);
    const base = dot(top.direction, top.direction);
    const allowed = Math.sqrt(Math.max(0, value / threshold - base));
    for (const direction of [top.direction, negated(top.direction)]) {
      const most = reach(direction, allowed);
      const ratio = value / (base + most * most);
      if (ratio > threshold) out.push({ direction, ratio });
    }
  }
  return out;
}

/** Oracle for a box: one face per pattern of {low, high, free} with at least one factor not free. */
export function boxOracle(base: Matrix, box: Box): Oracle {
  const whitening = new Whitening(base);
  const d = base.rows;
  const faces = boxFaces(box, d, whitening);
  const priceOf = (u: Float64Array): number => quadraticForm(base, u) + boxReach(box, u) ** 2;
  const reach = (w: Float64Array): number => boxReach(box, whitening.toDirection(w));
  return {
    price: priceOf,
    search(r, threshold, deadline) {
      const ranked = searchFaces(faces, whitening.form(r), threshold, reach, deadline);
      if (ranked === undefined) return { bound: Infinity, found: [] };
      const found = selectDistinct(ranked, mostFound(d)).map(({ direction, ratio }) => {
        const u = whitening.toDirection(direction);
        return { direction: u, price: priceOf(u), ratio };
      });
      return { bound: found[0]?.ratio ?? threshold, found };
    },
  };
}

function boxFaces(box: Box, d: number, whitening: Whitening): Face[] {
  const faces: Face[] = [];
  for (let code = 1; code < 3 ** d; code++) {
    const corner = new Float64Array(d);
    const edges: Float64Array[] = [];
    for (let i = 0, rest = code; i < d; i++, rest = Math.floor(rest / 3)) {
      corner[i] = rest % 3 === 1 ? box.high[i] : -box.low[i];
      if (rest % 3 === 0) edges.push(whitening.point(Float64Array.from({ length: d }, (_, k) => (k === i ? 1 : 0))));
    }
    faces.push(faceAt(whitening.point(corner), edges));
  }
  return faces;
}

/** More faces than this are not searched: the answer is bracketed instead. */
const MOST_FACES = 400_000;

/** An inner polytope that grows, with a face record for every face it ever had. */
class GrowingPolytope {
  readonly #hull: IncrementalHull;
  readonly #faces: Face[] = [];
  readonly #seen = new Set<string>();

  private constructor(hull: IncrementalHull) {
    this.#hull = hull;
    for (const facet of hull.facets) this.#record(facet.vertices);
  }

  static of(points: readonly Float64Array[]): GrowingPolytope | undefined {
    const hull = IncrementalHull.of(points);
    return hull === undefined ? undefined : new GrowingPolytope(hull);
  }

  get faces(): readonly Face[] {
    return this.#faces;
  }

  get points(): readonly Float64Array[] {
    return this.#hull.points;
  }

  add(point: Float64Array): void {
    for (const facet of this.#hull.add(point)) this.#record(facet.vertices);
  }

  /** All faces of a simplex, once each. Faces that later vanish stay: their candidates are priced truly and do no harm. */
  #record(vertices: Int32Array): void {
    const sorted = [...vertices].sort((a, b) => a - b);
    for (let subset = 1; subset < 1 << sorted.length; subset++) {
      const members = sorted.filter((_, k) => (subset >> k) & 1);
      const name = members.join();
      if (this.#seen.has(name)) continue;
      this.#seen.add(name);
      const [corner, ...others] = members.map((index) => this.#hull.points[index]);
      this.#faces.push(
        faceAt(
          corner,
          others.map((other) => other.map((value, i) => value - corner[i])),
        ),
      ); // prettier-ignore
    }
    if (this.#faces.length > MOST_FACES) throw new NumericalError("the hull has too many faces to search one by one");
  }
}

/** h(w) over `points`, given up (Infinity) once it exceeds `atMost`. The innermost loop of every search. */
function reachWithin(points: readonly Float64Array[], w: Float64Array, atMost: number): number {
  let most = 0;
  for (let k = 0; k < points.length; k++) {
    const point = points[k];
    let value = 0;
    for (let i = 0; i < point.length; i++) value -= w[i] * point[i];
    if (value > most) {
      most = value;
      if (most > atMost) return Infinity;
    }
  }
  return most;
}

/** Clouds of more factors than this have too many faces to begin with. */
const MOST_FACTORS = 6;

/** Oracle for a cloud of points in general: exact while the inner polytope's faces can be searched, local ascent beyond. */
export function cloudOracle(cloud: Cloud): Oracle {
  const whitening = new Whitening(cloud.base);
  const points = cloud.points.map(whitening.point);
  let exact = cloud.base.rows <= MOST_FACTORS;
  const inner = new InnerSearch(points);
  let calls = 0;
  return {
    price: (u) => quadraticForm(cloud.base, u) + reachOf(cloud.points, u).most ** 2,
    search(r, threshold, deadline) {
      const form = whitening.form(r);
      let result: Search = { bound: Infinity, found: [] };
      if (exact) {
        try {
          result = inner.search(form, threshold, deadline);
        } catch (error) {
          if (!(error instanceof NumericalError)) throw error;
          exact = false;
        }
      }
      if (!exact) result = { bound: Infinity, found: climb(points, form, threshold, deadline, calls++) };
      const found = result.found.map((item) => ({ ...item, direction: whitening.toDirection(item.direction) }));
      return { bound: result.bound, found };
    },
  };
}

const priced = (points: readonly Float64Array[], w: Float64Array, r: Matrix): Candidate => {
  const price = dot(w, w) + reachOf(points, w).most ** 2;
  return { direction: w, price, ratio: quadraticForm(r, w) / price };
};

/** Search of an inner polytope that gains points wherever its bound is not attained by the whole cloud. */
class InnerSearch {
  readonly #points: readonly Float64Array[];
  #polytope: GrowingPolytope | undefined;

  constructor(points: readonly Float64Array[]) {
    this.#points = points;
  }

  search(form: Matrix, threshold: number, deadline: number): Search {
    const d = form.rows;
    this.#polytope ??= GrowingPolytope.of(firstPoints(this.#points, d));
    const polytope = this.#polytope;
    if (polytope === undefined) throw new NumericalError("the cloud is flat to rounding");
    const reach = (w: Float64Array, atMost: number): number => reachWithin(polytope.points, w, atMost);
    let bound = Infinity;
    while (performance.now() < deadline) {
      const all = searchFaces(polytope.faces, form, threshold, reach, deadline);
      if (all === undefined) break;
      const ranked = selectDistinct(all, MOST_GROWN);
      bound = Math.min(bound, ranked[0]?.ratio ?? threshold);
      const candidates = ranked.map(({ direction }) => priced(this.#points, direction, form));
      const found = selectDistinct(
        candidates.filter((candidate) => candidate.ratio > threshold),
        mostFound(d),
      );
      const grown = this.#grow(ranked, polytope);
      if (ranked.length === 0 || found.length > 0 || !grown) return { bound, found };
    }
    return { bound, found: [] };
  }

  /** Adds the points that the candidates' true prices depend on; false when none is new. */
  #grow(ranked: readonly Ranked[], polytope: GrowingPolytope): boolean {
    let grown = false;
    for (const { direction } of ranked) {
      const known = reachWithin(polytope.points, direction, Infinity);
      const { most, at } = reachOf(this.#points, direction);
      if (at >= 0 && most > known * (1 + 1e-12) + 1e-13 * Math.sqrt(dot(direction, direction))) {
        polytope.add(this.#points[at]);
        grown = true;
      }
    }
    return grown;
  }
}

/** Local maxima above the threshold, from both signs of the axes and some random starts, others at every call. */
function climb(
  points: readonly Float64Array[],
  r: Matrix,
  threshold: number,
  deadline: number,
  call: number,
): Candidate[] {
  const d = r.rows;
  const rows = coneRows(points);
  const axes = Array.from({ length: 2 * d }, (_, k) =>
    Float64Array.from({ length: d }, (__, i) => (i === k >> 1 ? (k & 1 ? -1 : 1) : 0)),
  );
  const random = split(fold(key(0), call), 20 * d).map((source) => normal(source, d));
  const found: Candidate[] = [];
  for (const start of [...axes, ...random]) {
    if (performance.now() > deadline) break;
    const end = ascend(rows, r, start);
    if (end === undefined) continue;
    const candidate = priced(points, end, r);
    if (candidate.ratio > threshold) found.push(candidate);
  }
  return selectDistinct(found, mostFound(d));
}

/** The origin (the mean lies in the hull) and the extremes along axes and, up to six factors, diagonals. */
function firstPoints(points: readonly Float64Array[], d: number): Float64Array[] {
  const chosen = new Set<number>();
  for (let i = 0; i < d; i++) {
    for (const sign of [1, -1]) {
      chosen.add(
        reachOf(
          points,
          Float64Array.from({ length: d }, (_, k) => (k === i ? sign : 0)),
        ).at,
      );
    }
  }
  for (let code = 0; d <= 6 && code < 1 << d; code++) {
    chosen.add(
      reachOf(
        points,
        Float64Array.from({ length: d }, (_, k) => ((code >> k) & 1 ? 1 : -1)),
      ).at,
    );
  }
  chosen.delete(-1);
  return [new Float64Array(d), ...[...chosen].map((index) => points[index])];
}
