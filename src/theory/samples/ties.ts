/**
 * Neurons whose opposite costs the same within the sampling error: then several codes are optimal, and the energy is differentiable
 * in the distribution in each direction only.
 */
import { apply } from "../../math/linearAlgebra.js";
import type { TolerantEstimate } from "./estimate.js";
import { varianceOfMean } from "./lowerLimit.js";
import { neuronCost } from "./neuronCost.js";
import type { WeightedRows } from "./tolerantBody.js";
import { centre } from "./tolerantProblem.js";
import { pickRows, type Units } from "./units.js";

/** Standard errors by which prices have to differ. */
const SURE = 2;
/** Neurons that pay less than this part of the energy are not looked at. */
const PAYING = 1e-3;

/** Unit directions [coordinates] of the tied neurons, one of each pair of opposites. */
export function tiedNeurons(
  { prepared, best }: TolerantEstimate,
  rows: WeightedRows,
  units: Units,
  rare: number,
): number[][] {
  const { reduced, scaled } = prepared;
  const ordered = centre(pickRows(rows, units.order));
  const tied: Float64Array[] = [];
  best.columns.forEach(({ direction, price }, j) => {
    if (price * best.masses[j] < PAYING * best.energy) return;
    const u = direction.map((value, i) => value * scaled.toRow[i]);
    const [own, other] = [u, u.map((value) => -value)].map((v) => neuronCost(reduced, ordered, rare, v));
    const difference = own.byRow.map((value, row) => value - other.byRow[row]);
    const error = Math.sqrt(varianceOfMean(difference, ordered.weights, units.starts));
    if (Math.abs(own.price - other.price) < SURE * error) tied.push(u);
  });
  const distinct = tied.filter((u, at) => !tied.slice(0, at).some((other) => parallel(u, other)));
  return distinct.map((u) => {
    const factors = apply(reduced.basis, u);
    const length = Math.hypot(...factors);
    return [...factors].map((value) => value / length);
  });
}

function parallel(u: Float64Array, v: Float64Array): boolean {
  const inner = u.reduce((sum, value, i) => sum + value * v[i], 0);
  return Math.abs(inner) > (1 - 1e-4) * Math.hypot(...u) * Math.hypot(...v);
}
