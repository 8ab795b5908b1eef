/**
 * Exact search of a cloud (docs/theory.md, section 4) through an inner polytope of a few of its points: leaving points out
 * makes neurons cheaper, so the maximum there bounds the true one from above, and points are added where the bound is not
 * attained. Large clouds never need their whole hull, and a rounded one is searched in the same way.
 */
import { dot, quadraticForm } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";
import type { ConvexBody } from "./convexBody.js";
import { GrowingPolytope } from "./growingPolytope.js";
import { type Candidate, mostFound, type Ranked, type Search, searchFaces, selectDistinct } from "./oracle.js";
import { type TightSet, tightSet } from "./tightSet.js";

/** How many candidates' points one search may add to its inner polytope. */
const MOST_GROWN = 80;
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
export const priced = (body: ConvexBody, w: Float64Array, r: Matrix): Candidate => {
  const price = dot(w, w) + body.farthest(w).most ** 2;
  return { direction: w, price, ratio: quadraticForm(r, w) / price };
};

/** Search of an inner polytope that gains points wherever its bound is not attained by the whole body. */
export class InnerSearch {
  readonly #body: ConvexBody;
  readonly #seeds: readonly Float64Array[];
  readonly #mostFaces: number;
  #polytope: GrowingPolytope | undefined;

  /** `seeds`: points of the body that span it, among which the first polytope finds its corners. No point is added beyond `mostFaces`. */
  constructor(body: ConvexBody, seeds: readonly Float64Array[], mostFaces: number) {
    this.#mostFaces = mostFaces;
    this.#body = body;
    this.#seeds = seeds;
  }

  search(form: Matrix, threshold: number, deadline: number): Search {
    const d = form.rows;
    this.#polytope ??= GrowingPolytope.within(this.#seeds);
    const polytope = this.#polytope;
    const reach = (w: Float64Array, atMost: number): number => reachWithin(polytope.corners, w, atMost);
    let bound = Infinity;
    while (performance.now() < deadline) {
      const all = searchFaces(polytope.faces, form, threshold, reach, deadline);
      if (all === undefined) break;
      const ranked = selectDistinct(all, MOST_GROWN);
      bound = Math.min(bound, ranked[0]?.ratio ?? threshold);
      const candidates = ranked.map(({ direction }) => priced(this.#body, direction, form));
      const found = selectDistinct(
        candidates.filter((candidate) => candidate.ratio > threshold),
        mostFound(d),
      );
      const grown = this.#grow(ranked, polytope, deadline);
      if (ranked.length === 0 || found.length > 0 || !grown) return { bound, found };
    }
    return { bound, found: [] };
  }

  /** All tight directions: points are added until every candidate above the level has its true price. */
  tight(form: Matrix, level: number, deadline: number): TightSet | undefined {
    this.#polytope ??= GrowingPolytope.within(this.#seeds);
    const polytope = this.#polytope;
    const reach = (w: Float64Array, atMost: number): number => reachWithin(polytope.corners, w, atMost);
    while (performance.now() < deadline) {
      const all = searchFaces(polytope.faces, form, level, reach, deadline);
      if (all === undefined) return undefined;
      if (this.#grow(all, polytope, deadline)) continue;
      if (polytope.faces.length > this.#mostFaces) return undefined;
      return tightSet(polytope.faces, form, level, (w) => this.#body.farthest(w).most, deadline);
    }
    return undefined;
  }

  /** Adds the points that the candidates' true prices depend on; false when none is new. */
  #grow(ranked: readonly Ranked[], polytope: GrowingPolytope, deadline: number): boolean {
    let grown = false;
    for (const { direction } of ranked) {
      if (polytope.faces.length > this.#mostFaces) break;
      if (grown && performance.now() > deadline) break;
      const known = reachWithin(polytope.corners, direction, Infinity);
      const { most, point } = this.#body.farthest(direction);
      if (point !== undefined && most > known * (1 + 1e-12) + 1e-13 * Math.sqrt(dot(direction, direction))) {
        polytope.add(point);
        grown = true;
      }
    }
    return grown;
  }
}
