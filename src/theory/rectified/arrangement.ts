/**
 * All faces of the hyperplanes {w : x_t . w = 0} in R^k, down to rays (docs/theory.md, section 10). Every face of an arrangement whose
 * normals span has a ray, so the list is built from rays: for every k - 1 independent normals the w orthogonal to them, both signs; the
 * normals that vanish there form an arrangement of one dimension less, whose faces are the faces around the ray.
 */
import { dot } from "../../math/linearAlgebra.js";

/** Signs of x_t . w on a face [normals]: -1, 0 or 1. */
export type Face = Int8Array;

/** Part of the longest normal below which x_t . w, |w| = 1, counts as zero: far above rounding, asked once for every ray. */
const ZERO = 1e-9;
/** Sine of the angle at which normals count as dependent. */
const DEPENDENT = 1e-8;

/** Faces looked at for n normals in general position in R^k. */
export function facesExpected(n: number, k: number): number {
  let sets = 2 * 3 ** (k - 1);
  for (let i = 0; i < k - 1; i++) sets *= (n - i) / (i + 1);
  return sets;
}

/** Every face once, {0} included; `normals` [n][k] span R^k. */
export function facesOf(normals: readonly Float64Array[]): Face[] {
  const k = normals[0].length;
  if (k === 1) return [-1, 0, 1].map((side) => Int8Array.from(normals, ([x]) => side * Math.sign(x)));
  const faces = new Map<string, Face>();
  const add = (face: Face): void => {
    const name = nameOf(face);
    if (!faces.has(name)) faces.set(name, face);
  };
  add(new Int8Array(normals.length));
  for (const { ray, signs } of raysOf(normals)) {
    const zeros = Int32Array.from(signs.keys()).filter((t) => signs[t] === 0);
    for (const around of facesAround(normals, ray, zeros)) {
      for (const side of [1, -1]) add(joined(signs, side, zeros, around));
    }
  }
  return [...faces.values()];
}

function joined(signs: Face, side: number, zeros: Int32Array, around: Face): Face {
  const face = signs.map((sign) => side * sign);
  zeros.forEach((t, at) => {
    face[t] = around[at];
  });
  return face;
}

const LETTERS = 8;

/** Eight signs a letter. */
function nameOf(face: Face): string {
  let name = "";
  for (let at = 0; at < face.length; at += LETTERS) {
    let code = 0;
    for (let t = at; t < at + LETTERS && t < face.length; t++) code = 3 * code + face[t] + 1;
    name += String.fromCharCode(code);
  }
  return name;
}

interface Ray {
  readonly ray: Float64Array;
  readonly signs: Face;
}

/** One of each pair of opposite rays. */
function raysOf(normals: readonly Float64Array[]): Ray[] {
  const k = normals[0].length;
  const zero = ZERO * Math.max(...normals.map((x) => Math.sqrt(dot(x, x))));
  const seen = new Set<string>();
  const rays: Ray[] = [];
  for (const chosen of subsets(normals.length, k - 1)) {
    const ray = orthogonalTo(chosen.map((t) => normals[t]));
    if (ray === undefined) continue;
    const signs = Int8Array.from(normals, (x) => signOf(dot(x, ray), zero));
    for (const t of chosen) signs[t] = 0;
    const name = nameOf(signs.map((sign) => sign * sign));
    if (seen.has(name)) continue;
    seen.add(name);
    rays.push({ ray, signs });
  }
  return rays;
}

const signOf = (value: number, zero: number): number => (Math.abs(value) <= zero ? 0 : Math.sign(value));

/** Every set of `size` numbers below `count`, ascending. */
export function* subsets(count: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) yield [];
  else {
    for (let first = from; first <= count - size; first++) {
      for (const rest of subsets(count, size - 1, first + 1)) yield [first, ...rest];
    }
  }
}

/** Unit vector orthogonal to k - 1 vectors of R^k by cofactors; undefined where they are dependent. */
function orthogonalTo(vectors: readonly Float64Array[]): Float64Array | undefined {
  const k = vectors.length + 1;
  const units = vectors.map((x) => {
    const length = Math.sqrt(dot(x, x));
    return x.map((value) => value / length);
  });
  const out = Float64Array.from({ length: k }, (_, i) => (i % 2 === 0 ? 1 : -1) * determinantWithout(units, i));
  const length = Math.sqrt(dot(out, out));
  return length > DEPENDENT ? out.map((value) => value / length) : undefined;
}

/** Determinant of the vectors without coordinate `left`. */
const determinantWithout = (vectors: readonly Float64Array[], left: number): number =>
  determinant(vectors.map((x) => [...x].filter((_, i) => i !== left)));

function determinant(rows: readonly (readonly number[])[]): number {
  if (rows.length === 1) return rows[0][0];
  return rows[0].reduce((total, value, j) => {
    if (value === 0) return total;
    const minor = rows.slice(1).map((row) => row.filter((_, i) => i !== j));
    return total + (j % 2 === 0 ? value : -value) * determinant(minor);
  }, 0);
}

/** Signs, on the normals that vanish at a ray, of all faces around it. */
function facesAround(normals: readonly Float64Array[], ray: Float64Array, zeros: Int32Array): Face[] {
  if (zeros.length === ray.length - 1) return allSigns(zeros.length);
  const axes = orthogonalAxes([ray], ray.length);
  return facesOf(Array.from(zeros, (t) => Float64Array.from(axes, (axis) => dot(axis, normals[t]))));
}

const allSigns = (count: number): Face[] =>
  Array.from({ length: 3 ** count }, (_, number) =>
    Int8Array.from({ length: count }, (__, t) => (Math.floor(number / 3 ** t) % 3) - 1),
  );

/** Orthonormal axes of what is orthogonal to all `vectors` in R^k: the longest remainders of the unit axes, in turn. */
export function orthogonalAxes(vectors: readonly Float64Array[], k: number): Float64Array[] {
  const taken = orthonormalAxes(vectors);
  const spanned = taken.length;
  while (taken.length < k) {
    const rests = Array.from({ length: k }, (_, i) =>
      remainder(
        Float64Array.from({ length: k }, (__, j) => (i === j ? 1 : 0)),
        taken,
      ),
    );
    const sizes = rests.map((rest) => dot(rest, rest));
    const longest = sizes.indexOf(Math.max(...sizes));
    taken.push(rests[longest].map((value) => value / Math.sqrt(sizes[longest])));
  }
  return taken.slice(spanned);
}

/** Orthonormal axes of the span of vectors. */
export function orthonormalAxes(vectors: readonly Float64Array[]): Float64Array[] {
  const axes: Float64Array[] = [];
  for (const x of vectors) {
    const rest = remainder(x, axes);
    const length = Math.sqrt(dot(rest, rest));
    if (length > DEPENDENT * Math.sqrt(dot(x, x))) axes.push(rest.map((value) => value / length));
  }
  return axes;
}

/** What is left of x outside the span of orthonormal axes; taken off twice, so that rounding stays small. */
function remainder(x: Float64Array, axes: readonly Float64Array[]): Float64Array {
  const rest = x.slice();
  for (let pass = 0; pass < 2; pass++) {
    for (const axis of axes) {
      const along = dot(axis, rest);
      for (let i = 0; i < rest.length; i++) rest[i] -= along * axis[i];
    }
  }
  return rest;
}
