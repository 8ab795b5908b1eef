/**
 * Convex hull of points in any dimension, grown point by point (beneath-beyond: Edelsbrunner 1987, chapter 8; the
 * tolerance follows Barber, Dobkin and Huhdanpaa 1996). The boundary is kept as simplices; flat sides appear cut up.
 */
import { NumericalError } from "./errors.js";
import { dot } from "./linearAlgebra.js";

interface Facet {
  /** [dimension] point numbers */
  readonly vertices: Int32Array;
  /** [dimension] the facet across the ridge opposite to each vertex */
  readonly neighbours: (Facet | undefined)[];
  /** Unit outward normal [dimension] */
  readonly normal: Float64Array;
  readonly offset: number;
  alive: boolean;
}

/** A flat piece of the boundary: points x of the hull with normal . x = offset. */
export interface HullFacet {
  readonly vertices: Int32Array;
  readonly normal: Float64Array;
  readonly offset: number;
}

export class IncrementalHull {
  readonly dimension: number;
  readonly #points: Float64Array[];
  readonly #tolerance: number;
  readonly #centre: Float64Array;
  #facets: Facet[] = [];

  private constructor(points: Float64Array[], simplex: readonly number[], tolerance: number) {
    this.dimension = simplex.length - 1;
    this.#points = points;
    this.#tolerance = tolerance;
    this.#centre = new Float64Array(this.dimension);
    for (const index of simplex) {
      for (let i = 0; i < this.dimension; i++) this.#centre[i] += points[index][i] / simplex.length;
    }
    this.#addSimplex(simplex);
  }

  /**
   * A hull of the points, or undefined when they lie in a flat subspace. Points nearer to the hull than `tolerance`
   * times the extent of the cloud count as inside.
   */
  static of(points: readonly Float64Array[], tolerance = 1e-11): IncrementalHull | undefined {
    const own = points.map((point) => Float64Array.from(point));
    const simplex = spanningSimplex(own);
    if (simplex === undefined) return undefined;
    const hull = new IncrementalHull(own, simplex, tolerance * extentOf(own));
    const taken = new Set(simplex);
    for (const index of own.keys()) if (!taken.has(index)) hull.#insert(index);
    return hull;
  }

  /** Adds a point; returns the facets that it created, none when it lies inside. */
  add(point: ArrayLike<number>): readonly HullFacet[] {
    this.#points.push(Float64Array.from(point));
    return this.#insert(this.#points.length - 1);
  }

  get facets(): readonly HullFacet[] {
    return this.#facets;
  }

  get points(): readonly Float64Array[] {
    return this.#points;
  }

  /** Numbers of the points that are corners of some facet, ascending. */
  vertices(): number[] {
    return [...new Set(this.#facets.flatMap((facet) => [...facet.vertices]))].sort((a, b) => a - b);
  }

  #addSimplex(simplex: readonly number[]): void {
    const facets = simplex.map((_, skip) => this.#facet(simplex.filter((_, k) => k !== skip)));
    facets.forEach((facet, skip) => {
      const others = facets.filter((_, k) => k !== skip);
      facet.neighbours.splice(0, this.dimension, ...others);
    });
    this.#facets = facets;
  }

  /** A facet through the given points, its normal pointing away from the centre. */
  #facet(vertices: readonly number[]): Facet {
    const corners = vertices.map((index) => this.#points[index]);
    const normal = commonNormal(corners);
    let offset = dot(normal, corners[0]);
    if (dot(normal, this.#centre) > offset) {
      for (let i = 0; i < normal.length; i++) normal[i] = -normal[i];
      offset = -offset;
    }
    const neighbours = new Array<Facet | undefined>(this.dimension).fill(undefined);
    return { vertices: Int32Array.from(vertices), neighbours, normal, offset, alive: true };
  }

  #insert(index: number): readonly Facet[] {
    const point = this.#points[index];
    const visible = this.#facets.filter((facet) => dot(facet.normal, point) > facet.offset + this.#tolerance);
    if (visible.length === 0) return [];
    for (const facet of visible) facet.alive = false;
    const created = visible.flatMap((facet) => this.#cone(facet, index));
    linkAroundApex(created, index);
    this.#facets = this.#facets.filter((facet) => facet.alive).concat(created);
    return created;
  }

  /** New facets from `apex` over the ridges that `facet` shares with facets that stay. */
  #cone(facet: Facet, apex: number): Facet[] {
    const out: Facet[] = [];
    for (let k = 0; k < this.dimension; k++) {
      const stays = facet.neighbours[k];
      if (stays === undefined || !stays.alive) continue;
      const vertices = [...facet.vertices];
      vertices[k] = apex;
      const made = this.#facet(vertices);
      made.neighbours[k] = stays;
      stays.neighbours[stays.neighbours.indexOf(facet)] = made;
      out.push(made);
    }
    return out;
  }
}

/** Facets around a new point touch along ridges that contain it: every such ridge has two. */
function linkAroundApex(facets: readonly Facet[], apex: number): void {
  const open = new Map<string, { readonly facet: Facet; readonly at: number }>();
  for (const facet of facets) {
    for (let at = 0; at < facet.vertices.length; at++) {
      if (facet.vertices[at] === apex) continue;
      const ridge = [...facet.vertices.filter((_, k) => k !== at)].sort((a, b) => a - b).join();
      const other = open.get(ridge);
      if (other === undefined) {
        open.set(ridge, { facet, at });
      } else {
        open.delete(ridge);
        facet.neighbours[at] = other.facet;
        other.facet.neighbours[other.at] = facet;
      }
    }
  }
  if (open.size > 0) throw new NumericalError("the hull did not close: the points are degenerate to rounding");
}

/**
 * Numbers of dimension + 1 points in general position, each the farthest from the flat through those before; undefined
 * when the points lie in a flat subspace to 1e-9 of their extent.
 */
export function spanningSimplex(points: readonly Float64Array[]): number[] | undefined {
  const dimension = points[0]?.length ?? 0;
  const tolerance = 1e-9 * extentOf(points);
  const residual = points.map((point) => Float64Array.from(point));
  const simplex = [farthest(residual)];
  const start = points[simplex[0]];
  if (start === undefined) return undefined;
  residual.forEach((point) => {
    for (let i = 0; i < dimension; i++) point[i] -= start[i];
  });
  while (simplex.length <= dimension) {
    const next = farthest(residual);
    const length = Math.sqrt(dot(residual[next], residual[next]));
    if (!(length > tolerance)) return undefined;
    simplex.push(next);
    const axis = residual[next].map((value) => value / length);
    for (const point of residual) {
      const along = dot(point, axis);
      for (let i = 0; i < dimension; i++) point[i] -= along * axis[i];
    }
  }
  return simplex;
}

const extentOf = (points: readonly Float64Array[]): number =>
  points.reduce((most, point) => Math.max(most, ...point.map(Math.abs)), 0);

function farthest(points: readonly Float64Array[]): number {
  let best = 0;
  let most = -1;
  points.forEach((point, index) => {
    const squared = dot(point, point);
    if (squared > most) [best, most] = [index, squared];
  });
  return best;
}

/** Unit vector orthogonal to the flat through `corners` [dimension points], by elimination with full pivoting. */
export function commonNormal(corners: readonly Float64Array[]): Float64Array {
  const n = corners[0].length;
  const rows = corners.slice(1).map((corner) => corner.map((value, i) => value - corners[0][i]));
  const order = Array.from({ length: n }, (_, i) => i);
  for (let step = 0; step < n - 1; step++) {
    const [row, at] = largestEntry(rows, order, step);
    [rows[step], rows[row]] = [rows[row], rows[step]];
    [order[step], order[at]] = [order[at], order[step]];
    const pivot = rows[step][order[step]];
    if (pivot === 0) continue;
    for (let i = step + 1; i < n - 1; i++) {
      const factor = rows[i][order[step]] / pivot;
      for (let k = step; k < n; k++) rows[i][order[k]] -= factor * rows[step][order[k]];
    }
  }
  const normal = new Float64Array(n);
  normal[order[n - 1]] = 1;
  for (let step = n - 2; step >= 0; step--) {
    let sum = 0;
    for (let k = step + 1; k < n; k++) sum += rows[step][order[k]] * normal[order[k]];
    const pivot = rows[step][order[step]];
    normal[order[step]] = pivot === 0 ? 0 : -sum / pivot;
  }
  const length = Math.sqrt(dot(normal, normal));
  return normal.map((value) => value / length);
}

function largestEntry(
  rows: readonly Float64Array[],
  order: readonly number[],
  step: number,
): readonly [number, number] {
  let best: readonly [number, number] = [step, step];
  let most = -1;
  for (let i = step; i < rows.length; i++) {
    for (let k = step; k < order.length; k++) {
      const size = Math.abs(rows[i][order[k]]);
      if (size > most) [best, most] = [[i, k], size];
    }
  }
  return best;
}
