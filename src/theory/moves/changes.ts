/**
 * Which statistics of the factors a move changes. Only those matter that the energy depends on: the covariance, the hull of all
 * points, and how target and input are mixed (docs/theory.md, section 11).
 */
import { apply, dot, inversePositive, squareRoot, symmetricEigen, symmetrise } from "../../math/linearAlgebra.js";
import { linearProgram } from "../../math/linearProgram.js";
import { combine, type Matrix, matrix, multiply, rowOf, transpose } from "../../math/matrix.js";
import { congruence, type ReducedProblem } from "../problem.js";
import type { ReducedMove } from "./reduceMoves.js";
import type { Changed } from "./types.js";

/** Relative change that counts as rounding of the numbers in a file, which may have six digits. */
const TOLERANCE = 1e-5;
/** Points for which it is asked by linear programmes whether they lie in the hull, at most, and points of that hull. */
const MOST_ASKED = 200;
const MOST_CORNERS = 3000;

/** What each move changes; empty for a move under which the energy of every code stays the same. */
export function changesOf(problem: ReducedProblem, moves: readonly ReducedMove[]): Changed[][] {
  const whitened = whiten(problem);
  return moves.map(({ matrix: move }) => {
    const a = multiply(multiply(whitened.inverse, move), whitened.root);
    const same: [Changed, boolean][] = [
      ["covariance", differ(multiply(a, transpose(a)), whitened.one)],
      ["range", !whitened.hull.isMappedOntoItself(a)],
      ["target", differ(congruence(move, problem.targetGram), problem.targetGram)],
      ["input", problem.lambdaIn > 0 && differ(congruence(transpose(move), problem.inputCost), problem.inputCost)],
    ];
    return same.filter(([, changed]) => changed).map(([name]) => name);
  });
}

/** Coordinates in which the covariance is the identity: s = root w. */
function whiten({ covariance, points }: ReducedProblem) {
  const root = squareRoot(symmetrise(covariance));
  const inverse = inversePositive(root);
  const rows = Array.from({ length: points.rows }, (_, row) => apply(inverse, rowOf(points, row)));
  const one = multiply(multiply(inverse, covariance), inverse);
  return { root, inverse, one, hull: new Hull(rows) };
}

/** Entries are measured against the diagonal of the second matrix, which is positive semidefinite. */
function differ(a: Matrix, b: Matrix): boolean {
  const d = a.rows;
  const size = Math.max(...Array.from({ length: d }, (_, i) => b.data[i * d + i]));
  return combine(a, b, 1, -1).data.some((value) => Math.abs(value) > TOLERANCE * size);
}

/** The hull of points [d] each, as the images of its own points see it. */
class Hull {
  readonly #points: readonly Float64Array[];
  readonly #radius: number;
  /** A direction along which hardly any two points are level. */
  readonly #probe: Float64Array;
  /** Places along the probe, ascending, and the points there. */
  readonly #order: readonly number[];
  readonly #places: Float64Array;

  constructor(points: readonly Float64Array[]) {
    this.#points = points;
    this.#radius = Math.sqrt(Math.max(...points.map((point) => dot(point, point))));
    this.#probe = Float64Array.from(points[0], (_, i) => Math.sqrt(2 + i) - 0.7 * (i % 3));
    const places = points.map((point) => dot(point, this.#probe));
    this.#order = [...places.keys()].sort((i, j) => places[i] - places[j]);
    this.#places = Float64Array.from(this.#order, (i) => places[i]);
  }

  /**
   * Whether a linear map that keeps volumes, as one that keeps the covariance does, maps the hull onto itself: it does where it leads
   * every point into the hull. Where that would take too long the answer is no.
   */
  isMappedOntoItself(map: Matrix): boolean {
    const images = this.#points.map((point) => apply(map, point));
    const others = images.filter((image) => !this.#hasPoint(image));
    if (others.length === 0) return true;
    if (others.length > MOST_ASKED || this.#points.length > MOST_CORNERS) return false;
    return others.every((image) => this.#holds(image));
  }

  #hasPoint(image: Float64Array): boolean {
    const slack = TOLERANCE * this.#radius;
    const place = dot(image, this.#probe);
    const width = slack * Math.sqrt(dot(this.#probe, this.#probe));
    for (let k = firstAtLeast(this.#places, place - width); this.#places[k] <= place + width; k++) {
      const point = this.#points[this.#order[k]];
      if (point.every((value, i) => Math.abs(value - image[i]) <= slack)) return true;
    }
    return false;
  }

  #holds(image: Float64Array): boolean {
    const d = image.length;
    const count = this.#points.length;
    const program = matrix(d + 1, count);
    this.#points.forEach((point, k) => {
      for (let i = 0; i < d; i++) program.data[i * count + k] = point[i];
      program.data[d * count + k] = 1;
    });
    const target = Float64Array.from([...image.map((value) => (1 - TOLERANCE) * value), 1]);
    return linearProgram(program, target, new Float64Array(count)) !== undefined;
  }
}

/** Index of the first of ascending values that is at least `least`; their number where none is. */
function firstAtLeast(values: Float64Array, least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether some direction stays where it is under every move: then neurons may have biases that do not cancel. */
export function fixesADirection(moves: readonly ReducedMove[]): boolean {
  const [{ matrix: first }] = moves;
  const d = first.rows;
  const moved = matrix(d, d);
  for (const { matrix: move } of moves) {
    for (let i = 0; i < d; i++) {
      const row = Float64Array.from({ length: d }, (_, j) => move.data[i * d + j] - (i === j ? 1 : 0));
      for (let j = 0; j < d; j++) for (let k = 0; k < d; k++) moved.data[j * d + k] += row[j] * row[k];
    }
  }
  return symmetricEigen(moved).values[0] <= (10 * TOLERANCE) ** 2;
}
