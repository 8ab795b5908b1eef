/** How far energies are above the floor, for logarithmic axes. */
import { type Energy, type Floor, heightOf } from "../worker/energy.js";

/** The axis ends here; what is at the floor is drawn at its end, and what cannot be is not drawn. */
export const LEAST_PERCENT = 1e-4;

/** Empty where the two are of different settings, or the energy is below the floor. */
export function percentAbove(energy: Energy, floor: Floor): readonly number[] {
  const height = heightOf(energy, floor);
  return height === undefined || height.place === "below" ? [] : [Math.max(LEAST_PERCENT, 100 * height.share)];
}
