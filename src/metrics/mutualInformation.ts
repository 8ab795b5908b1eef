/**
 * Mutual information of every unit with every factor, I(a_n; e_f) in nats: the matrix most metrics are read from.
 *
 * Plug-in estimate on labels (math/information/plugIn.ts). Continuous variables are cut into bins; the published default is
 * 20 of equal width between the extremes, which one outlier empties: quantile bins are the alternative. Categorical factors
 * are their own labels, circular ones have equal bins around their period.
 */
import {
  type BiasCorrection,
  entropy,
  equalWidthBins,
  type Labels,
  levelLabels,
  mutualInformationTable,
  quantileBins,
  shuffleCorrectedTable,
} from "../math/information/index.js";
import { type Key, key as rootKey } from "../math/random.js";
import type { Factor, Json, Metric, Representation } from "../protocols.js";
import { activityByUnit } from "../representation/index.js";
import { sharedResults } from "./sharedWork.js";

/** How continuous values become labels. `levels` takes every distinct value as one. */
export type Binning = "equal-width" | "quantile" | "levels";

export interface InformationOptions {
  /** Bins of continuous and circular variables. */
  readonly bins: number;
  readonly binning: Binning;
  readonly correction: BiasCorrection;
  /** Re-pairings that the shuffle correction averages over. */
  readonly shuffles: number;
}

export const informationDefaults: InformationOptions = {
  bins: 20,
  binning: "equal-width",
  correction: "none",
  shuffles: 20,
};

/** Information of units about factors, with all it depends on. */
export interface InformationMatrix {
  readonly units: number;
  readonly factors: number;
  /** Nats, [units x factors] row-major; estimates below zero are written as zero. */
  readonly data: Float64Array;
  /** Entropy of each discretised factor, nats [factors] */
  readonly factorEntropy: Float64Array;
  readonly settings: Readonly<Record<string, Json>>;
}

function discretise(values: Float64Array, { bins, binning }: InformationOptions): Labels {
  if (binning === "levels") return levelLabels(values);
  return binning === "quantile" ? quantileBins(values, bins) : equalWidthBins(values, bins);
}

/** Labels of a factor by its kind; circular values are first brought into [0, period). */
export function factorLabels(factor: Factor, options: InformationOptions): Labels {
  const { kind, values, period = Number.NaN } = factor;
  if (kind === "categorical") return levelLabels(values);
  if (kind === "continuous" || options.binning === "levels") return discretise(values, options);
  const wrapped = values.map((value) => value - period * Math.floor(value / period));
  return equalWidthBins(wrapped, options.bins, [0, period]);
}

const labelsOfUnits = sharedResults<Labels[]>();

/** Labels of every unit. */
export function unitLabels(representation: Representation, options: InformationOptions): Labels[] {
  const { conditions, units, activity } = representation;
  return labelsOfUnits(activity, `${options.bins} ${options.binning}`, () => {
    const byUnit = activityByUnit(representation);
    return Array.from({ length: units }, (_, unit) =>
      discretise(byUnit.subarray(unit * conditions, (unit + 1) * conditions), options),
    );
  });
}

const matrices = sharedResults<InformationMatrix>();

/** The information matrix. The key is used by the shuffle correction alone. */
export function informationMatrix(
  representation: Representation,
  options: Partial<InformationOptions> = {},
  key: Key = rootKey(0),
): InformationMatrix {
  const all = informationOptions(options);
  const settings = `${JSON.stringify(all)} ${all.correction === "shuffle" ? `${key.high} ${key.low}` : ""}`;
  return matrices(representation, settings, () => computeMatrix(representation, all, key));
}

/** The options of the estimator alone: a metric's own options may come with them. */
function informationOptions(options: Partial<InformationOptions>): InformationOptions {
  const { bins, binning, correction, shuffles } = { ...informationDefaults, ...options };
  return { bins, binning, correction, shuffles };
}

function computeMatrix(representation: Representation, all: InformationOptions, key: Key): InformationMatrix {
  const units = unitLabels(representation, all);
  const factors = representation.factors.map((factor) => factorLabels(factor, all));
  const data =
    all.correction === "shuffle"
      ? shuffleCorrectedTable(units, factors, all.shuffles, key)
      : mutualInformationTable(units, factors, all.correction);
  return {
    units: units.length,
    factors: factors.length,
    data: data.map((value) => Math.max(0, value)),
    factorEntropy: Float64Array.from(factors, (labels) => entropy(labels)),
    settings: informationSettings(representation, all),
  };
}

function informationSettings(representation: Representation, options: InformationOptions): Record<string, Json> {
  const { bins, binning, correction, shuffles } = options;
  return {
    estimator: "histogram",
    binning,
    ...(binning !== "levels" && { bins }),
    correction,
    ...(correction === "shuffle" && { shuffles }),
    samples: representation.conditions,
    factorKinds: representation.factors.map((factor) => factor.kind),
  };
}

/** As a metric: the score is the mean over units of the information each has about the factor it knows best, nats. */
export const mutualInformation: Metric<InformationOptions> = (representation, options, key) => {
  const { units, factors, data, settings } = informationMatrix(representation, options, key);
  const best = Float64Array.from({ length: units }, (_, unit) =>
    Math.max(...data.subarray(unit * factors, (unit + 1) * factors)),
  );
  return {
    metric: "mutualInformation",
    score: best.reduce((total, value) => total + value, 0) / units,
    perUnit: best,
    matrix: { rows: units, columns: factors, data },
    settings,
  };
};
