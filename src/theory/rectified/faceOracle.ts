/**
 * The exact search (docs/theory.md, section 10). On a face of the arrangement both |dual'z|^2 and the cost are quadratic forms, so a maximiser
 * inside it is the top eigenvector of the pair on the span of the face. Where it lies outside of the face, the maximum is attained on a smaller
 * one; every candidate is judged by its true activity and cost, so those outside do no harm.
 */
import { addOuter, apply, forwardSubstitute, symmetricEigen, tryCholesky } from "../../math/linearAlgebra.js";
import { gram, identity, type Matrix, matrix, multiply, rowOf } from "../../math/matrix.js";
import { congruence } from "../problem.js";
import { type Face, facesExpected, facesOf, orthogonalAxes } from "./arrangement.js";
import type { Cloud, RectifiedOracle } from "./protocols.js";
import { bestUnits, MOST_FOUND, type ValuedUnit, valuedUnit } from "./unit.js";

/** Signs of all faces together, at most: what is searched in seconds. */
const MOST_SIGNS = 6e7;
/** Faces between looks at the clock. */
const STRIDE = 2048;

/** A face of active points, and a basis of its span in which its cost is the identity. */
interface PricedFace {
  /** [active] */
  readonly active: Int32Array;
  /** [k x dimension of the face] */
  readonly basis: Matrix;
}

/** Whether all faces of `count` points in `dimension` coordinates can be looked at. */
export const isWithinReach = (count: number, dimension: number): boolean =>
  count * facesExpected(count, dimension + 1) <= MOST_SIGNS;

export function faceOracle(cloud: Cloud): RectifiedOracle {
  const normals = Array.from({ length: cloud.inputs.rows }, (_, t) => rowOf(cloud.inputs, t));
  const faces = facesOf(normals).flatMap((face) => pricedFace(cloud, normals, face) ?? []);
  return {
    search(dual, threshold, deadline, most = MOST_FOUND) {
      const { bound, found } = searchFaces(cloud, faces, dual, threshold, deadline);
      return { bound, found: bestUnits(found, most) };
    },
  };
}

/** Undefined for the face of silent neurons. */
function pricedFace(
  { alpha, masses, inputPrice }: Cloud,
  normals: readonly Float64Array[],
  face: Face,
): PricedFace | undefined {
  const active = numbersWith(face, 1);
  if (active.length === 0) return undefined;
  const zeros = numbersWith(face, 0);
  const span = spanOf(
    Array.from(zeros, (t) => normals[t]),
    inputPrice.rows,
  );
  if (span.columns === 0) return undefined;
  const cost = congruence(span, inputPrice);
  for (const t of active) addOuter(cost, along(span, normals[t]), alpha * masses[t]);
  const lower = tryCholesky(cost);
  return lower && { active, basis: orthonormalised(span, lower) };
}

function numbersWith(face: Face, sign: number): Int32Array {
  let count = 0;
  for (let t = 0; t < face.length; t++) if (face[t] === sign) count++;
  const out = new Int32Array(count);
  for (let t = 0, at = 0; t < face.length; t++) if (face[t] === sign) out[at++] = t;
  return out;
}

/** Orthonormal columns of what is orthogonal to the normals that vanish on a face. */
const spanOf = (zeros: readonly Float64Array[], k: number): Matrix =>
  zeros.length === 0 ? identity(k) : columnsOf(orthogonalAxes(zeros, k), k);

/** span'x */
function along({ rows, columns, data }: Matrix, x: Float64Array): Float64Array {
  const out = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j] += data[i * columns + j] * x[i];
  return out;
}

function columnsOf(axes: readonly Float64Array[], k: number): Matrix {
  const out = matrix(k, axes.length);
  axes.forEach((axis, j) => {
    for (let i = 0; i < axis.length; i++) out.data[i * axes.length + j] = axis[i];
  });
  return out;
}

/** span L^{-T} */
function orthonormalised(span: Matrix, lower: Matrix): Matrix {
  const out = matrix(span.rows, span.columns);
  for (let i = 0; i < span.rows; i++) out.data.set(forwardSubstitute(lower, rowOf(span, i)), i * span.columns);
  return out;
}

function searchFaces(
  cloud: Cloud,
  faces: readonly PricedFace[],
  dual: Matrix,
  threshold: number,
  deadline: number,
): { readonly bound: number; readonly found: readonly ValuedUnit[] } {
  const found: ValuedUnit[] = [];
  const scratch = scratchOf(dual.columns, cloud.inputs.columns);
  for (let at = 0; at < faces.length; at++) {
    if (at % STRIDE === STRIDE - 1 && performance.now() > deadline) return { bound: Infinity, found };
    const face = faces[at];
    seenBy(face.active, cloud.inputs, dual, scratch.seen);
    if (mostOn(face.basis, scratch) <= threshold) continue;
    const top = topOf(face, scratch.seen, threshold);
    if (top === undefined) continue;
    const unit = valuedUnit(cloud, towards(face, cloud.inputs, top), dual);
    if (unit !== undefined && unit.value > threshold) found.push(unit);
  }
  return { bound: found.reduce((most, { value }) => Math.max(most, value), threshold), found };
}

/** The weights or their opposite: those that may lie on the face, where active points have inputs above zero. */
function towards({ active }: PricedFace, { columns, data }: Matrix, weights: Float64Array): Float64Array {
  let sum = 0;
  for (const t of active) for (let i = 0; i < columns; i++) sum += data[t * columns + i] * weights[i];
  return sum < 0 ? weights.map((value) => -value) : weights;
}

/** The best weights of cost 1 on the span of a face [k]; undefined where their value is at most `threshold`. */
function topOf({ basis }: PricedFace, seen: Matrix, threshold: number): Float64Array | undefined {
  const { values, vectors } = symmetricEigen(gram(multiply(seen, basis)));
  const last = values.length - 1;
  if (values[last] <= threshold) return undefined;
  return apply(
    basis,
    Float64Array.from({ length: values.length }, (_, i) => vectors.data[i * values.length + last]),
  );
}

/** What a look at a face writes to. */
interface Scratch {
  /** sum over active points of dual x' [outputs x k] */
  readonly seen: Matrix;
  /** seen basis [outputs x dimension of the face] */
  readonly along: Float64Array;
  /** [outputs x outputs] */
  readonly square: Float64Array;
  readonly next: Float64Array;
}

const scratchOf = (outputs: number, k: number): Scratch => ({
  seen: matrix(outputs, k),
  along: new Float64Array(outputs * k),
  square: new Float64Array(outputs * outputs),
  next: new Float64Array(outputs * outputs),
});

function seenBy(active: Int32Array, inputs: Matrix, dual: Matrix, { data: seen }: Matrix): void {
  const k = inputs.columns;
  const outputs = dual.columns;
  seen.fill(0);
  for (let at = 0; at < active.length; at++) {
    const t = active[at];
    for (let o = 0; o < outputs; o++) {
      const weight = dual.data[t * outputs + o];
      for (let i = 0; i < k; i++) seen[o * k + i] += weight * inputs.data[t * k + i];
    }
  }
}

/** Squarings, after which the Frobenius norm exceeds the largest eigenvalue of a 3 x 3 matrix by 3.5 % at most. */
const SQUARINGS = 4;

/** An upper limit of the largest eigenvalue of S = seen basis basis' seen': |S^16|^(1/16) of the Frobenius norm, a hair more for rounding. */
function mostOn({ rows: k, columns: dimension, data: basis }: Matrix, scratch: Scratch): number {
  const { seen, along } = scratch;
  const outputs = seen.rows;
  for (let o = 0; o < outputs; o++) {
    for (let j = 0; j < dimension; j++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += seen.data[o * k + i] * basis[i * dimension + j];
      along[o * dimension + j] = sum;
    }
  }
  let trace = 0;
  for (let i = 0; i < outputs * dimension; i++) trace += along[i] * along[i];
  if (outputs === 1 || trace === 0) return trace;
  let [from, to] = [scratch.square, scratch.next];
  for (let o = 0; o < outputs; o++) {
    for (let p = 0; p <= o; p++) {
      let sum = 0;
      for (let j = 0; j < dimension; j++) sum += along[o * dimension + j] * along[p * dimension + j];
      from[o * outputs + p] = sum / trace;
      from[p * outputs + o] = sum / trace;
    }
  }
  for (let step = 0; step < SQUARINGS; step++) {
    squared(from, to, outputs);
    [from, to] = [to, from];
  }
  let total = 0;
  for (let i = 0; i < outputs * outputs; i++) total += from[i] * from[i];
  return trace * total ** (1 / 2 ** (SQUARINGS + 1)) * (1 + 1e-12);
}

/** to <- from^2, symmetric [n x n] */
function squared(from: Float64Array, to: Float64Array, n: number): void {
  for (let o = 0; o < n; o++) {
    for (let p = 0; p <= o; p++) {
      let sum = 0;
      for (let q = 0; q < n; q++) sum += from[o * n + q] * from[q * n + p];
      to[o * n + p] = sum;
      to[p * n + o] = sum;
    }
  }
}
