/**
 * Which units count as active in InfoM and its relatives: those whose spread is more than a fraction of the largest. The published
 * programs differ in the spread and in the fraction (infomec.ts); compare `DeadUnitRule` of the mutual information ratio.
 */
import { extent, quantile } from "../math/statistics.js";
import type { Representation } from "../protocols.js";
import { unitActivity } from "../representation/index.js";

export interface ActiveRule {
  readonly activeBy: "range" | "interquartile-range";
  /** A unit is active above this fraction of the largest spread. */
  readonly activeFraction: number;
}

/** Whether the spread of each unit is above `activeFraction` of the largest [units]. Hsu et al. 2023. */
export function activeLatents(representation: Representation, { activeBy, activeFraction }: ActiveRule): boolean[] {
  const spreadOf = (values: Float64Array): number => {
    if (activeBy === "interquartile-range") return quantile(values, 0.75) - quantile(values, 0.25);
    const [low, high] = extent(values);
    return high - low;
  };
  const spread = Array.from({ length: representation.units }, (_, unit) =>
    spreadOf(unitActivity(representation, unit)),
  );
  const threshold = activeFraction * Math.max(...spread);
  return spread.map((value) => value > threshold);
}
