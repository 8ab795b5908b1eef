/**
 * What a missing corner costs: the energy that one mixed neuron saves there besides the best modular code (docs/theory.md, sections 3
 * and 5). The neuron's direction is the one in the corner's cone with the greatest u'Ru / c(u) at that code.
 */
import { apply, quadraticForm } from "../../math/linearAlgebra.js";
import { transpose } from "../../math/matrix.js";
import type { BestModular } from "../modular.js";
import { columnsSpan, totalEnergy, weigh } from "../optimum.js";
import { smallestBias } from "../price.js";
import type { PreparedSearch } from "../solve.js";

/** The line that cuts a corner off: a linear function of a row about the mean. */
export interface CornerLine {
  /** [coordinates], outward */
  readonly outward: Float64Array;
  /** How far the rows reach along it, and how far they would have to for single-factor neurons to be optimal. */
  readonly found: number;
  readonly needed: number;
  /** Whether a mixed neuron along the line saves anything, as far as is known. */
  readonly pays: boolean;
  /** (E_modular - E) / E of the best code with that neuron; 0 where it saves nothing, or less than the solver sees; null if unknown. */
  readonly saving: number | null;
}

/** A prepared problem and its best modular code, whose saving form is known. */
export interface Judged {
  readonly prepared: PreparedSearch;
  readonly modular: BestModular;
}

/** What a neuron against `outward` would gain, before anything is weighed. */
interface Gain {
  /** Direction in scaled coordinates. */
  readonly direction: Float64Array;
  readonly price: number;
  /** u'Ru / c(u) */
  readonly ratio: number;
}

/** Undefined where the modular code's R is not unique, or no coordinate of the direction is coded. */
function gainAgainst({ prepared, modular }: Judged, outward: Float64Array): Gain | undefined {
  const { reduced, scaled, oracle } = prepared;
  if (modular.saving === undefined) return undefined;
  const row = apply(transpose(reduced.basis), outward);
  const direction = row.map((value, i) => -value / scaled.toRow[i]);
  if (!direction.some((value) => value !== 0)) return undefined;
  const price = oracle.price(direction);
  return { direction, price, ratio: quadraticForm(modular.saving.form, direction) / price };
}

/** Exponents of the weights that are tried: first widely, then around the best. */
const WIDE = Array.from({ length: 25 }, (_, k) => (k - 12) / 4);
const NARROW = Array.from({ length: 21 }, (_, k) => (k - 10) / 40);

/** sum_k weights_k towards_k [coordinates] */
export const combination = (towards: readonly Float64Array[], weights: readonly number[]): Float64Array =>
  towards[0].map((_, i) => towards.reduce((sum, part, k) => sum + weights[k] * part[i], 0));

/** Weights of the functions `towards` [ends of [coordinates]] along which a neuron gains most, the first of them 1. */
export function steepestWeights(judged: Judged, towards: readonly Float64Array[]): readonly number[] {
  let exponents = towards.map(() => 0);
  const ratio = (tried: readonly number[]): number =>
    gainAgainst(judged, combination(towards, tried.map(Math.exp)))?.ratio ?? 0;
  for (const steps of [WIDE, WIDE, NARROW, NARROW]) {
    for (let k = 1; k < towards.length; k++) {
      const tries = steps.map((step) => exponents.map((value, at) => (at === k ? value + step : value)));
      exponents = tries.reduce((best, tried) => (ratio(tried) > ratio(best) ? tried : best), exponents);
    }
  }
  return exponents.map(Math.exp);
}

/** Excess over 1 of the line's u'Ru / c(u): above 0 a mixed neuron pays. */
export const excessOf = (judged: Judged, outward: Float64Array): number =>
  (gainAgainst(judged, outward)?.ratio ?? 0) - 1 - (judged.modular.saving?.slack ?? 0);

/** What the line says, and what a neuron along it saves. */
export function cornerLine(judged: Judged, outward: Float64Array): CornerLine {
  const { reduced } = judged.prepared;
  const row = apply(transpose(reduced.basis), outward).map((value) => -value);
  const found = smallestBias(reduced.points, row);
  const gain = gainAgainst(judged, outward);
  if (gain === undefined) return { outward, found, needed: Number.NaN, pays: true, saving: null };
  const pays = excessOf(judged, outward) > 0;
  return { outward, found, needed: neededReach(judged, gain), pays, saving: pays ? savingWith(judged, gain) : 0 };
}

/** The h at which u'Ru = c(u), in factor units. */
function neededReach({ prepared: { scaled, reduced }, modular }: Judged, { direction }: Gain): number {
  const wanted = modular.saving === undefined ? 0 : quadraticForm(modular.saving.form, direction);
  return Math.sqrt(Math.max(0, wanted - quadraticForm(scaled.base, direction)) / reduced.alpha);
}

/** Of the code with the modular code's own neurons and this one. */
function savingWith({ prepared: { scaled }, modular }: Judged, { direction, price }: Gain): number {
  const columns = [...modular.columns, { direction, price }];
  if (!columnsSpan(scaled, columns)) return 0;
  const energy = totalEnergy(scaled, columns, weigh(scaled, columns).masses);
  return Math.max(0, modular.energy / energy - 1);
}
