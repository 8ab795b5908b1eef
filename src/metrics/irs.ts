/**
 * Interventional robustness score: how far does a unit move when its own factor stays put?
 *
 * Suter, Miladinovic, Schoelkopf and Bauer, "Robustly disentangled causal mechanisms", ICML 2019, eq. 8 to 10, in the
 * scalable form of disentanglement_lib (its Algorithm 1, for independent factors):
 *   d_nf = mean over the levels g of f of the 0.99 quantile of |a_n - E[a_n | e_f = g]|,
 *   IRS_nf = 1 - d_nf / max |a_n - E[a_n]|,   score = sum_n w_n max_f IRS_nf / sum_n w_n,   w_n = max |a_n - E[a_n]|.
 *
 * `diffQuantile` 1 is the paper's; disentanglement_lib's study used 0.99 (linear interpolation between order statistics).
 * Continuous and circular factors are cut into 20 equal-width bins, within which the factor does move: the score falls as they
 * grow wider. The weights make the score depend on the units of measurement of the neurons: a unit recorded on a larger scale
 * counts for more; `weights: "equal"` does not. Constant units are left out; a code of them alone scores 0.
 */
import { levelLabels } from "../math/information/index.js";
import { mean, quantile } from "../math/statistics.js";
import type { Metric, Representation } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import { type Binning, factorLabels, informationChoices, informationDefaults } from "./informationMatrix.js";
import { conditionsOfLevels } from "./matchedConditions.js";

export interface IrsOptions {
  /** Quantile of the deviations that counts as the largest. */
  readonly diffQuantile: number;
  /** Bins of continuous and circular factors. */
  readonly bins: number;
  /** Of continuous factors. */
  readonly binning: Binning;
  readonly weights: "deviation" | "equal";
}

/** The 99 % quantile and weights by deviation, as disentanglement_lib has them; bins as for information. */
export const irsDefaults: IrsOptions = {
  diffQuantile: 0.99,
  bins: informationDefaults.bins,
  binning: informationDefaults.binning,
  weights: "deviation",
};

/** IRS. `perUnit` is max_f IRS_nf, NaN for constant units; `matrix` is IRS_nf. */
export const irs: Metric<IrsOptions> = (representation, options) => {
  const all = { ...irsDefaults, ...options };
  const { units, factors, conditions } = representation;
  const varying = varyingUnits(representation);
  const groups = factors.map((factor) =>
    conditionsOfLevels(levelLabels(factorLabels(factor, { ...informationDefaults, ...all }).values)),
  );
  const data = new Float64Array(units * factors.length).fill(Number.NaN);
  const weights = new Float64Array(units);
  for (const unit of varying) {
    const activity = unitActivity(representation, unit);
    const largest = largestDeviation(activity);
    weights[unit] = all.weights === "equal" ? 1 : largest;
    groups.forEach((levels, factor) => {
      const deviations = levels.map((level) => deviationWithin(activity, level, all.diffQuantile));
      data[unit * factors.length + factor] = 1 - mean(deviations) / largest;
    });
  }
  const perUnit = bestOfRows(data, factors.length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    metric: "irs",
    score: varying.length === 0 ? 0 : varying.reduce((sum, unit) => sum + weights[unit] * perUnit[unit], 0) / total,
    perUnit,
    matrix: { rows: units, columns: factors.length, data },
    settings: { ...all, samples: conditions, factorKinds: kinds(representation), liveUnits: varying.length, units },
    ...(varying.length === 0 && { notes: ["every unit is constant: 0 by convention"] }),
  };
};

const kinds = ({ factors }: Representation) => factors.map((factor) => factor.kind);

const bestOfRows = (data: Float64Array, columns: number): Float64Array =>
  Float64Array.from({ length: data.length / columns }, (_, row) =>
    Math.max(...data.subarray(row * columns, (row + 1) * columns)),
  );

function largestDeviation(activity: Float64Array): number {
  const centre = mean(activity);
  return activity.reduce((most, value) => Math.max(most, Math.abs(value - centre)), 0);
}

function deviationWithin(activity: Float64Array, conditions: Int32Array, diffQuantile: number): number {
  const inside = new Float64Array(conditions.length);
  for (let i = 0; i < inside.length; i++) inside[i] = activity[conditions[i]];
  const centre = mean(inside);
  for (let i = 0; i < inside.length; i++) inside[i] = Math.abs(inside[i] - centre);
  return quantile(inside, diffQuantile);
}

/** As the command line and the reports know it. */
export const irsEntry = metricEntry({
  metric: irs,
  title: "Interventional robustness score",
  citation: "Suter, Miladinovic, Schoelkopf and Bauer, Robustly disentangled causal mechanisms, ICML 2019, eq. 8 to 10",
  draws: DRAWS.moderate,
  against: OF_UNITS,
  binned: "factors",
  meaning: "1 where no unit changes while its own factor is held, 0 where it changes as much as otherwise",
  defaults: irsDefaults,
  choices: { binning: informationChoices.binning, weights: ["deviation", "equal"] },
});
