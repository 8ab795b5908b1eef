/**
 * The exact oracle's small problems, one per face of the hull (docs/theory.md, section 4). In coordinates where B = I:
 * at a maximiser u of u'Ru / c(u) let f be the face on which -u.s is largest, v a corner of f, N an orthonormal basis of
 * the directions constant on f. There c = u'(I + vv')u, so u = N y with y the top eigenvector of (N'RN, I + N'vv'N).
 */
import { dot, symmetricEigen, tryCholesky } from "../math/linearAlgebra.js";
import { type Matrix, matrix } from "../math/matrix.js";

/** Columns N (I + ww')^{-1/2}, w = N'v, stored as rows [size x d]: R's ratio on the face is an ordinary eigenvalue. */
export interface Face {
  readonly size: number;
  readonly frame: Float64Array;
}

/** Face with corner `v` and directions `edges` along it. */
export function faceAt(v: Float64Array, edges: readonly Float64Array[]): Face {
  const d = v.length;
  const normals = orthogonalComplement(edges, d);
  const along = Float64Array.from(normals, (normal) => dot(normal, v));
  const squared = dot(along, along);
  const shrink = squared > 0 ? (1 - 1 / Math.sqrt(1 + squared)) / squared : 0;
  const mixed = new Float64Array(d);
  normals.forEach((normal, k) => {
    for (let i = 0; i < d; i++) mixed[i] += along[k] * normal[i];
  });
  const frame = new Float64Array(normals.length * d);
  normals.forEach((normal, k) => {
    for (let i = 0; i < d; i++) frame[k * d + i] = normal[i] - shrink * along[k] * mixed[i];
  });
  return { size: normals.length, frame };
}

/** Orthonormal vectors [d] orthogonal to all `edges` (Gram-Schmidt; nearly dependent edges are passed over). */
export function orthogonalComplement(edges: readonly Float64Array[], d: number): Float64Array[] {
  const taken: Float64Array[] = [];
  for (const edge of edges) {
    const rest = residue(edge, taken);
    const length = Math.sqrt(dot(rest, rest));
    if (length > 1e-12 * Math.sqrt(dot(edge, edge))) taken.push(divided(rest, length));
  }
  const along = taken.length;
  while (taken.length < d) taken.push(nextAxis(taken, d));
  return taken.slice(along);
}

/** x less its parts along an orthonormal basis, taken away twice. */
function residue(x: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const out = x.slice();
  for (let pass = 0; pass < 2; pass++) {
    for (const axis of basis) {
      const part = dot(out, axis);
      for (let i = 0; i < out.length; i++) out[i] -= part * axis[i];
    }
  }
  return out;
}

/** In place. */
function divided(x: Float64Array, by: number): Float64Array {
  for (let i = 0; i < x.length; i++) x[i] /= by;
  return x;
}

/** The coordinate axis least covered by `basis`, made orthonormal to it. */
function nextAxis(basis: readonly Float64Array[], d: number): Float64Array {
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < d; i++) {
    let covered = 0;
    for (const axis of basis) covered += axis[i] * axis[i];
    if (covered < least) [best, least] = [i, covered];
  }
  const start = new Float64Array(d);
  start[best] = 1;
  const rest = residue(start, basis);
  return divided(rest, Math.sqrt(dot(rest, rest)));
}

/** The top direction on a face; given only when its ratio exceeds the threshold asked for. */
export interface FaceMaximum {
  readonly ratio: number;
  readonly direction: Float64Array;
}

export function faceMaximum(face: Face, r: Matrix, threshold: number): FaceMaximum | undefined {
  const d = r.rows;
  const { size, frame } = face;
  const turned = times(frame, r, size);
  let trace = 0;
  for (let k = 0; k < size; k++) for (let i = 0; i < d; i++) trace += turned[k * d + i] * frame[k * d + i];
  if (trace <= threshold) return undefined;
  if (size === 1) return { ratio: trace, direction: frame.slice() };
  const inner = innerProducts(turned, frame, size, d);
  if (size > 2 && isBelow(inner, threshold)) return undefined;
  const top = size === 2 ? topOfPair(inner) : topOf(inner);
  if (top.value <= threshold) return undefined;
  const direction = new Float64Array(d);
  for (let k = 0; k < size; k++) for (let i = 0; i < d; i++) direction[i] += top.vector[k] * frame[k * d + i];
  return { ratio: top.value, direction };
}

/** All directions on a face with eigenvalues above the threshold, the largest first. */
export function faceDirectionsAbove(face: Face, r: Matrix, threshold: number): Float64Array[] {
  const { size, frame } = face;
  const d = r.rows;
  const { values, vectors } = symmetricEigen(innerProducts(times(frame, r, size), frame, size, d));
  const above = [...values.keys()].filter((k) => values[k] > threshold).reverse();
  return above.map((column) => {
    const direction = new Float64Array(d);
    for (let k = 0; k < size; k++) {
      const part = vectors.data[k * size + column];
      for (let i = 0; i < d; i++) direction[i] += part * frame[k * d + i];
    }
    return direction;
  });
}

/** frame r [size x d] */
function times(frame: Float64Array, r: Matrix, size: number): Float64Array {
  const d = r.rows;
  const out = new Float64Array(size * d);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < d; i++) {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += r.data[i * d + j] * frame[k * d + j];
      out[k * d + i] = sum;
    }
  }
  return out;
}

function innerProducts(turned: Float64Array, frame: Float64Array, size: number, d: number): Matrix {
  const out = matrix(size, size);
  for (let k = 0; k < size; k++) {
    for (let l = 0; l <= k; l++) {
      let sum = 0;
      for (let i = 0; i < d; i++) sum += turned[k * d + i] * frame[l * d + i];
      out.data[k * size + l] = sum;
      out.data[l * size + k] = sum;
    }
  }
  return out;
}

/** Whether every eigenvalue is below the threshold. */
function isBelow(a: Matrix, threshold: number): boolean {
  const gap = matrix(a.rows, a.rows);
  for (let i = 0; i < gap.data.length; i++) gap.data[i] = -a.data[i];
  for (let i = 0; i < a.rows; i++) gap.data[i * a.rows + i] += threshold;
  return tryCholesky(gap) !== undefined;
}

interface Top {
  readonly value: number;
  readonly vector: ArrayLike<number>;
}

function topOfPair(a: Matrix): Top {
  const [p, q, , s] = a.data;
  const half = (p - s) / 2;
  const value = (p + s) / 2 + Math.hypot(half, q);
  const angle = 0.5 * Math.atan2(2 * q, p - s);
  return { value, vector: [Math.cos(angle), Math.sin(angle)] };
}

function topOf(a: Matrix): Top {
  const { values, vectors } = symmetricEigen(a);
  const n = a.rows;
  const vector = Float64Array.from({ length: n }, (_, i) => vectors.data[i * n + n - 1]);
  return { value: values[n - 1], vector };
}
