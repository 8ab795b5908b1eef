/** The exact oracle of a box (docs/theory.md, section 4): its faces are patterns of {low, high, free}, no hull is needed. */
import { quadraticForm } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";
import { type Face, faceAt } from "./faces.js";
import { FaceMaxima, mostFound, type Oracle, selectDistinct, Whitening } from "./oracle.js";
import type { Box } from "./scaled.js";
import { tightSet } from "./tightSet.js";

/** h(u) of a box: every factor at its own worst. */
export const boxReach = (box: Box, u: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += Math.max(u[i] * box.low[i], -u[i] * box.high[i]);
  return sum;
};

/** Oracle for a box: one face per pattern of {low, high, free} with at least one factor not free. */
export function boxOracle(base: Matrix, box: Box): Oracle {
  const whitening = new Whitening(base);
  const d = base.rows;
  const faces = boxFaces(box, d, whitening);
  const priceOf = (u: Float64Array): number => quadraticForm(base, u) + boxReach(box, u) ** 2;
  const reach = (w: Float64Array): number => boxReach(box, whitening.toDirection(w));
  return {
    price: priceOf,
    search(r, threshold, deadline) {
      const ranked = new FaceMaxima(whitening.form(r), threshold).above(faces, reach, deadline);
      if (ranked === undefined) return { bound: Infinity, found: [] };
      const found = selectDistinct(ranked, mostFound(d)).map(({ direction, ratio }) => {
        const u = whitening.toDirection(direction);
        return { direction: u, price: priceOf(u), ratio };
      });
      return { bound: found[0]?.ratio ?? threshold, found };
    },
    tight(r, level, deadline) {
      const set = tightSet(faces, whitening.form(r), level, reach, deadline);
      return set && { ...set, directions: set.directions.map(whitening.toDirection) };
    },
  };
}

function boxFaces(box: Box, d: number, whitening: Whitening): Face[] {
  const faces: Face[] = [];
  for (let code = 1; code < 3 ** d; code++) {
    const corner = new Float64Array(d);
    const edges: Float64Array[] = [];
    for (let i = 0, rest = code; i < d; i++, rest = Math.floor(rest / 3)) {
      corner[i] = rest % 3 === 1 ? box.high[i] : -box.low[i];
      if (rest % 3 === 0) edges.push(whitening.point(Float64Array.from({ length: d }, (_, k) => (k === i ? 1 : 0))));
    }
    faces.push(faceAt(whitening.point(corner), edges));
  }
  return faces;
}
