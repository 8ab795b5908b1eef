/** Claims that every study on fixed points makes of its trainings. */
import type { Verdict } from "../../protocols.js";
import { judged, spread } from "../frame/claims.js";
import type { PointResult } from "./job.js";

export const excessPercent = ({ trained, optimum }: PointResult): number => 100 * (trained.energy / optimum.energy - 1);

/** Rounding of a sum in double precision, relative. */
const ROUNDING = 1e-9;
/** How well an optimum must be known, relative, for a distance of 1 % from it to mean anything. */
const SHARPNESS = 1e-4;

export const isProven = ({ optimum }: PointResult): boolean =>
  optimum.lowerBound >= (1 - SHARPNESS) * optimum.energy && optimum.lowerBound > 0;

export const isBelow = ({ trained, optimum }: PointResult): boolean =>
  trained.energy < optimum.lowerBound * (1 - ROUNDING);

export interface FloorClaim {
  readonly id: string;
  /** Whether the settings are large enough for a verdict. */
  readonly enough: boolean;
  readonly settings: string;
}

/** With exact nonnegativity every training ends within 1 % above the certified optimum, and none below it. */
export function exactFloorVerdict(results: readonly PointResult[], { id, enough, settings }: FloorClaim): Verdict {
  const excess = results.map(excessPercent);
  const below = results.filter(isBelow).length;
  const refuted = results.filter(({ trained }) => trained.failures.length > 0);
  const holds =
    results.length > 0 &&
    below === 0 &&
    refuted.length === 0 &&
    results.every(isProven) &&
    excess.every((value) => value <= 1);
  return {
    id,
    claim: "Training finds the energy that theory proves to be the least possible, and never less.",
    criterion:
      "whole loss at most 1 % above the certified optimum of the same loss in every training, none below the proven bound, " +
      "every trained code passing the optimality check",
    measured:
      results.length === 0
        ? "nothing was trained"
        : `${results.length} trainings, above the optimum by ${spread(excess)} %; ${below} below the bound; ` +
          `${refuted.length} codes refused by the check`,
    met: judged(enough && results.length > 0, holds),
    settings: `nonnegativity exact on the data; energies in double precision; ${settings}`,
    values: results.map((result, i) => ({ label: `${result.condition}, seed ${result.seed} (%)`, value: excess[i] })),
    notes: [
      ...refuted
        .slice(0, 3)
        .map(({ seed, condition, trained }) => `${condition}, seed ${seed}: ${trained.failures[0]}`),
      ...(results.every(isProven) ? [] : ["An optimum is not proven to within 0.01 %, so nothing is claimed."]),
    ],
  };
}

/** How far a code's selectivity lies outside what optimal codes have; 0 inside, NaN where that is not known. */
export function outsideOptimal({ trained, optimum }: PointResult): number {
  if (optimum.selectivity === null) return Number.NaN;
  const [least, greatest] = optimum.selectivity;
  return Math.max(0, least - trained.selectivity, trained.selectivity - greatest);
}
