/**
 * How much a score owes to its estimator: the same metric at other numbers of bins, other ways of binning, with and without
 * correction of bias, and with other estimators where it has them. A conclusion that needs one of these to be chosen is none.
 */
import type { Key } from "../math/random.js";
import type { Json, Representation } from "../protocols.js";
import { isRefusal, type MetricRequest } from "./measuring.js";

/** Scores along the number of bins, all else being equal. */
export interface SensitivityLine {
  readonly label: string;
  readonly bins: readonly number[];
  /** [bins]; NaN where the metric is undefined or refuses */
  readonly scores: readonly number[];
}

export interface Sensitivity {
  readonly name: string;
  readonly lines: readonly SensitivityLine[];
  /** Scores of estimators that have no bins. */
  readonly others: readonly { readonly label: string; readonly score: number }[];
}

export const SENSITIVITY_BINS = [5, 8, 12, 20, 30, 50] as const;

const VARIANTS: readonly { readonly label: string; readonly options: Readonly<Record<string, Json>> }[] = [
  { label: "equal width", options: { binning: "equal-width", correction: "none" } },
  { label: "equal width, corrected", options: { binning: "equal-width", correction: "miller-madow" } },
  { label: "quantiles", options: { binning: "quantile", correction: "none" } },
  { label: "quantiles, corrected", options: { binning: "quantile", correction: "miller-madow" } },
];

/** Undefined for a metric that is not read from binned information. */
export function sensitivity(
  { name, entry, options }: MetricRequest,
  representation: Representation,
  key: Key,
): Sensitivity | undefined {
  if (entry.binned !== "information") return undefined;
  const histogram = entry.choices.estimator?.includes("histogram") ? { estimator: "histogram" } : {};
  const score = (changed: Readonly<Record<string, Json>>): number => {
    try {
      return entry.measure(representation, { ...options, ...changed }, key).score;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return Number.NaN;
    }
  };
  return {
    name,
    lines: VARIANTS.map((variant) => ({
      label: variant.label,
      bins: SENSITIVITY_BINS,
      scores: SENSITIVITY_BINS.map((bins) => score({ ...variant.options, ...histogram, bins })),
    })),
    others: (entry.choices.estimator ?? [])
      .filter((estimator) => estimator !== "histogram" && estimator !== "auto")
      .map((estimator) => ({ label: estimator, score: score({ estimator }) })),
  };
}
