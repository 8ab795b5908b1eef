/**
 * An inner polytope of a cloud that grows point by point, with a face record (faces.ts) for every face it ever had. Faces
 * do not depend on the coordinates, so the hull is built where the cloud is as wide in one direction as in any other:
 * nearly dependent factors cost it no digits.
 */
import { NumericalError } from "../math/errors.js";
import { IncrementalHull, spanningSimplex } from "../math/hullIncremental.js";
import { addOuter, tryCholesky } from "../math/linearAlgebra.js";
import { matrix } from "../math/matrix.js";
import { type Face, faceAt } from "./faces.js";
import { farthestAgainst, Whitening } from "./oracle.js";

export class GrowingPolytope {
  readonly #hull: IncrementalHull;
  readonly #shape: Whitening;
  /** Corners in the caller's coordinates, in the order of the hull's points. */
  readonly #corners: Float64Array[];
  readonly #faces: Face[] = [];
  readonly #seen = new Set<string>();

  private constructor(hull: IncrementalHull, shape: Whitening, corners: Float64Array[]) {
    this.#hull = hull;
    this.#shape = shape;
    this.#corners = corners;
    for (const facet of hull.facets) this.#record(facet.vertices, 1);
  }

  /** A polytope of the origin (the mean lies in the hull) and extremes of `points`. Throws NumericalError on a flat cloud. */
  static within(points: readonly Float64Array[]): GrowingPolytope {
    const shape = shapeOf(points);
    const round = shape && points.map(shape.point);
    const simplex = round && spanningSimplex(round);
    if (shape === undefined || round === undefined || simplex === undefined) throw flat();
    const chosen = [...new Set([...simplex, ...extremesOf(round)])];
    const origin = new Float64Array(points[0].length);
    const hull = IncrementalHull.of([origin, ...chosen.map((index) => round[index])]);
    if (hull === undefined) throw flat();
    return new GrowingPolytope(hull, shape, [origin, ...chosen.map((index) => points[index])]);
  }

  get faces(): readonly Face[] {
    return this.#faces;
  }

  get corners(): readonly Float64Array[] {
    return this.#corners;
  }

  add(point: Float64Array): void {
    this.#corners.push(point);
    // the new facets' faces without the new point, whose number is the highest, are faces of facets before
    for (const facet of this.#hull.add(this.#shape.point(point)))
      this.#record(facet.vertices, 1 << (facet.vertices.length - 1));
  }

  /**
   * All faces of a simplex, once each, from subset number `first` of its sorted vertices on. Faces that later vanish stay: their
   * candidates are priced truly and do no harm.
   */
  #record(vertices: Int32Array, first: number): void {
    const sorted = vertices.slice().sort();
    for (let subset = first; subset < 1 << sorted.length; subset++) {
      const members = sorted.filter((_, k) => (subset >> k) & 1);
      const name = nameOf(members);
      if (this.#seen.has(name)) continue;
      this.#seen.add(name);
      const [corner, ...others] = Array.from(members, (index) => this.#corners[index]);
      const edges = others.map((other) => other.map((value, i) => value - corner[i]));
      this.#faces.push(faceAt(corner, edges));
    }
  }
}

/** Two characters for every number. */
function nameOf(numbers: Int32Array): string {
  let name = "";
  for (const number of numbers) name += String.fromCharCode(number & 0xffff, number >> 16);
  return name;
}

const flat = (): NumericalError => new NumericalError("the cloud is flat to rounding");

/** Coordinates in which the points' second moment is the identity; undefined when they do not span. */
export function shapeOf(points: readonly Float64Array[]): Whitening | undefined {
  const d = points[0].length;
  const moment = matrix(d, d);
  for (const point of points) addOuter(moment, point, 1 / points.length);
  return tryCholesky(moment) === undefined ? undefined : new Whitening(moment);
}

/** Numbers of the points that reach farthest along the axes and, up to six factors, the diagonals. */
function extremesOf(points: readonly Float64Array[]): number[] {
  const d = points[0].length;
  const axes = Array.from({ length: 2 * d }, (_, code) =>
    Float64Array.from({ length: d }, (__, k) => (k === code >> 1 ? (code & 1 ? 1 : -1) : 0)),
  );
  const diagonals = Array.from({ length: d <= 6 ? 2 ** d : 0 }, (_, code) =>
    Float64Array.from({ length: d }, (__, k) => ((code >> k) & 1 ? 1 : -1)),
  );
  return [...axes, ...diagonals].map((direction) => farthestAgainst(points, direction).at).filter((at) => at >= 0);
}
