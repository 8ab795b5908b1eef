/**
 * A fixed set of directions on which many samples of the same kind are compared: energies on it are those of codes whose neurons lie
 * along them. Replicates of a sample differ from it on the set as they do everywhere, and cost one weight problem each.
 */
import { dot, quadraticForm } from "../../math/linearAlgebra.js";
import { type Matrix, scale } from "../../math/matrix.js";
import { type Column, totalEnergy, weigh } from "../optimum.js";
import { quadraticPrice } from "../price.js";
import { type ReducedProblem, softGram } from "../problem.js";
import { rescale, type ScaledProblem } from "../scaled.js";
import { TolerantBody, type WeightedRows } from "./tolerantBody.js";
import { centre, covarianceOf } from "./tolerantProblem.js";

/** Steps of the half circle in the plane of every pair of coordinates, by the number of coordinates; 1: only the axes. */
const stepsFor = (d: number): number => (d <= 2 ? 36 : d <= 4 ? 12 : d <= 8 ? 4 : 1);
/** Lines nearer to one another than this cosine count as one. */
const SAME = 1 - 1e-9;

export interface DirectionSet {
  readonly reduced: ReducedProblem;
  readonly scaled: ScaledProblem;
  /** Scaled directions, of which the cheaper sign is used. */
  readonly lines: readonly Float64Array[];
  /** Numbers of those that lie within one factor or group. */
  readonly pure: readonly number[];
}

/** Lines in the planes of all pairs of coordinates, and those of `neurons`. */
export function directionSet(reduced: ReducedProblem, scaled: ScaledProblem, neurons: readonly Column[]): DirectionSet {
  const lines = planes(reduced.dimension);
  for (const { direction } of neurons) if (!lines.some((line) => sameLine(line, direction))) lines.push(direction);
  const within = (u: Float64Array, group: readonly number[]): boolean =>
    u.every((value, i) => group.includes(i) || value === 0);
  const pure = [...lines.keys()].filter((k) => reduced.groups.some((group) => within(lines[k], group)));
  return { reduced, scaled, lines, pure };
}

const sameLine = (u: Float64Array, v: Float64Array): boolean => dot(u, v) ** 2 > SAME * dot(u, u) * dot(v, v);

/** Every axis, and what lies between each pair of them. */
function planes(d: number): Float64Array[] {
  const steps = stepsFor(d);
  const out = Array.from({ length: d }, (_, i) => Float64Array.from({ length: d }, (__, k) => (k === i ? 1 : 0)));
  for (let i = 0; i < d; i++) {
    for (let j = i + 1; j < d; j++) {
      for (let k = 1; k < steps; k++) {
        if (2 * k === steps) continue;
        const u = new Float64Array(d);
        u[i] = Math.cos((Math.PI * k) / steps);
        u[j] = Math.sin((Math.PI * k) / steps);
        out.push(u);
      }
    }
  }
  return out;
}

export interface SetEnergies {
  readonly energy: number;
  readonly modular: number;
  /** (E_modular - E) / E */
  readonly saving: number;
}

/** Least energies of all codes and of modular codes along the set's directions, for these rows. */
export function energiesOn(
  { reduced, scaled, lines, pure }: DirectionSet,
  rows: WeightedRows,
  rare: number,
): SetEnergies {
  const centred = centre(rows);
  const body = new TolerantBody(centred, rare);
  const covariance = covarianceOf(centred);
  const own = problemWith(reduced, scaled, covariance);
  const columns = lines.map((direction): Column => {
    const row = direction.map((value, i) => value * scaled.toRow[i]);
    const price = quadraticForm(own.base, direction) + reduced.alpha * body.leastReach(row) ** 2;
    return { direction, price };
  });
  const modular = modularOn(own, reduced, columns, pure);
  const energy = Math.min(modular, leastEnergy(own, columns));
  return { energy: scaled.unit * energy, modular: scaled.unit * modular, saving: modular / energy - 1 };
}

/** The scaled problem with another covariance. */
function problemWith(reduced: ReducedProblem, scaled: ScaledProblem, covariance: Matrix): ScaledProblem {
  const own = { ...reduced, covariance };
  return {
    ...scaled,
    base: rescale(quadraticPrice(own), scaled.toRow),
    soft: scale(
      rescale(
        softGram(own),
        scaled.toRow.map((value) => 1 / value),
      ),
      1 / scaled.unit,
    ),
  };
}

const leastEnergy = (problem: ScaledProblem, columns: readonly Column[]): number =>
  totalEnergy(problem, columns, weigh(problem, columns).masses);

/** In closed form for single factors and an exact prediction. */
function modularOn(
  problem: ScaledProblem,
  { groups, gamma }: ReducedProblem,
  columns: readonly Column[],
  pure: readonly number[],
): number {
  if (gamma < Infinity || groups.some((group) => group.length > 1)) {
    return leastEnergy(
      problem,
      pure.map((k) => columns[k]),
    );
  }
  const d = problem.dimension;
  const cheapest = new Float64Array(d).fill(Infinity);
  for (const k of pure) {
    const { direction, price } = columns[k];
    const i = direction.findIndex((value) => value !== 0);
    cheapest[i] = Math.min(cheapest[i], price / direction[i] ** 2);
  }
  return cheapest.reduce((sum, price, i) => sum + 2 * Math.sqrt(problem.gram.data[i * d + i] * price), 0);
}
