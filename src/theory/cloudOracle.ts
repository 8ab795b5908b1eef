/** The oracle of a cloud of points (docs/theory.md, section 4): exact where faces can be searched, local ascent beyond. */
import { NumericalError } from "../math/errors.js";
import { quadraticForm } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";
import { fold, key, normal, split } from "../math/random.js";
import { ascend, coneRows } from "./ascent.js";
import { type ConvexBody, hullOf, whitened } from "./convexBody.js";
import { FacetSearch } from "./facetSearch.js";
import { InnerSearch, priced } from "./innerPolytope.js";
import { type Candidate, mostFound, type Oracle, type Search, selectDistinct, Whitening } from "./oracle.js";

/** Clouds of more factors than this have too many faces to begin with, unless they are nearly a simplex. */
const MOST_FACTORS = 6;
const MOST_FACTORS_OF_SIMPLEX = 12;

/** More faces than this are not searched: the answer is bracketed instead. */
const MOST_FACES = 400_000;
/** A round body of more than three factors has as many faces as are looked for: few of them are worth their time. */
const MOST_FACES_OF_ROUND = 10_000;

/** Up to three factors all faces are few. */
const FEWEST_FACTORS_OF_SIDES = 4;
/** Relative excess of a bound over the threshold that is rounding. */
const CLOSED = 1e-8;

/** What a code may cost and reach: quadratic price B [d x d], points [d] each, whose hull is the body unless another is given. */
export interface Cloud {
  readonly base: Matrix;
  readonly points: readonly Float64Array[];
  /** A body that holds the points. */
  readonly body?: ConvexBody | undefined;
}

/** Oracle for a cloud of points in general: exact while the inner polytope's faces can be searched, local ascent beyond. */
export function cloudOracle(cloud: Cloud): Oracle {
  const whitening = new Whitening(cloud.base);
  const points = cloud.points.map(whitening.point);
  const own = cloud.body ?? hullOf(cloud.points);
  const body = cloud.body === undefined ? hullOf(points) : whitened(cloud.body, whitening);
  let exact = hasFewFaces(cloud);
  const isRound = cloud.body !== undefined && cloud.base.rows > 3;
  const inner = new InnerSearch(body, points, isRound ? MOST_FACES_OF_ROUND : MOST_FACES);
  const sides =
    cloud.body === undefined && cloud.base.rows >= FEWEST_FACTORS_OF_SIDES ? new FacetSearch(points) : undefined;
  let flat = sides !== undefined;
  let calls = 0;
  /** Flat sides first: they decide wherever the form is positive on them. */
  const bySides = (form: Matrix, threshold: number, deadline: number): Search => {
    try {
      if (flat && sides !== undefined) return sides.search(form, threshold, deadline);
    } catch (error) {
      if (!(error instanceof NumericalError)) throw error;
      flat = false;
    }
    return { bound: Infinity, found: [] };
  };
  return {
    price: (u) => quadraticForm(cloud.base, u) + own.farthest(u).most ** 2,
    search(r, threshold, deadline) {
      const form = whitening.form(r);
      let result = bySides(form, threshold, deadline);
      const open = result.found.length === 0 && result.bound > threshold * (1 + CLOSED);
      if (exact && open) {
        try {
          const { bound, found } = inner.search(form, threshold, deadline);
          result = { bound: Math.min(bound, result.bound), found };
        } catch (error) {
          if (!(error instanceof NumericalError)) throw error;
          exact = false;
        }
      }
      // a polytope of as many faces as are searched bounds the ratio, but no longer finds what attains it
      if (result.found.length === 0 && result.bound > threshold * (1 + CLOSED)) {
        result = { bound: result.bound, found: climb(body, points, form, threshold, deadline, calls++) };
        if (cloud.body !== undefined) points.push(...pointsReached(body, result.found));
      }
      const found = result.found.map((item) => ({ ...item, direction: whitening.toDirection(item.direction) }));
      return { bound: result.bound, found };
    },
    tight(r, level, deadline) {
      if (!exact) return undefined;
      const set = inner.tight(whitening.form(r), level, deadline);
      return set && { ...set, directions: set.directions.map(whitening.toDirection) };
    },
  };
}

const hasFewFaces = ({ base: { rows }, points, body }: Cloud): boolean =>
  rows <= MOST_FACTORS || (body === undefined && rows <= MOST_FACTORS_OF_SIMPLEX && points.length <= rows + 3);

/** Points of the body that the candidates' prices depend on. */
const pointsReached = (body: ConvexBody, found: readonly Candidate[]): Float64Array[] =>
  found.flatMap(({ direction }) => body.farthest(direction).point ?? []);

/** Local maxima above the threshold, from both signs of the axes and some random starts, others at every call. */
function climb(
  body: ConvexBody,
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
    const candidate = priced(end, body.farthest(end).most, r);
    if (candidate.ratio > threshold) found.push(candidate);
  }
  return selectDistinct(found, mostFound(d));
}
