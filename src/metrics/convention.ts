/**
 * How a recording is cut into bins unless told otherwise.
 *
 * - `recommended`: bins of equal counts, 0.9 n^(1/3) of them, from 4 to 20, and fewer, at least 3, where a factor of many levels would
 *   leave less than five conditions for a cell; circular factors in bins of equal width round their period, categories as they are;
 *   information corrected after Miller and Madow (math/information/recommended.ts). Every metric that cuts anything
 *   into bins for information follows: MIR, mutual information, MIG, modularity, and the factors of IRS and InfoMEC.
 *   To save time, trees of DCI cut units at 128 bins of equal counts, the beta-VAE and FactorVAE scores fit 2,500 points instead of
 *   10,000, and the fit of the former ends where scikit-learn's does (bench/RESULTS.md has what that moves).
 * - `paper`: as published, 20 equal-width bins, uncorrected. At the size of real recordings its bias can turn a comparison round: 60
 *   pure neurons of 79 in 1,200 trials score below permuted noise, because an angle has more bins than a choice has levels.
 */
import { recommendedBins } from "../math/information/index.js";
import type { Json, Representation } from "../protocols.js";
import type { MetricEntry } from "./entry.js";
import type { MetricRequest } from "./measuring.js";

export const CONVENTIONS = ["recommended", "paper"] as const;
export type Convention = (typeof CONVENTIONS)[number];

/** All that the convention looks at. */
export type Sampled = Pick<Representation, "conditions" | "factors">;

/** Levels of the categorical factor that has most; 0 where there is none. */
const mostLevels = ({ factors }: Sampled): number =>
  Math.max(0, ...factors.map(({ kind, values }) => (kind === "categorical" ? new Set(values).size : 0)));

/** Options that the convention sets for a metric of these conditions. */
export function conventionOptions(
  convention: Convention,
  { binned, recommended }: Pick<MetricEntry, "binned" | "recommended">,
  sampled: Sampled,
): Readonly<Record<string, Json>> {
  if (convention === "paper") return {};
  if (binned === undefined) return recommended;
  const cut = { bins: recommendedBins(sampled.conditions, mostLevels(sampled)), binning: "quantile" };
  return { ...recommended, ...cut, ...(binned === "information" && { correction: "miller-madow" }) };
}

/** The requests with what the convention sets; options of their own go first. */
export const withConvention = (
  requests: readonly MetricRequest[],
  convention: Convention,
  sampled: Sampled,
): MetricRequest[] =>
  requests.map((request) => ({
    ...request,
    options: { ...conventionOptions(convention, request.entry, sampled), ...request.options },
  }));
