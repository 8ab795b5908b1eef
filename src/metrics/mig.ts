/**
 * Mutual information gap: does one unit, and no other, know a factor?
 *
 * Chen, Li, Grosse and Duvenaud, "Isolating sources of disentanglement in variational autoencoders", NeurIPS 2018, eq. 7:
 *   MIG = mean_f (I(a_1st; e_f) - I(a_2nd; e_f)) / H(e_f), the two units that know most about factor f.
 *
 * Estimator as in disentanglement_lib (Locatello et al., ICML 2019): units cut into 20 equal-width bins, plug-in information in
 * nats. Chen et al. integrate over the posterior of a model instead, which a recording does not have. Continuous and circular
 * factors are cut into the same number of bins and their entropy is that of the bins; disentanglement_lib takes every
 * distinct value as a class. Rival normalisations: `log-levels` divides by the entropy of equally likely levels (Chen et al.'s own
 * code and disentangling-vae, where all combinations of factors are seen), `none` leaves nats.
 *
 * Dead units need no rule: they know nothing and are never among the two. A code of one unit has a second one that knows nothing.
 */

import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import { topGap } from "./gap.js";
import {
  factorLabels,
  type InformationMetric,
  type InformationOptions,
  type InformationSource,
  informationChoices,
  informationDefaults,
  ofMemory,
} from "./informationMatrix.js";

export interface MigOptions extends InformationOptions {
  /** What each factor's gap is divided by. */
  readonly normalisation: "factor-entropy" | "log-levels" | "none";
}

/** Information as published; gaps over the entropy of the factor. */
export const migDefaults: MigOptions = { ...informationDefaults, normalisation: "factor-entropy" };

/** MIG. `perFactor` is each factor's gap; `matrix` the information in nats. */
export const migOf: InformationMetric<MigOptions> = (source, options, key) => {
  const all = { ...migDefaults, ...options };
  const information = source.information(all, key);
  const { units, factors, data } = information;
  const norms = factorNorms(source, all, information.factorEntropy);
  const perFactor = norms.map((norm, factor) => topGap(data, units, factors, factor) / norm);
  return {
    metric: "mig",
    score: perFactor.reduce((sum, gap) => sum + gap, 0) / factors,
    perFactor,
    matrix: { rows: units, columns: factors, data },
    settings: { ...information.settings, normalisation: all.normalisation },
  };
};

/** `migOf` of a representation in memory. */
export const mig = ofMemory(migOf);

function factorNorms(
  { factors }: Pick<InformationSource, "factors">,
  options: MigOptions,
  entropies: Float64Array,
): Float64Array {
  if (options.normalisation === "factor-entropy") return entropies;
  if (options.normalisation === "none") return new Float64Array(factors.length).fill(1);
  return Float64Array.from(factors, (factor) => Math.log(factorLabels(factor, options).levels));
}

/** As the command line and the reports know it. */
export const migEntry = metricEntry({
  metric: mig,
  fromInformation: migOf,
  title: "Mutual information gap",
  citation: "Chen, Li, Grosse and Duvenaud, Isolating sources of disentanglement in VAEs, NeurIPS 2018, eq. 7",
  draws: DRAWS.fast,
  against: OF_UNITS,
  binned: "information",
  meaning: "1 where a single unit knows all about each factor, 0 where two units know equally much",
  defaults: migDefaults,
  choices: { ...informationChoices, normalisation: ["factor-entropy", "log-levels", "none"] },
});
