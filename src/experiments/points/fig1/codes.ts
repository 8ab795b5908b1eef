/** Fig. 1: the codes it compares, and the closed forms of their energies (Theorem 1). */
import type { Matrix } from "../../../math/matrix.js";
import { independentCodeEnergy } from "../../../theory/index.js";
import { points } from "../sets.js";
import type { Fig1Settings } from "./settings.js";

/** Rows (0.8, -0.6) and (0.6, 0.8): a rotation. */
export const ROTATED: Matrix = points([
  [0.8, -0.6],
  [0.6, 0.8],
]);
export const ALIGNED: Matrix = points([
  [1, 0],
  [0, 1],
]);

export const rotation = (angle: number): Matrix =>
  points([
    [Math.cos(angle), -Math.sin(angle)],
    [Math.sin(angle), Math.cos(angle)],
  ]);

/** The closed forms: s2 = a^2 / 3 for uniform factors. */
export function closedForms({ halfRange }: Fig1Settings) {
  const variance = halfRange ** 2 / 3;
  return {
    halfRange,
    signed: 2 * variance,
    shifted: independentCodeEnergy(ROTATED, variance, halfRange),
    aligned: independentCodeEnergy(ALIGNED, variance, halfRange),
    rotated: (degrees: number) => independentCodeEnergy(rotation((degrees * Math.PI) / 180), variance, halfRange),
  };
}

export type ClosedForms = ReturnType<typeof closedForms>;
