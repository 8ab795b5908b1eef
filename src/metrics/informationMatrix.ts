/**
 * Mutual information of every unit with every factor, I(a_n; e_f) in nats: the matrix most metrics are read from.
 *
 * Plug-in estimate on labels (math/information/plugIn.ts). Continuous variables are cut into bins; the published default is
 * 20 of equal width between the extremes, which one outlier empties: quantile bins are the alternative. Categorical factors
 * are their own labels, circular ones have equal bins around their period. The rivals `ksg` and `ksg2` need no bins
 * (neighbourInformation.ts).
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
import type { Factor, Json, Metric, MetricResult, Representation } from "../protocols.js";
import { activityByUnit, meanMagnitude, meanSquare, varyingUnits } from "../representation/index.js";
import {
  type NeighbourOptions,
  neighbourDefaults,
  neighbourEstimator,
  neighbourTable,
  readFactors,
} from "./neighbourInformation.js";
import { sharedResults } from "./sharedWork.js";

/** How continuous values become labels. `levels` takes every distinct value as one. */
export type Binning = "equal-width" | "quantile" | "levels";

export interface InformationOptions extends NeighbourOptions {
  /** Histograms, or nearest neighbours with Kraskov's first or second algorithm for factors that are not categorical. */
  readonly estimator: "histogram" | "ksg" | "ksg2";
  /** Bins of continuous and circular variables. */
  readonly bins: number;
  readonly binning: Binning;
  readonly correction: BiasCorrection;
  /** Re-pairings that the shuffle correction averages over. */
  readonly shuffles: number;
}

/** Histograms of 20 bins of equal width without correction, as published for the mutual information ratio. */
export const informationDefaults: InformationOptions = {
  bins: 20,
  binning: "equal-width",
  correction: "none",
  shuffles: 20,
  estimator: "histogram",
  ...neighbourDefaults,
};

/** The words that these options take. */
export const informationChoices = {
  estimator: ["histogram", "ksg", "ksg2"],
  binning: ["equal-width", "quantile", "levels"],
  correction: ["none", "miller-madow", "shuffle"],
} as const;

/** Information of units about factors, with all it depends on. */
export interface InformationMatrix {
  readonly units: number;
  readonly factors: number;
  /** Nats, [units x factors] row-major; estimates below zero are written as zero. */
  readonly data: Float64Array;
  /** The same, not cut off at zero. */
  readonly estimates: Float64Array;
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

/** The information matrix. The key is used by the shuffle correction, and by neighbour estimators to break ties. */
export function informationMatrix(
  representation: Representation,
  options: Partial<InformationOptions> = {},
  key: Key = rootKey(0),
): InformationMatrix {
  const all = informationOptions(options);
  const drawn = all.correction === "shuffle" || all.estimator !== "histogram";
  const settings = `${JSON.stringify(all)} ${drawn ? `${key.high} ${key.low}` : ""}`;
  return matrices(representation, settings, () => computeMatrix(representation, all, key));
}

/** The options of the estimator alone: a metric's own options may come with them. */
export function informationOptions(options: Partial<InformationOptions>): InformationOptions {
  const { estimator, neighbours, jitter, bins, binning, correction, shuffles } = { ...informationDefaults, ...options };
  return { estimator, neighbours, jitter, bins, binning, correction, shuffles };
}

function computeMatrix(representation: Representation, all: InformationOptions, key: Key): InformationMatrix {
  const labels = representation.factors.map((factor) => factorLabels(factor, all));
  const data = all.estimator === "histogram" ? histogramTable : nearestTable;
  return matrixFrom(data(representation, labels, all, key), labels, informationSettings(representation, all));
}

export const atLeastZero = (estimates: Float64Array): Float64Array => estimates.map((value) => Math.max(0, value));

/** Estimates of all pairs as the matrix that the metrics read. */
export function matrixFrom(
  estimates: Float64Array,
  labels: readonly Labels[],
  settings: Readonly<Record<string, Json>>,
): InformationMatrix {
  return {
    units: estimates.length / labels.length,
    factors: labels.length,
    data: atLeastZero(estimates),
    estimates,
    factorEntropy: Float64Array.from(labels, (values) => entropy(values)),
    settings,
  };
}

/** Estimates of all pairs, nats, not cut off at zero. */
type Table = (representation: Representation, labels: Labels[], options: InformationOptions, key: Key) => Float64Array;

const histogramTable: Table = (representation, labels, all, key) => {
  const units = unitLabels(representation, all);
  return all.correction === "shuffle"
    ? shuffleCorrectedTable(units, labels, all.shuffles, key)
    : mutualInformationTable(units, labels, all.correction);
};

const nearestTable: Table = (representation, _, all, key) =>
  neighbourTable(
    representation,
    readFactors(representation.factors, all.jitter, key),
    all,
    key,
    all.estimator === "ksg2" ? 2 : 1,
  );

export function informationSettings(
  { conditions, factors }: Pick<Representation, "conditions" | "factors">,
  { estimator, neighbours, jitter, bins, binning, correction, shuffles }: InformationOptions,
): Record<string, Json> {
  const binned = { binning, ...(binning !== "levels" && { bins }) };
  const kinds = { samples: conditions, factorKinds: factors.map((factor) => factor.kind) };
  if (estimator === "histogram") {
    return { estimator, ...binned, correction, ...(correction === "shuffle" && { shuffles }), ...kinds };
  }
  const factorEntropy = { estimator: "histogram", ...binned };
  return { estimator, estimators: factors.map(neighbourEstimator), neighbours, jitter, factorEntropy, ...kinds };
}

/** What the metrics of binned information ask of a recording, wherever its activity lies. */
export interface InformationSource {
  readonly factors: readonly Factor[];
  information(options?: Partial<InformationOptions>, key?: Key): InformationMatrix;
  /** Mean of |a| of every unit [units] */
  magnitude(): Float64Array;
  /** Mean of a^2 of every unit [units] */
  energy(): Float64Array;
  /** Units that ever change. */
  varying(): readonly number[];
}

/** A metric that needs nothing else of a recording. */
export type InformationMetric<Options> = (
  source: InformationSource,
  options?: Partial<Options>,
  key?: Key,
) => MetricResult;

const ofUnits = sharedResults<Float64Array>();
const unitsThatVary = sharedResults<readonly number[]>();

/** A recording in memory. */
export const inMemory = (representation: Representation): InformationSource => ({
  factors: representation.factors,
  information: (options, key) => informationMatrix(representation, options, key),
  magnitude: () => ofUnits(representation.activity, "magnitude", () => meanMagnitude(representation)),
  energy: () => ofUnits(representation.activity, "energy", () => meanSquare(representation)),
  varying: () => unitsThatVary(representation.activity, "", () => varyingUnits(representation)),
});

/** The same metric of a representation. */
export const ofMemory =
  <Options>(metric: InformationMetric<Options>): Metric<Options> =>
  (representation, options, key) =>
    metric(inMemory(representation), options, key);
