/**
 * Modularity and compactness of a table of information: Hsu, Dorrell, Whittington, Wu and Finn, "Disentanglement via latent
 * quantization", NeurIPS 2023, section 4 (InfoM and InfoC). With M [units x factors] restricted to U active units,
 *   modularity  = (mean_n max_f M_nf / sum_f M_nf - 1/F) / (1 - 1/F),
 *   compactness = (mean_f max_n M_nf / sum_n M_nf - 1/U) / (1 - 1/U).
 *
 * An active unit without any information (a factor of which no unit knows anything) makes 0 / 0. The published programs then
 * return NaN; here it is left out of the mean, counted, and named in the notes. Nothing left, one factor (one active unit) alone:
 * NaN, with the reason.
 *
 * Chance is not 0: estimates below zero are cut at zero, and of the scraps that accident leaves one is the largest. Six independent
 * normal ones have a modularity of 0.52 in the mean.
 */

import { mean } from "../math/statistics.js";
import { counted } from "../math/words.js";

/** Linear NMI and NCMI, [units x factors], before they are cut to [0, 1]. */
export interface LinearTables {
  readonly marginal: Float64Array;
  readonly conditional: Float64Array;
}

export interface LargestShares {
  readonly modularity: number;
  readonly compactness: number;
  /** Rescaled share of each unit's largest entry; NaN for units that are left out [units] */
  readonly perUnit: Float64Array;
  /** The same of each factor over active units [factors] */
  readonly perFactor: Float64Array;
  readonly notes: readonly string[];
}

/**
 * Modularity and compactness of a table of information [units x factors]: the share of the largest entry, rescaled so that equal shares
 * are 0. Units that are not active count for neither.
 */
export function largestShares(table: Float64Array, active: readonly boolean[]): LargestShares {
  const units = active.length;
  const factors = table.length / units;
  const alive = Array.from(active.keys()).filter((unit) => active[unit]);
  const perUnit = Float64Array.from({ length: units }, (_, unit) =>
    active[unit] ? rescaledShare(table.subarray(unit * factors, (unit + 1) * factors)) : Number.NaN,
  );
  const perFactor = Float64Array.from({ length: factors }, (_, factor) =>
    rescaledShare(Float64Array.from(alive, (unit) => table[unit * factors + factor])),
  );
  return {
    modularity: mean(perUnit.filter(isNumber)),
    compactness: mean(perFactor.filter(isNumber)),
    perUnit,
    perFactor,
    notes: notesOn(factors, alive.length, perUnit.filter(isNumber).length, perFactor.filter(isNumber).length),
  };
}

const isNumber = (value: number): boolean => !Number.isNaN(value);

/** Share of the largest entry, from [1 / count, 1] to [0, 1]; NaN for zeros alone and for a single entry. */
function rescaledShare(entries: Float64Array): number {
  let total = 0;
  let most = 0;
  for (const entry of entries) {
    total += entry;
    most = Math.max(most, entry);
  }
  return (most / total - 1 / entries.length) / (1 - 1 / entries.length);
}

function notesOn(factors: number, active: number, informed: number, known: number): string[] {
  if (active === 0) return ["undefined: no unit is active"];
  const notes: string[] = [];
  if (factors < 2) notes.push("modularity is undefined with a single factor");
  else if (informed < active)
    notes.push(`${active - informed} active units without information about any factor are left out`);
  if (active < 2) notes.push("compactness is undefined with a single active unit");
  else if (known < factors)
    notes.push(`${counted(factors - known, "factor")} of which no active unit knows anything, left out of compactness`);
  return notes;
}
