/**
 * Nonnegativity that tolerates what is rare: mean over the batch of the sum over units of max(-a, 0)^2. Unlike the plain penalty it
 * grows with the square of a unit's size, as activity energy does, so that a linear network's whole loss has a certified floor
 * (docs/theory.md, section 9).
 */
import { batchMean, negativePart, square } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import { addAll } from "./sum.js";

/** Charges every activity `[batch x units]` it is given; weighted like `nonnegativity`, in units of squared activity. */
export function squaredNegativity(): ObjectiveTerm {
  return {
    name: "squaredNegativity",
    value: ({ activity }) => addAll(Object.values(activity).map((a) => batchMean(square(negativePart(a.ref))))),
  };
}
