/**
 * What limits a neuron's bias: a convex set around the mean, known by how far it reaches. For exact nonnegativity it is the hull of
 * the factors (docs/theory.md, section 2), for tolerant nonnegativity a rounded hull inside it (section 9). Every search for neurons
 * needs no more than this.
 */
import { farthestAgainst, type Whitening } from "./oracle.js";

export interface Reached {
  /** h(u) = max over the set of -(u.y), at least 0. */
  readonly most: number;
  /** A y that attains it; undefined where h(u) is 0. */
  readonly point: Float64Array | undefined;
}

export interface ConvexBody {
  farthest(u: Float64Array): Reached;
  /** The bias of a neuron with row u, in units of activity. */
  bias(u: Float64Array): number;
}

/** The hull of points, [d] each. */
export const hullOf = (points: readonly Float64Array[]): ConvexBody => ({
  farthest(u) {
    const { most, at } = farthestAgainst(points, u);
    return { most, point: points[at] };
  },
  bias: (u) => farthestAgainst(points, u).most,
});

/** The body with coordinate i of its points times sizes_i. */
export const stretched = (body: ConvexBody, sizes: Float64Array): ConvexBody => {
  const inner = (u: Float64Array): Float64Array => u.map((value, i) => value * sizes[i]);
  return {
    farthest(u) {
      const { most, point } = body.farthest(inner(u));
      return { most, point: point?.map((value, i) => value * sizes[i]) };
    },
    bias: (u) => body.bias(inner(u)),
  };
};

/** The body in whitened coordinates. */
export const whitened = (body: ConvexBody, whitening: Whitening): ConvexBody => ({
  farthest(w) {
    const { most, point } = body.farthest(whitening.toDirection(w));
    return { most, point: point && whitening.point(point) };
  },
  bias: (w) => body.bias(whitening.toDirection(w)),
});

/** The body for directions within some coordinates only: its shadow on them. */
export const shadow = (body: ConvexBody, dimension: number, kept: readonly number[]): ConvexBody => {
  const embed = (u: Float64Array): Float64Array => {
    const out = new Float64Array(dimension);
    kept.forEach((i, k) => {
      out[i] = u[k];
    });
    return out;
  };
  return {
    farthest(u) {
      const { most, point } = body.farthest(embed(u));
      return { most, point: point && Float64Array.from(kept, (i) => point[i]) };
    },
    bias: (u) => body.bias(embed(u)),
  };
};
