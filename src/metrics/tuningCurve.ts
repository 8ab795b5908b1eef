/** Mean activity of a unit by the level, or bin, of one factor, with the band in which the mean lies. */
import { mean } from "../math/statistics.js";
import { studentInterval } from "../math/statisticsPaired.js";
import type { Representation } from "../protocols.js";
import { unitActivity } from "../representation/index.js";
import { designLabels } from "./factorDesign.js";
import { conditionsOfLevels } from "./matchedConditions.js";

export interface TuningPoint {
  /** Mean value of the factor in the bin (level number of a category, middle of the bin of an angle). */
  readonly at: number;
  readonly mean: number;
  /** Student's interval of the mean over conditions, which must be independent; NaN for a single condition */
  readonly band: readonly [number, number];
  readonly conditions: number;
}

/** Points of every level that occurs: bins of a continuous factor are equally filled, of a circular one equally wide. */
export function tuningCurve(
  representation: Representation,
  unit: number,
  factor: number,
  { bins = 12, level = 0.95 } = {},
): TuningPoint[] {
  const activity = unitActivity(representation, unit);
  const { kind, values, period = Number.NaN } = representation.factors[factor];
  const groups = conditionsOfLevels(designLabels(representation.factors[factor], bins));
  return groups.flatMap((group, bin) => {
    if (group.length === 0) return [];
    const inside = Float64Array.from(group, (condition) => activity[condition]);
    const at = kind === "circular" ? ((bin + 0.5) * period) / bins : mean(Float64Array.from(group, (i) => values[i]));
    return [{ at, mean: mean(inside), band: studentInterval(inside, level), conditions: group.length }];
  });
}
