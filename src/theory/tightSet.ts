/**
 * All directions that an optimal code may use: those at which u'Lu touches the price (docs/theory.md, section 3). Each face of the hull
 * has its top direction; where a second one is as good, everything between them may be.
 */
import { dot, quadraticForm } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";
import { type Face, faceDirectionsAbove, faceMaximum } from "./faces.js";

export interface TightSet {
  /** Directions, each once. */
  readonly directions: readonly Float64Array[];
  /** Whether they form a continuum somewhere. */
  readonly flat: boolean;
}

/** Directions nearer to one another than this cosine count as one. */
const SAME = 1 - 1e-6;
/** Directions that are tried between two. */
const BETWEEN = 16;

/** The tight set over all faces; `reach` is h, in whitened coordinates. Undefined past the deadline. */
export function tightSet(
  faces: readonly Face[],
  form: Matrix,
  level: number,
  reach: (w: Float64Array) => number,
  deadline: number,
): TightSet | undefined {
  const ratio = (w: Float64Array): number => quadraticForm(form, w) / (dot(w, w) + reach(w) ** 2);
  const kept: Float64Array[] = [];
  let flat = false;
  for (const [count, face] of faces.entries()) {
    if ((count & 1023) === 1023 && performance.now() > deadline) return undefined;
    if (faceMaximum(face, form, level) === undefined) continue;
    const tops = faceDirectionsAbove(face, form, level);
    for (const w of [...tops, ...tops.map(opposite)]) {
      if (ratio(w) > level && !kept.some((other) => cosine(other, w) > SAME)) kept.push(w);
    }
    flat ||= tops.some((u, k) => tops.slice(0, k).some((v) => isFlatBetween(u, v, ratio, level)));
  }
  return { directions: kept, flat };
}

/** Whether some combination of two directions is tight too. */
const isFlatBetween = (u: Float64Array, v: Float64Array, ratio: (w: Float64Array) => number, level: number): boolean =>
  Array.from({ length: 2 * BETWEEN }, (_, k) => (Math.PI * (k + 0.5)) / BETWEEN).some((angle) => {
    const w = u.map((value, i) => Math.cos(angle) * value + Math.sin(angle) * v[i]);
    return ratio(w) > level;
  });

const opposite = (w: Float64Array): Float64Array => w.map((value) => -value);

export const cosine = (a: Float64Array, b: Float64Array): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
