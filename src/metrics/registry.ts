/** Every metric by name: the choices of the command line, the lab and the reports. */
import { type MetricEntry, metricEntry } from "./entry.js";
import { energyWeightedMir, mir, mirDefaults } from "./mir.js";
import { informationDefaults, mutualInformation } from "./mutualInformation.js";

/** Draws of a null or interval where a score takes milliseconds, and where it takes seconds. */
export const DRAWS = { fast: 500, slow: 20 } as const;

const whittington =
  'Whittington, Dorrell, Ganguli and Behrens, "Disentanglement with biological constraints: a theory of functional cell types", ICLR 2023, A.1';

const informationChoices = {
  binning: ["equal-width", "quantile", "levels"],
  correction: ["none", "miller-madow", "shuffle"],
} as const;

export const metrics = {
  mir: metricEntry({
    metric: mir,
    title: "Mutual information ratio",
    citation: whittington,
    draws: DRAWS.fast,
    meaning: "1 where every active unit is informative about one factor only, 0 where about all alike",
    defaults: { ...informationDefaults, ...mirDefaults },
    choices: informationChoices,
  }),
  energyWeightedMir: metricEntry({
    metric: energyWeightedMir,
    title: "Mutual information ratio, weighted by energy",
    citation: `after ${whittington}; the weighting is purecell's own`,
    draws: DRAWS.fast,
    meaning: "as the ratio, units weighted by their mean squared activity instead of a rule for dead units",
    defaults: { ...informationDefaults, perEntropy: mirDefaults.perEntropy },
    choices: informationChoices,
  }),
  mutualInformation: metricEntry({
    metric: mutualInformation,
    title: "Information about the best factor",
    citation: "Cover and Thomas, Elements of Information Theory, 2nd edition, eq. 2.28; plug-in estimate",
    draws: DRAWS.fast,
    meaning: "mean over units of the information about the factor each knows best, in nats",
    defaults: informationDefaults,
    choices: informationChoices,
  }),
} as const satisfies Readonly<Record<string, MetricEntry>>;

export type MetricName = keyof typeof metrics;
