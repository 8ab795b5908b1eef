/**
 * Local maxima of u'Ru / c(u) where the faces are too many to search: repeatedly maximise the linear function (Ru).w over
 * {c(w) <= 1}, which never lowers the ratio since u'Ru is convex. With B = I that set is a slice of the cone
 * {(w, h): h >= -w.v}, so each step is a projection onto a cone: nonnegative least squares (docs/theory.md, section 4).
 */
import { apply, dot, quadraticForm } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";
import { nonnegativeLeastSquares } from "../math/nonnegativeLeastSquares.js";

/** Rows (v, 1) of the cone's constraints. */
export const coneRows = (points: readonly Float64Array[]): Float64Array[] =>
  points.map((point) => Float64Array.of(...point, 1));

/** The direction where ascent from `start` ends; whitened coordinates (B = I). Undefined when R vanishes on it. */
export function ascend(rows: readonly Float64Array[], r: Matrix, start: Float64Array): Float64Array | undefined {
  let w = start;
  let value = ratioOf(rows, r, w);
  for (let step = 0; step < 200; step++) {
    const next = projectOntoCone(rows, apply(r, w));
    if (!(dot(next, next) > 0)) return undefined;
    const improved = ratioOf(rows, r, next);
    if (!(improved > value)) return w;
    const small = improved - value < 1e-12 * value;
    [w, value] = [next, improved];
    if (small) return w;
  }
  return w;
}

/** First coordinates of the point of the cone nearest to (gradient, 0). */
function projectOntoCone(rows: readonly Float64Array[], gradient: Float64Array): Float64Array {
  const target = Float64Array.of(...gradient.map((value) => -value), 0);
  const { residual } = nonnegativeLeastSquares(rows, target);
  return residual.slice(0, -1).map((value) => -value);
}

/** u'Ru / c(u) with B = I. */
export function ratioOf(rows: readonly Float64Array[], r: Matrix, w: Float64Array): number {
  let most = 0;
  for (const row of rows) {
    let value = 0;
    for (let i = 0; i < w.length; i++) value -= w[i] * row[i];
    if (value > most) most = value;
  }
  return quadraticForm(r, w) / (dot(w, w) + most * most);
}
