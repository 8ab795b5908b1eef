/**
 * A search over flat sides only (docs/theory.md, section 4), in coordinates where B = I. Where F = R / r - I is positive semidefinite, u'Ru <= r c(u) for all u says that
 * the ellipsoid of F lies in the hull, which is true exactly when n'Fn <= o^2 on every facet (n, o): faces of lower dimension are not
 * needed, and a hull of six coordinates has sixty times as many of those. Where F is not, its positive part takes its place, and r is still a bound.
 * Fewer points make neurons cheaper, so a hull of some of them bounds the truth; points are added where the bound depends on them.
 */
import { NumericalError } from "../math/errors.js";
import { IncrementalHull } from "../math/hullIncremental.js";
import { dot, quadraticForm, spectralMap } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";
import { type Candidate, farthestAgainst, mostFound, type Search, selectDistinct } from "./oracle.js";

/** Facets beyond which no more points are put in. */
const MOST_FACETS = 40_000;
/** Facets whose points are put in at once. */
const AT_ONCE = 24;
/** Neurons that are priced by all points in one search. */
const MOST_PRICED = 200;
/** Part of a facet's offset by which its corners may miss its plane; beyond it the hull is not trusted. */
const MISSED = 1e-10;
/** What a bound is raised by for such misses. */
const ROUNDING = 1e-9;
/** Multiples of the largest ratio found that are tried as bounds. */
const RAISED = [1, 1.0001, 1.001, 1.01, 1.05, 1.2, 1.5, 2, 4];

type Facet = IncrementalHull["facets"][number];

/** Search of the hull of `points` [d] each, which hold the origin inside. */
export class FacetSearch {
  readonly #points: readonly Float64Array[];
  #hull: IncrementalHull | undefined;

  constructor(points: readonly Float64Array[]) {
    this.#points = points;
  }

  /** `form` is R [d x d]. The bound is Infinity where the origin is not yet inside. Throws NumericalError where the hull degenerates to rounding. */
  search(form: Matrix, threshold: number, deadline: number): Search {
    const hull = this.#grown(positivePart(form, 1), deadline);
    const candidates = hull.facets
      .map((facet) => ({ facet, ratio: quadraticForm(form, facet.normal) / (1 + facet.offset ** 2) }))
      .filter(({ ratio }) => ratio > threshold)
      .sort((a, b) => b.ratio - a.ratio)
      .slice(0, MOST_PRICED)
      .flatMap(({ facet }) => this.#candidate(facet, form, threshold) ?? []);
    const found = selectDistinct(candidates, mostFound(form.rows));
    return { bound: this.#bound(hull, form, Math.max(threshold, found[0]?.ratio ?? 0)), found };
  }

  /** Points are put in until the facet on which F is largest is one of the whole hull. */
  #grown(positive: Matrix, deadline: number): IncrementalHull {
    this.#hull ??= startOf(this.#points);
    const hull = this.#hull;
    const worth = new Map<Facet, number>();
    const of = (facet: Facet): number => {
      const known = worth.get(facet);
      if (known !== undefined) return known;
      const value = excessOn(facet, positive);
      worth.set(facet, value);
      return value;
    };
    while (hull.facets.length <= MOST_FACETS) {
      const worst = [...hull.facets].sort((a, b) => of(b) - of(a)).slice(0, AT_ONCE);
      const beyond = worst.map((facet) => this.#pointBeyond(facet));
      for (const point of new Set(beyond)) if (point !== undefined) hull.add(point);
      if (beyond[0] === undefined || performance.now() > deadline) break;
    }
    return hull;
  }

  /** The point farthest beyond a facet; undefined where none is. */
  #pointBeyond({ normal, offset }: Facet): Float64Array | undefined {
    const { most, at } = farthestAgainst(this.#points, negated(normal));
    return most > offset * (1 + MISSED) + 1e-13 ? this.#points[at] : undefined;
  }

  /** The neuron that falls silent on a facet, at its true price. */
  #candidate({ normal }: Facet, form: Matrix, threshold: number): Candidate | undefined {
    const value = quadraticForm(form, normal);
    const direction = negated(normal);
    const price = 1 + farthestAgainst(this.#points, direction).most ** 2;
    return value > threshold * price ? { direction, price, ratio: value / price } : undefined;
  }

  /** The least of some numbers from `least` on that no ratio exceeds; Infinity where none of them is proven. */
  #bound(hull: IncrementalHull, form: Matrix, least: number): number {
    for (const facet of hull.facets) requireFlat(hull, facet);
    for (const times of RAISED) {
      const positive = positivePart(form, 1 / (least * times));
      if (hull.facets.every((facet) => excessOn(facet, positive) <= 1 + ROUNDING))
        return least * times * (1 + 2 * ROUNDING);
    }
    return Number.POSITIVE_INFINITY;
  }
}

/** The positive part of scale R - I. */
const positivePart = (form: Matrix, scale: number): Matrix =>
  spectralMap(form, (value) => Math.max(0, scale * value - 1));

/** n'Fn / o^2; Infinity on a side through the origin. */
const excessOn = ({ normal, offset }: Facet, positive: Matrix): number =>
  offset > 0 ? quadraticForm(positive, normal) / (offset * offset) : Number.POSITIVE_INFINITY;

const negated = (u: Float64Array): Float64Array => u.map((value) => -value);

/** Throws NumericalError where a facet's corners are not on its plane. */
function requireFlat(hull: IncrementalHull, { vertices, normal, offset }: Facet): void {
  for (const vertex of vertices) {
    if (Math.abs(dot(normal, hull.points[vertex]) - offset) > MISSED * Math.abs(offset))
      throw new NumericalError("a side of the hull is not flat to rounding");
  }
}

/** The hull of the origin and of the points farthest along both signs of the axes. */
function startOf(points: readonly Float64Array[]): IncrementalHull {
  const d = points[0].length;
  const axes = Array.from({ length: 2 * d }, (_, code) =>
    Float64Array.from({ length: d }, (__, k) => (k === code >> 1 ? (code & 1 ? 1 : -1) : 0)),
  );
  const numbers = axes.map((direction) => farthestAgainst(points, direction).at).filter((at) => at >= 0);
  const hull = IncrementalHull.of([new Float64Array(d), ...[...new Set(numbers)].map((at) => points[at])]);
  if (hull === undefined) throw new NumericalError("the cloud is flat to rounding");
  return hull;
}
