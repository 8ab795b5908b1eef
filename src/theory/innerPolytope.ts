/**
 * Exact search of a cloud (docs/theory.md, section 4) through an inner polytope of a few of its points: leaving points out
 * makes neurons cheaper, so the maximum there bounds the true one from above, and points are added where the bound is not
 * attained. Large clouds never need their whole hull, and a rounded one is searched in the same way.
 */
import { dot, quadraticForm } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";
import type { ConvexBody, Reached } from "./convexBody.js";
import { GrowingPolytope } from "./growingPolytope.js";
import {
  type Candidate,
  FaceMaxima,
  mostFound,
  type Ranked,
  type ReachWithin,
  type Search,
  selectDistinct,
} from "./oracle.js";
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

/** A direction at its true price, `most` being h(w); whitened coordinates. */
export const priced = (w: Float64Array, most: number, r: Matrix): Candidate => {
  const price = dot(w, w) + most ** 2;
  return { direction: w, price, ratio: quadraticForm(r, w) / price };
};

/** What the body says of each direction, asked once: the same array is the same direction. */
function askedOnce(body: ConvexBody): ConvexBody["farthest"] {
  const known = new Map<Float64Array, Reached>();
  return (w) => {
    const reached = known.get(w) ?? body.farthest(w);
    known.set(w, reached);
    return reached;
  };
}

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
    const reach: ReachWithin = (w, atMost) => reachWithin(polytope.corners, w, atMost);
    const [maxima, farthest] = [new FaceMaxima(form, threshold), askedOnce(this.#body)];
    let bound = Infinity;
    while (performance.now() < deadline) {
      const all = maxima.above(polytope.faces, reach, deadline);
      if (all === undefined) break;
      const ranked = selectDistinct(all, MOST_GROWN);
      bound = Math.min(bound, ranked[0]?.ratio ?? threshold);
      const candidates = ranked.map(({ direction }) => priced(direction, farthest(direction).most, form));
      const found = selectDistinct(
        candidates.filter((candidate) => candidate.ratio > threshold),
        mostFound(d),
      );
      const grown = this.#grow(ranked, polytope, farthest, deadline);
      if (ranked.length === 0 || found.length > 0 || !grown) return { bound, found };
    }
    return { bound, found: [] };
  }

  /** All tight directions: points are added until every candidate above the level has its true price. */
  tight(form: Matrix, level: number, deadline: number): TightSet | undefined {
    this.#polytope ??= GrowingPolytope.within(this.#seeds);
    const polytope = this.#polytope;
    const reach: ReachWithin = (w, atMost) => reachWithin(polytope.corners, w, atMost);
    const [maxima, farthest] = [new FaceMaxima(form, level), askedOnce(this.#body)];
    while (performance.now() < deadline) {
      const all = maxima.above(polytope.faces, reach, deadline);
      if (all === undefined) return undefined;
      if (this.#grow(all, polytope, farthest, deadline)) continue;
      if (polytope.faces.length > this.#mostFaces) return undefined;
      return tightSet(polytope.faces, form, level, (w) => this.#body.farthest(w).most, deadline);
    }
    return undefined;
  }

  /** Adds the points that the candidates' true prices depend on; false when none is new. */
  #grow(
    ranked: readonly Ranked[],
    polytope: GrowingPolytope,
    farthest: ConvexBody["farthest"],
    deadline: number,
  ): boolean {
    let grown = false;
    for (const { direction } of ranked) {
      if (polytope.faces.length > this.#mostFaces) break;
      if (grown && performance.now() > deadline) break;
      const known = reachWithin(polytope.corners, direction, Infinity);
      const { most, point } = farthest(direction);
      if (point !== undefined && most > known * (1 + 1e-12) + 1e-13 * Math.sqrt(dot(direction, direction))) {
        polytope.add(point);
        grown = true;
      }
    }
    return grown;
  }
}
