/** Factors as the columns of a linear model: one indicator for every level or bin but the first, and products of two of them. */
import { quantileBins } from "../math/information/index.js";
import type { Factor } from "../protocols.js";
import { conditionsOfLevels } from "./matchedConditions.js";
import { factorLabels, informationDefaults } from "./mutualInformation.js";

/** Levels of a factor; a continuous one is cut into equally filled bins, a circular one into equally wide ones. */
export const designLabels = (factor: Factor, bins: number) =>
  factor.kind === "continuous"
    ? quantileBins(factor.values, bins)
    : factorLabels(factor, { ...informationDefaults, bins });

/** Indicators of the levels that occur, less the first [columns][conditions]. */
export function mainEffects(factor: Factor, bins: number): Float64Array[] {
  const groups = conditionsOfLevels(designLabels(factor, bins)).filter((group) => group.length > 0);
  return groups.slice(1).map((group) => {
    const indicator = new Float64Array(factor.values.length);
    for (const condition of group) indicator[condition] = 1;
    return indicator;
  });
}

/** Products of the columns of every two factors [columns][conditions]. */
export function interactions(effects: readonly (readonly Float64Array[])[]): Float64Array[] {
  const out: Float64Array[] = [];
  for (let a = 0; a < effects.length; a++) {
    for (let b = a + 1; b < effects.length; b++) {
      for (const x of effects[a]) for (const y of effects[b]) out.push(x.map((value, i) => value * y[i]));
    }
  }
  return out;
}
