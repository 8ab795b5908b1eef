/**
 * Exact search of a cloud (docs/theory.md, section 4) through an inner polytope of a few of its points: leaving points out
 * makes neurons cheaper, so the maximum there bounds the true one from above, and points are added where the bound is not
 * attained. Large clouds never need their whole hull.
 */
import { NumericalError } from "../math/errors.js";
import { IncrementalHull } from "../math/hullIncremental.js";
import { dot, quadraticForm } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";
import { type Face, faceAt } from "./faces.js";
import { type Candidate, mostFound, type Ranked, reachOf, type Search, searchFaces, selectDistinct } from "./oracle.js";

/** How many candidates' points one search may add to its inner polytope. */
const MOST_GROWN = 80;
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

/** A direction at its true price; whitened coordinates. */
export const priced = (points: readonly Float64Array[], w: Float64Array, r: Matrix): Candidate => {
  const price = dot(w, w) + reachOf(points, w).most ** 2;
  return { direction: w, price, ratio: quadraticForm(r, w) / price };
};

/** Search of an inner polytope that gains points wherever its bound is not attained by the whole cloud. */
export class InnerSearch {
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
